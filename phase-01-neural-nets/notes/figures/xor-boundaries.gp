# Left, six places of a perceptron's line on XOR; right, what a 2-4-1 net says of the plane.
set multiplot layout 1,2
set size square
set xrange [-0.5:1.5]
set yrange [-0.5:1.5]
set xtics 0,1
set ytics 0,1
set xlabel 'x_1'
set ylabel 'x_2'
unset grid
$ones << EOD
1	0
0	1
EOD
$zeros << EOD
0	0
1	1
EOD
set key off
set title 'perceptron: the line never rests'
plot 'results/xor_lines.tsv' skip 1 using 1:2:($3-$1):($4-$2) with vectors nohead lt 6 lw 1.5, \
     $ones using 1:2 with points lt 2 ps 2, $zeros using 1:2 with points lt 1 ps 2
set title '2-4-1 net: where its output is 0.1, 0.5, 0.9'
set contour base
unset surface
set cntrparam levels discrete 0.1, 0.5, 0.9
set dgrid3d 42,42,8
set autoscale xy
set table $contours
splot 'results/xor_plane.tsv' skip 1 using 1:2:3
unset table
unset dgrid3d
set xrange [-0.5:1.5]
set yrange [-0.5:1.5]
set datafile separator whitespace
plot $contours using 1:2 with lines lt 6 lw 1.5, \
     $ones using 1:2 with points lt 2 ps 2, $zeros using 1:2 with points lt 1 ps 2
unset multiplot
