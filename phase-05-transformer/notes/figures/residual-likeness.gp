# How like each other two outputs are, whose inputs were not.
set xlabel 'layers'
set ylabel 'cosine of two outputs'
set yrange [-0.1:1.05]
set xrange [0:64]
set key center right
plot 'results/residual_depth.tsv' skip 1 using 1:7 with linespoints lt 2 title 'plain, variance 2/C', \
     '' skip 1 using 1:10 with linespoints lt 3 title 'stream', \
     '' skip 1 using 1:13 with linespoints lt 4 title 'stream, norm before each branch'
