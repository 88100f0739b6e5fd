# The looks of every figure of the notes; `./course figures` sets `out` and loads this first.
set terminal svg size 720,440 dynamic font 'Helvetica,14' background '#ffffff'
set output out
set datafile separator '\t'
set border 3 lc rgb '#555555'
set tics nomirror
set grid ytics lc rgb '#dddddd' lt 1 lw 1
set key top right
set linetype 1 lc rgb '#1f5aa6' lw 2 pt 7 ps 0.6
set linetype 2 lc rgb '#c1440e' lw 2 pt 5 ps 0.6
set linetype 3 lc rgb '#2a7f4f' lw 2 pt 9 ps 0.7
set linetype 4 lc rgb '#7a3e9d' lw 2 pt 11 ps 0.7
set linetype 5 lc rgb '#8a6d1f' lw 2 pt 13 ps 0.7
set linetype 6 lc rgb '#444444' lw 2 pt 1 ps 0.7
set linetype cycle 6
