# The gradient's size against distance, of networks as they begin.
set xlabel 'steps back'
set ylabel 'size of the gradient'
set logscale y
set format y '10^{%T}'
set yrange [1e-10:1e6]
set xrange [0:100]
set key outside bottom center horizontal maxrows 3
plot 'results/fading.tsv' skip 1 using 1:2 with lines title 'simple network, gain 0.8', \
     '' skip 1 using 1:3 with lines title 'gain 1', \
     '' skip 1 using 1:4 with lines title 'gain 2', \
     '' skip 1 using 1:5 with lines title 'forget gate, bias 1', \
     '' skip 1 using 1:6 with lines title 'forget gate, bias 5', \
     '' skip 1 using 1:7 with lines title 'cell of 1997'
