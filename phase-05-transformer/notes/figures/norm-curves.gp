# Eight layers at a rate of 1e-3: three seeds each, by the place of the norm and the warm-up.
set xlabel 'step'
set ylabel 'nats a letter'
set xrange [0:300]
set yrange [2.2:4.2]
plot for [c=2:4] 'results/norm-curves.tsv' skip 1 using 1:c with lines lt 1 title (c == 2 ? 'post-norm, no warm-up' : ''), \
  for [c=5:7] '' skip 1 using 1:c with lines lt 2 title (c == 5 ? 'post-norm, warm-up of 100 steps' : ''), \
  for [c=8:10] '' skip 1 using 1:c with lines lt 3 title (c == 8 ? 'pre-norm, no warm-up' : ''), \
  3.31 with lines lt 6 dt 2 title 'how often each letter comes'
