# Memory that attention takes, forward and backward, by the length of the text.
set xlabel 'positions, T'
set ylabel 'MiB beyond queries, keys and values'
set logscale x 2
set logscale y 10
set format y '10^{%T}'
set xrange [220:4800]
set key top left Left reverse
set yrange [1:30000]
set datafile missing NaN
plot 'results/attention-bench.tsv' skip 1 using 3:(strcol(4) eq 'composed' && $5 == 1 ? $7 : NaN) with linespoints lt 2 title 'PyTorch, operation by operation', \
  '' skip 1 using 3:(strcol(4) eq 'fused' && $5 == 1 ? $7 : NaN) with linespoints lt 3 title 'PyTorch, fused', \
  '' skip 1 using 3:(strcol(4) eq 'ours' ? $7 : NaN) with linespoints lt 1 title 'ours, in tiles'
