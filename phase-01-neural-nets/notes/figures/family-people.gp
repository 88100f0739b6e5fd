# Weights from the 24 people to the six units that see them: English family above, Italian below.
set multiplot layout 3,2 margins 0.1,0.98,0.16,0.96 spacing 0.1,0.08
unset grid
unset key
unset colorbox
set border lw 0.5
set palette defined (-1 '#1f5aa6', 0 '#f7f7f7', 1 '#c1440e')
set cbrange [-3:3]
set xrange [-0.5:11.5]
set yrange [1.5:-0.5]
set ytics ('English' 0, 'Italian' 1) scale 0
unset xtics
do for [u=1:6] {
  if (u > 4) {
    set xtics ('Christopher' 0, 'Penelope' 1, 'Andrew' 2, 'Christine' 3, 'Margaret' 4, 'Arthur' 5, 'Victoria' 6, 'James' 7, 'Jennifer' 8, 'Charles' 9, 'Colin' 10, 'Charlotte' 11) rotate by 60 right font ',10' scale 0
  }
  set label 1 sprintf('unit %d', u) at graph 0.5, 1.1 center
  plot 'results/family_trees_people.tsv' skip 1 every ::(u-1)*24::u*24-1 using 2:3:4 with image pixels
}
unset multiplot
