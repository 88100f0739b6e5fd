# Mistakes until setosa is told from the rest, in 200 orders of the flowers.
set style fill solid 0.9 noborder
set boxwidth 0.8
set xlabel 'mistakes until none is made'
set ylabel 'orders, of 200'
set xrange [0:20]
set key off
plot 'results/novikoff_mistakes.tsv' skip 1 using 1:2 with boxes lt 1
