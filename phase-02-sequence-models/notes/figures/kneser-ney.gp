# Nats a character on tiny Shakespeare, by the number of characters that are counted.
set xlabel 'characters in a count'
set ylabel 'nats a character'
set xrange [0.7:8.3]
set yrange [0:3.6]
plot 'results/kneser-ney.tsv' skip 1 using 1:3 with linespoints lt 1 title 'held out', \
  '' skip 1 using 1:2 with linespoints lt 2 title 'text that was counted'
