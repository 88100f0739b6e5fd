# The mean square of the signal, layer after layer, over that of the input.
set xlabel 'layer'
set ylabel 'mean square, input = 1'
set logscale y
set format y '10^{%L}'
set yrange [1e-11:1e2]
set xrange [0:30]
set key bottom left
set style fill transparent solid 0.2 noborder
plot 'results/activations.tsv' using 1:2:4 every ::1 with filledcurves lt 1 notitle, \
     '' using 1:5:7 every ::1 with filledcurves lt 2 notitle, \
     '' using 1:3 every ::1 with lines lt 1 title 'He: variance 2/n', \
     '' using 1:6 every ::1 with lines lt 2 title 'Glorot: variance 1/n', \
     0.5**x with lines lt 6 dt 2 title 'one half a layer'
