# GFLOP/s of the products of math/matmul on square matrices.
set xlabel 'rows and columns'
set ylabel 'GFLOP/s'
set logscale xy
set xrange [14:2400]
set yrange [0.1:1000]
set xtics (16, 32, 64, 128, 256, 512, 1024, 2048)
set key bottom left maxrows 3
plot 'results/products-by-size.tsv' using 1:5 every ::1 with linespoints lt 1 title 'packed', \
     '' using 1:4 every ::1 with linespoints lt 3 title 'Eigen', \
     '' using 1:3 every ::1 with linespoints lt 4 title 'tiled', \
     '' using 1:2 every ::1 with linespoints lt 2 title 'naive', \
     '' using 1:6 every ::1 with linespoints lt 6 dt 2 title 'packed, all threads'
