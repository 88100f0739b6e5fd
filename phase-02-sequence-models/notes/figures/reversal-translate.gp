# Loss of a French word by the length of the English sentence.
set xlabel 'words in the English sentence'
set ylabel 'nats a French word'
set key bottom right
plot 'results/reversal-translate.tsv' skip 1 using 1:2 with linespoints lt 2 title 'source forward', \
  '' skip 1 using 1:4 with linespoints lt 1 title 'source reversed'
