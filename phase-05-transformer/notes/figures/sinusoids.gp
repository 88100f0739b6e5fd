# Channels of the table against the position, as computed by the same formula.
set xlabel 'position'
set ylabel 'number added to the channel' offset 1,0
set xrange [0:64]
set yrange [-1.1:1.1]
set samples 600
set key outside bottom center horizontal maxrows 2
s(x, i) = sin(x / 10000.0 ** (2.0 * i / 32))
c(x, i) = cos(x / 10000.0 ** (2.0 * i / 32))
plot s(x, 0) lt 1 title 'channel 0', c(x, 0) lt 1 dt 2 title 'channel 1', \
     s(x, 4) lt 2 title 'channel 8', c(x, 4) lt 2 dt 2 title 'channel 9', \
     s(x, 8) lt 3 title 'channel 16', c(x, 8) lt 3 dt 2 title 'channel 17'
