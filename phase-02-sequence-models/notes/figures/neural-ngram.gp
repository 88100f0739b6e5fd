# A neural n-gram learns names; the lines are what counting reaches on the same held-out names.
set xlabel 'pass over the names'
set ylabel 'nats a letter'
set xrange [0.8:5.2]
set yrange [2.05:2.4]
set xtics 1
plot 'results/neural-ngram.tsv' skip 1 using 1:2 with linespoints lt 2 title 'neural n-gram, learning', \
  '' skip 1 using 1:3 with linespoints lt 1 title 'neural n-gram, held out', \
  2.222 with lines lt 6 dt 2 title 'Kneser-Ney, 2 letters before', \
  2.079 with lines lt 3 dt 2 title 'Kneser-Ney, 4 letters before'
