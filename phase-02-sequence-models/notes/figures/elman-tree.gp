# The tree of clusters: strokes, and the words at its leaves.
set xlabel 'distance at which two groups are joined'
set yrange [28.7:-0.7]
unset ytics
set border 1
set xtics nomirror
unset grid
set key off
set lmargin 12
set xrange [0:*]
plot 'results/elman_tree.tsv' skip 1 using 1:2:($3-$1):($4-$2) with vectors nohead lc rgb '#888888' lw 1.5, \
     'results/elman_leaves.tsv' skip 1 using (0):1:($3 == 1 ? stringcolumn(2) : '') with labels right offset -0.5,0 tc lt 1 font ',12', \
     '' skip 1 using (0):1:($3 == 2 ? stringcolumn(2) : '') with labels right offset -0.5,0 tc lt 2 font ',12'
