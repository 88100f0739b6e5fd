# Where the translator looked in an English sentence for each French word.
set size ratio 0.9
set xtics rotate by -45
unset grid
set key off
set xrange [*:*] noextend
set yrange [*:*] reverse noextend
set cbrange [0:1]
set cblabel 'weight'
set palette defined (0 '#ffffff', 1 '#1f5aa6')
plot 'results/alignment-sentence.tsv' skip 1 using 2:1:3:xticlabels(5):yticlabels(4) with image pixels
