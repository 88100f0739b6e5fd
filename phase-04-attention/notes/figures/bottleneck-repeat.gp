# Strings repeated as a whole, by how long they are; learning saw 5 to 20 symbols.
set xlabel 'symbols in the string'
set ylabel 'repeated without a mistake, %'
set xrange [4:31]
set yrange [0:105]
set key outside top center horizontal maxrows 1 samplen 2 width -3
set arrow from 20,0 to 20,103 nohead lt 6 dt 3
plot 'results/bottleneck-repeat.tsv' skip 1 using 1:(100*$2) with linespoints lt 1 title 'attention', \
  '' skip 1 using 1:(100*$4) with linespoints lt 3 title 'plain, tenfold steps', \
  '' skip 1 using 1:(100*$3) with linespoints lt 2 title 'plain'
