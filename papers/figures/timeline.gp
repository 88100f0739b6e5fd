# One row a year, one dot a paper, coloured by its phase; pauses are gaps.
set terminal svg size 720,1130 dynamic font 'Helvetica,20' background '#ffffff'
set output out
unset grid
unset border
unset tics
unset key
set datafile commentschars '#'
set lmargin 1
set rmargin 1
set tmargin 1
set bmargin 1
set xrange [0:36]
set yrange [-58.1:7.2]

array paint[10] = [0x1f5aa6, 0xc1440e, 0x2a7f4f, 0x8a6d1f, 0x7a3e9d, 0xd6336c, 0x0b8a99, 0x444444, 0xb0b0b0, 0]
phase_of(word) = word eq '-' ? 8 : word + 0
year_of(name) = name[1:4] + 0

# Rows: a year's papers stand side by side, a pause of n years is a gap that grows more slowly than n.
year = 0
row = 0
place = 0
step(name) = (y = year_of(name), place = (y == year ? place + 1 : 0), \
  row = (y == year || year == 0 ? row : row - 1.45 - 0.8 * log(y - year)), year = y, row)

# The legend: names of the phases.
array names[9] = ['0 math', '1 neural nets', '2 sequences', '3 tokens', '4 attention', '5 transformer', \
  '6 GPT-2', '7 training', 'told only']
do for [i = 1:9] {
  left = 0.6 + 12 * ((i - 1) % 3)
  up = 6.3 - 1.9 * ((i - 1) / 3)
  set object circle at left, up size 0.38 fillcolor rgb paint[i] fillstyle solid noborder
  set label names[i] at left + 0.8, up
}

plot 'timeline.tsv' skip 2 using (4.2 + 0.95 * (step(strcol(1)), place)):(row):(paint[phase_of(strcol(2)) + 1]) \
       with points pt 7 ps 1.15 lc rgb variable, \
     year = 0, row = 0, '' skip 2 using (0.3):(step(strcol(1)), place ? NaN : row):(strcol(1)[1:4]) \
       with labels left textcolor rgb '#555555', \
     year = 0, row = 0, '' skip 2 using (5.2 + 0.95 * (step(strcol(1)), place)):(row):(strcol(4) eq '-' ? '' : strcol(4)) with labels left
