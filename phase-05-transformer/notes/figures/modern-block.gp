set xlabel 'steps'
set ylabel 'nats a character, held out'
set xrange [0:820]
set key top right
f = 'results/modern-block.tsv'
plot f using 1:2 skip 1 with linespoints lt 1 title "GPT-2's block", \
     f using 1:3 skip 1 with linespoints lt 6 dt 2 title '+ RMSNorm', \
     f using 1:4 skip 1 with linespoints lt 3 title '+ SwiGLU', \
     f using 1:5 skip 1 with linespoints lt 2 title '+ RoPE', \
     f using 1:6 skip 1 with linespoints lt 4 dt 3 title '+ two heads of keys and values'
