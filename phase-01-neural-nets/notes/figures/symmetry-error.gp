# Total error of the symmetry net, five seeds.
set logscale y
set xlabel 'sweeps over the 64 patterns'
set ylabel 'total error ½ Σ (y − target)²'
set xrange [0:2000]
plot for [i=2:6] 'results/symmetry_error.tsv' skip 1 using 1:i with lines lt (i-1) title sprintf('seed %d', i-1)
