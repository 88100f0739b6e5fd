# A character LSTM learns tiny Shakespeare; the lines are what counting reaches on the same held-out text.
set xlabel 'pass over the text'
set ylabel 'nats a character'
set xrange [0.9:3.1]
set xtics 1
set yrange [1.3:2.45]
plot 'results/char-lstm.tsv' skip 1 using 1:2 with linespoints lt 2 title 'LSTM, learning', \
  '' skip 1 using 1:3 with linespoints lt 1 title 'LSTM, held out', \
  2.0449 with lines lt 4 dt 2 title 'Kneser-Ney, 3 characters', \
  1.7290 with lines lt 6 dt 2 title 'Kneser-Ney, 4 characters', \
  1.5581 with lines lt 3 dt 2 title 'Kneser-Ney, 6 characters'
