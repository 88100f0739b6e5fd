# Before the first step: how large the gradient of each layer's second matrix is.
set xlabel 'layer, counted from the input'
set ylabel 'length of the gradient'
set xrange [0.5:8.5]
set yrange [0:1.6]
set xtics 1
plot 'results/norm-gradients.tsv' skip 1 using 1:2 with linespoints lt 1 pt 7 title 'post-norm', \
  '' skip 1 using 1:3 with linespoints lt 3 pt 7 title 'pre-norm'
