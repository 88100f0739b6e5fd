#!/usr/bin/env bash
# Draws the curves of run folders with gnuplot: curves.sh RUN… [--out PREFIX]
set -euo pipefail

die() {
  echo "plot: $1" >&2
  exit "${2:-1}"
}

header=step,tokens,train_loss,val_loss,learning_rate,gradient_norm,tokens_per_second
runs=()
out=""
while [[ $# -gt 0 ]]; do
  case $1 in
    --out)
      [[ $# -gt 1 ]] || die "--out wants the start of a file name" 2
      out=$2
      shift
      ;;
    --*) die "there is no option '$1': curves.sh RUN… [--out PREFIX]" 2 ;;
    *) runs+=("${1%/}") ;;
  esac
  shift
done
[[ ${#runs[@]} -gt 0 ]] || die "no run folder is named: curves.sh RUN… [--out PREFIX]" 2
out=${out:-${runs[0]}/curves}
command -v gnuplot >/dev/null || die "gnuplot is missing: ./course doctor names what to install"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Two files a run: the training loss, smoothed over about a fiftieth of the run, and the validation loss.
# What is no number is left out: a loss that is empty or not finite, and the end of a line that was cut short.
split_run() { # run index
  local csv=$1/metrics.csv
  [[ -f $csv ]] || die "$1 has no metrics.csv: is it a run folder of \`train run\`?"
  [[ ! -s $csv || $(head -n 1 "$csv") == "$header" ]] || die "$csv does not begin with \"$header\": it is no run's"
  touch "$work/train$2" "$work/val$2"
  { cat "$csv" && echo cut; } | awk -F, -v train="$work/train$2" -v val="$work/val$2" '
    function keep_line(line) {
      if (split(line, field, ",") != 7 || field[1] !~ /^[0-9]+$/) return
      if (field[4] ~ /^-?[0-9.]+(e[-+]?[0-9]+)?$/) print field[1], field[4] > val
      if (field[3] ~ /^-?[0-9.]+(e[-+]?[0-9]+)?$/) { step[++n] = field[1]; loss[n] = field[3] }
    }
    NR > 2 { keep_line(last) }  # a line behind, since the last may be cut anywhere; a whole one is followed by "cut"
    { last = $0 }
    END {
      keep = 1 - 1 / (1 + n / 50)
      for (i = 1; i <= n; ++i) {
        mean = keep * mean + (1 - keep) * loss[i]; weight = keep * weight + (1 - keep)
        print step[i], mean / weight > train
      }
    }'
  [[ -s $work/train$2 || -s $work/val$2 ]] || die "$csv holds no step yet: plot it when the run has begun"
}

# How a run is called in the legend: by its folder, or the whole path where two folders have one name. For gnuplot's ''.
legend_of() { # run
  local run name
  name=$(basename "$1")
  for run in "${runs[@]}"; do
    [[ $run == "$1" || $(basename "$run") != "$name" ]] || name=$1
  done
  printf '%s' "${name//\'/\'\'}"
}

# One point makes no line.
style_of() { # file, style of a line
  if [[ $(wc -l <"$1") -eq 1 ]]; then echo "points pt 7 ps 1"; else echo "$2"; fi
}

colours=("#1f5aa6" "#c1440e" "#2a7f4f" "#7a3e9d" "#8a6d1f" "#444444")
pale=("#9dbbe0" "#e8b39c" "#a3cfb5" "#cdb3de" "#d9c998" "#b5b5b5")
training=()
validation=()
in_text=()
for i in "${!runs[@]}"; do
  split_run "${runs[$i]}" "$i"
  name=$(legend_of "${runs[$i]}")
  if [[ -s $work/train$i ]]; then
    style=$(style_of "$work/train$i" "lines lw 1.5")
    training+=("'train$i' with $style lc rgb '${pale[$((i % 6))]}' title '$name, training' noenhanced")
    in_text+=("'train$i' with ${style%% *} title '$name, training' noenhanced")
  fi
  if [[ -s $work/val$i ]]; then
    style=$(style_of "$work/val$i" "linespoints lw 2 pt 7 ps 0.6")
    validation+=("'val$i' with $style lc rgb '${colours[$((i % 6))]}' title '$name, validation' noenhanced")
    in_text+=("'val$i' with $([[ $style == points* ]] && echo points || echo lines) title '$name, validation' noenhanced")
  fi
done

joined() { # elements…
  local text
  text=$(printf ', %s' "$@")
  printf 'plot %s' "${text:2}"
}

draw() { # commands of gnuplot
  (cd "$work" && gnuplot -e "$1" 2>errors) || die "gnuplot failed: $(grep -v '^ *\^* *$' "$work/errors" | tail -n 1)"
}

save() { # file
  cp "$work/picture" "$1" 2>"$work/errors" || die "cannot write $1: --out names another place"
}

common="set xlabel 'step'; set xrange [0:*]; set offsets 0, 0, graph 0.02, graph 0.02; set border 3; set tics nomirror; set key top right"
looks="$common; set ylabel 'loss (nats a token)'; set grid ytics lc rgb '#dddddd' lt 1 lw 1; set output 'picture'; $(
  joined "${training[@]}" "${validation[@]}")"
draw "set terminal svg size 900,540 dynamic font 'Helvetica,14' background '#ffffff'; $looks"
save "$out.svg"
draw "set terminal pngcairo size 1200,720 font 'sans,14'; $looks"
save "$out.png"

# Here in the terminal: as wide as it is, characters only.
columns=${COLUMNS:-$(tput cols 2>/dev/null || echo 80)}
[[ $columns -le 100 ]] || columns=100
[[ $columns -ge 40 ]] || columns=40
colour=$([[ -t 1 && -z ${NO_COLOR:-} ]] && echo ansi || echo mono)
draw "set terminal dumb size $columns,24 $colour; set output 'picture'; $common; set title 'loss (nats a token)'; $(
  joined "${in_text[@]}")"
sed 's/[[:space:]]*$//' "$work/picture"
echo "$out.svg"
echo "$out.png"
