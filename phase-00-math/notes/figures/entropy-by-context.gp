# Bits a letter against the number of letters known before it, and Shannon's figures for English.
set xlabel 'letters known before it'
set ylabel 'bits a letter'
set yrange [0:6.5]
set xrange [-0.3:7.3]
set key top right
$shannon << EOD
0	4.03
1	3.32
2	3.1
EOD
plot 'results/entropy-by-context.tsv' using ($1-1):3 every ::2 with linespoints lt 6 title 'tiny Shakespeare, all 65 symbols', \
     '' using ($1-1):2 every ::2 with linespoints lt 1 title 'tiny Shakespeare, 27 symbols', \
     $shannon using 1:2 with points lt 2 pt 5 ps 1.2 title 'English, Shannon 1951', \
     log(27)/log(2) with lines lt 3 dt 2 title 'all 27 symbols equally likely'
