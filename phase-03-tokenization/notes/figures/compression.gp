# Bytes a token of seven tokenizers on three kinds of text.
set ylabel 'bytes a token'
set yrange [0:7.5]
set xrange [-0.6:6.6]
set style data histograms
set style histogram clustered gap 1
set style fill solid 0.9 noborder
set xtics ('bytes' 0, 'characters' 1, 'words' 2, 'WordPiece' 3, 'Unigram' 4, 'BPE' 5, 'GPT-2' 6)
set key top left
plot 'results/compression.tsv' using 2 every ::1 lt 1 title 'English', '' using 3 every ::1 lt 2 title 'French', \
     '' using 4 every ::1 lt 3 title 'C++'
