# Test errors while learning: a linear machine, LeCun's two nets, and two later recipes.
set logscale y
set xlabel 'epoch'
set ylabel 'test images misread, %'
set yrange [0.8:10]
set xrange [1:15]
set ytics (1, 1.5, 2, 3, 4.7, 8)
plot for [r=1:5] 'results/mnist-curves.tsv' skip 1 using ($1 == r ? $2 : 1/0):5 with linespoints lt r \
  title word("linear 784-300-10 784-300-100-10 dropout shifted", r)
