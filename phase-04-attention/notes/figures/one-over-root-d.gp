# Entropy of the weights over 64 keys, by the size of queries and keys.
set xlabel 'numbers in a query, d'
set ylabel 'entropy of the weights, nats'
set logscale x 2
set xrange [0.9:1150]
set yrange [0:4.6]
set key at graph 0.98, 0.55
plot 'results/one-over-root-d.tsv' skip 1 using 1:3 with linespoints lt 1 title 'softmax(q·k / √d)', \
  '' skip 1 using 1:2 with linespoints lt 2 title 'softmax(q·k)', \
  log(64) with lines lt 6 dt 2 title 'all 64 keys alike'
