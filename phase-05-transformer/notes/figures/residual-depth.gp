# What arrives of a gradient of size 1, through nets of growing depth as they begin.
set xlabel 'layers'
set ylabel 'size of the gradient at the input'
set logscale y
set format y '10^{%T}'
set yrange [1e-11:1e15]
set xrange [0:64]
set bmargin 7
set key at screen 0.55,0.02 center bottom maxrows 2 vertical width -2
plot 'results/residual_depth.tsv' skip 1 using 1:3 with linespoints title 'plain, variance 1/C', \
     '' skip 1 using 1:6 with linespoints title 'plain, variance 2/C', \
     '' skip 1 using 1:9 with linespoints title 'stream', \
     '' skip 1 using 1:12 with linespoints title 'stream, norm before each branch'
