# shellcheck shell=bash
# Training curves.

plot_help() {
  cat <<'TEXT'
./course plot RUN… [--out PREFIX]

Draws training and validation loss of one or more run folders, overlaid, from their metrics.csv, in a second:
PREFIX.svg, PREFIX.png (the first RUN's curves.svg and curves.png, if no PREFIX is named), and here in the terminal.
A run that is still going can be plotted: a last line that is not whole yet is left out.
TEXT
}

course_plot() {
  if wants_help "${1:-}"; then
    plot_help
    return 0
  fi
  [[ $# -gt 0 ]] || die "no run folder is named: ./course plot RUN…" 2
  command -v gnuplot >/dev/null || ensure_packages
  command -v gnuplot >/dev/null || die "gnuplot is missing: ./course doctor names what to install"
  "$COURSE_ROOT/tools/plot/curves.sh" "$@"
}
