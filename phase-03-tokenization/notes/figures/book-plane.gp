# Ten pairs of people of the books, in the plane in which their vectors differ most; him above his point, her below hers.
file = 'results/book-words.tsv'
unset key
set xlabel 'first axis'
set ylabel 'second axis'
set xrange [-0.6:0.9]
set yrange [-0.5:0.9]
set grid xtics
plot for [p=0:9] file skip 1 using ($2 == p ? $3 : NaN):4 with linespoints lc rgb '#1f5aa6' lw 1 pt 7 ps 0.5, \
     file skip 1 every 2::0 using 3:($4 + 0.04):1 with labels font ',12', \
     file skip 1 every 2::1 using 3:($4 - 0.045):1 with labels font ',12' textcolor rgb '#c1440e'
