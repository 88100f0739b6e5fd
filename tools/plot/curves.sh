#!/usr/bin/env bash
# Draws the curves of run folders with gnuplot: curves.sh RUN… [--out PREFIX]
set -euo pipefail

die() {
  echo "plot: $1" >&2
  exit 1
}

runs=()
out=""
while [[ $# -gt 0 ]]; do
  case $1 in
    --out)
      [[ $# -gt 1 ]] || die "--out wants the start of a file name"
      out=$2
      shift
      ;;
    *) runs+=("${1%/}") ;;
  esac
  shift
done
[[ ${#runs[@]} -gt 0 ]] || die "no run folder is named"
out=${out:-${runs[0]}/curves}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Two files a run: the training loss, smoothed over about a fiftieth of the run, and the validation loss.
# A line that was cut short has too few fields, and is left out.
split_run() { # run index
  local csv=$1/metrics.csv
  [[ -f $csv ]] || die "$1 has no metrics.csv: is it a run folder of \`train run\`?"
  awk -F, -v train="$work/train$2" -v val="$work/val$2" '
    NR == 1 || NF != 7 { next }
    $4 != "" { print $1, $4 > val }
    $3 != "" { step[++n] = $1; loss[n] = $3 }
    END {
      keep = 1 - 1 / (1 + n / 50)
      for (i = 1; i <= n; ++i) {
        mean = keep * mean + (1 - keep) * loss[i]; weight = keep * weight + (1 - keep)
        print step[i], mean / weight > train
      }
    }' "$csv"
  touch "$work/train$2" "$work/val$2"
  [[ -s $work/train$2 || -s $work/val$2 ]] || die "$csv holds no step yet: plot it when the run has begun"
}

colours=("#1f5aa6" "#c1440e" "#2a7f4f" "#7a3e9d" "#8a6d1f" "#444444")
elements=()
for i in "${!runs[@]}"; do
  split_run "${runs[$i]}" "$i"
  colour=${colours[$((i % ${#colours[@]}))]}
  name=$(basename "${runs[$i]}")
  [[ -s $work/train$i ]] &&
    elements+=("'$work/train$i' with lines lw 1.2 lc rgb '$colour' dt 3 title '$name, training (smoothed)' noenhanced")
  [[ -s $work/val$i ]] &&
    elements+=("'$work/val$i' with linespoints lw 2 pt 7 ps 0.6 lc rgb '$colour' title '$name, validation' noenhanced")
done
plot=$(printf ', %s' "${elements[@]}")
plot="plot ${plot:2}"

common="set xlabel 'step'; set ylabel 'loss (nats a token)'; set key top right; set border 3; set tics nomirror"
gnuplot -e "set terminal svg size 900,540 font 'Helvetica,14' background '#ffffff'; set output '$out.svg';
  $common; set grid ytics lc rgb '#dddddd'; $plot"
gnuplot -e "set terminal pngcairo size 1200,720 font 'sans,14'; set output '$out.png';
  $common; set grid ytics lc rgb '#dddddd'; $plot"

# In the terminal: as wide as it is, characters only.
columns=$(tput cols 2>/dev/null || echo 80)
width=$((columns < 100 ? columns : 100))
gnuplot -e "set terminal dumb size $width,24 $([[ -t 1 && -z ${NO_COLOR:-} ]] && echo 'ansi' || echo 'mono'); $common; $plot" |
  sed 's/[[:space:]]*$//'
echo "$out.svg"
echo "$out.png"
