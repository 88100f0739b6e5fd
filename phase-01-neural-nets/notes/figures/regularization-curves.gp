# A thousand digits learned, 10,000 asked: what helps a net that knows its examples by heart.
set xlabel 'epoch'
set ylabel 'test images misread, %'
set yrange [0:20]
set xrange [0:60]
plot for [w=1:4] 'results/regularization-curves.tsv' skip 1 using ($1 == w ? $2 : 1/0):4 with linespoints lt w \
  title word("nothing decay dropout shifts", w)
