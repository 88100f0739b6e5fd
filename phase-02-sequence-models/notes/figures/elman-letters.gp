# The error of predicting each of the first forty letters, each with its name.
set xlabel 'place in the stream'
set ylabel 'error of predicting this letter'
set xrange [0:41]
set yrange [0:*]
set offsets 0, 0, 0.05, 0
set key off
plot 'results/elman_letters.tsv' skip 1 using 1:3 with impulses lt 1 lw 2, \
     '' skip 1 using 1:3:2 with labels offset 0,0.7 font ',13'
