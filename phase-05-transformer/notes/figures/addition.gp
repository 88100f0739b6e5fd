set xlabel 'steps'
set ylabel '% of 500 unseen sums right'
set xrange [0:1500]
set yrange [0:103]
set key bottom right
f = 'results/addition.tsv'
plot f using 1:2 skip 1 with lines lt 1 title 'last digit first', \
     f using 1:3 skip 1 with lines lt 1 notitle, \
     f using 1:4 skip 1 with lines lt 1 notitle, \
     f using 1:5 skip 1 with lines lt 2 title 'as we write it', \
     f using 1:6 skip 1 with lines lt 2 notitle, \
     f using 1:7 skip 1 with lines lt 2 notitle
