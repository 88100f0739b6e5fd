# Three descents into the valley ½x² + 5y², on its contours.
set xlabel 'x'
set ylabel 'y'
set xrange [-4:10]
set yrange [-4.5:4.5]
unset grid
set key bottom right
f(x, y) = 0.5*x*x + 5*y*y
set samples 121
set isosamples 121
set contour base
set cntrparam levels discrete 1, 4, 12, 28, 56, 100
unset surface
set table $contours
set datafile separator whitespace
splot f(x, y)
unset table
set datafile separator '\t'
plot $contours using (word(strcol(1), 1) + 0):(word(strcol(1), 2) + 0) with lines lc rgb '#bbbbbb' lw 1 notitle, \
     'results/descent-0.21.tsv' using 1:2 every ::1::9 with linespoints lt 2 title 'step 0.21: out', \
     'results/descent-0.17.tsv' using 1:2 every ::1::25 with linespoints lt 1 title 'step 0.17', \
     'results/descent-0.02.tsv' using 1:2 every ::1 with linespoints lt 3 title 'step 0.02: slow'
