# Held-out loss of the two translators of E05.5, by the seconds that each has learned.
set xlabel 'seconds of learning'
set ylabel 'nats a word, held out'
plot 'results/translator-curves.tsv' skip 1 using 2:3 with linespoints lt 1 title 'recurrent, with attention', \
  '' skip 1 using 4:5 with linespoints lt 3 title 'transformer'
