# How much each step of the answer looks at each place of a string that is turned round.
set xlabel 'place in the source'
set ylabel 'step of the answer'
set xrange [0.5:15.5]
set yrange [16.5:0.5]
set xtics 1
set ytics 1
set size ratio 1.06
unset grid
set key off
set cbrange [0:1]
set cblabel 'weight'
set palette defined (0 '#ffffff', 1 '#1f5aa6')
plot 'results/alignment-reverse.tsv' skip 1 using 2:1:3 with image pixels
