# Error of the first seed, by both recipes.
set xlabel 'sweeps over the 100 training cases'
set ylabel 'error beyond 0.8 and 0.2'
set xrange [0:1500]
plot 'results/family_trees_error.tsv' skip 1 using 1:2 with lines title 'the recipe that works', \
     '' skip 1 using 1:3 with lines title 'the printed recipe'
