# shellcheck shell=bash
# Training curves.

course_plot() {
  if wants_help "${1:-}" || [[ $# -eq 0 ]]; then
    echo "./course plot RUN… [--out PREFIX]: curves of one or more run folders, overlaid, from their metrics.csv:"
    echo "PREFIX.svg, PREFIX.png (RUN/curves if not named), and here in the terminal."
    [[ $# -gt 0 ]] && return 0
    exit 2
  fi
  command -v gnuplot >/dev/null || ensure_packages
  "$COURSE_ROOT/tools/plot/curves.sh" "$@"
}
