# The weights that the first seed found, from the six inputs to both hidden units.
set style data histograms
set style histogram clustered gap 1
set style fill solid 0.9 noborder
set xlabel 'input'
set ylabel 'weight'
set xzeroaxis lt 6 lw 1
set ytics 2.5
plot 'results/symmetry_weights.tsv' skip 1 using 2:xtic(1) lt 1 title 'hidden unit 1', '' skip 1 using 3 lt 2 title 'hidden unit 2'
