# Copies that are right as a whole, by how long the sequence is.
set xlabel 'symbols in the source'
set ylabel 'copies right as a whole, %'
set xrange [1.5:14.5]
set yrange [0:105]
set key bottom left
plot 'results/reversal-copy.tsv' skip 1 using 1:(100*$3) with linespoints lt 2 title 'source forward', \
  '' skip 1 using 1:(100*$5) with linespoints lt 1 title 'source reversed'
