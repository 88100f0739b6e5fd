# The test images about which the last net was surest, and wrong: what each is, and what it was read as.
set size ratio -1
unset border
unset tics
unset grid
unset key
set xrange [-0.5:167.5]
set yrange [87.5:-0.5]
set palette defined (0 '#ffffff', 255 '#000000')
unset colorbox
plot 'results/mnist-misread.tsv' skip 1 matrix with image, \
     'results/mnist-misread-labels.tsv' skip 1 using ($1 + 13.5):($2 + 27):(sprintf("%d, read as %d", $3, $4)) \
       with labels font ',11' tc rgb '#c1440e'
