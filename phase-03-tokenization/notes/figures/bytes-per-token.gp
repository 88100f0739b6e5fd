# What a larger vocabulary buys: bytes a token on the text that it was trained on.
set xlabel 'vocabulary'
set ylabel 'bytes a token'
set logscale x 2
set xrange [200:10500]
set yrange [0:4.2]
set key off
plot 'results/bytes-per-token.tsv' using 1:3 every ::1 with linespoints lt 1
