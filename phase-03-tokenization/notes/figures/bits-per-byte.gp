# The same text and the same kind of model: perplexity and bits a byte as the vocabulary grows.
set xlabel 'vocabulary'
set ylabel 'perplexity of a token'
set y2label 'bits a byte'
set logscale x 2
set xrange [200:10500]
set yrange [0:700]
set y2range [0:5.5]
set ytics nomirror
set y2tics
set key bottom right
plot 'results/bits-per-byte.tsv' using 1:2 every ::1 with linespoints lt 2 title 'perplexity (left)', \
     '' using 1:3 every ::1 axes x1y2 with linespoints lt 1 title 'bits a byte (right)'
