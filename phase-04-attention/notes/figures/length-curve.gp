# BLEU of held-out sentences by the length of the English one.
set xlabel 'words in the English sentence'
set ylabel 'BLEU'
set yrange [0:*]
set key top right
plot 'results/length-curve.tsv' skip 1 using 1:2 with linespoints lt 1 title 'attention', \
  '' skip 1 using 1:3 with linespoints lt 2 title 'plain, source reversed'
