# Three ways down a ravine that is a hundred times as steep across as along; 60 steps at most.
set datafile separator whitespace
set xlabel 'along the ravine'
set ylabel 'across'
set xrange [-11:6]
set yrange [-5:5]
set view map
set contour base
unset surface
set samples 200
set isosamples 200
set cntrparam levels discrete 0.5,2,8,20,50,120
set table $levels
splot 0.5*x*x + 50*y*y
unset table
set key bottom right
plot $levels with lines lc rgb '#cccccc' lw 1 notitle, \
  for [p=1:3] 'results/optimizer-paths.tsv' skip 1 using ($1 == p ? $3 : 1/0):4 with linespoints lt p \
  title word("descent momentum Adam", p)
