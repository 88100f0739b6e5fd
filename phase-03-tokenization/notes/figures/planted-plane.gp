# The 32 nouns of the planted grammar, in the plane in which their vectors differ most.
file = 'results/planted-words.tsv'
unset key
set xlabel 'first axis'
set ylabel 'second axis'
set xrange [-0.8:0.8]
set yrange [-0.55:0.55]
set grid xtics
set label 1 'king, man, boy, uncle, …' at 0.48,-0.45 center
set label 2 'queen, woman, girl, aunt, …' at 0.48,0.45 center
set label 3 'kings, men, boys, uncles, …' at -0.48,-0.45 center
set label 4 'queens, women, girls, aunts, …' at -0.48,0.45 center
plot for [f=0:3] file skip 1 using ($3 == f ? $4 : NaN):5 with points lt f+1 ps 0.9
