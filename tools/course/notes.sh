# shellcheck shell=bash
# The notes: reading them, keeping them true, their figures, and the site made of them.

NOTES_TOOLS=$COURSE_ROOT/tools/notes

notes_help() {
  cat <<'TEXT'
./course notes               the chapters that there are
./course notes NN [CHAPTER]  reads phase NN (00 to 07), or one chapter of it, here in the terminal
./course notes --check       builds what the notes quote, and fails where a page says what is not so: code, outputs,
                             numbers, tests, links, commands, figures, the form of the notes on papers
./course notes --refresh     the same, and writes anew what is stale and can be made
TEXT
}

course_notes() {
  case ${1:-} in
    --help | -h) notes_help ;;
    --check) takes notes 1 "$@" && refresh_notes --check ;;
    --refresh) takes notes 1 "$@" && refresh_notes ;;
    --*) die "'notes' does not take '$1': ./course notes --help says what it takes" 2 ;;
    '') list_notes ;;
    *)
      takes notes 2 "$@"
      read_notes "$@"
      ;;
  esac
}

# The files of a phase's notes: its README, then its chapters, or the one chapter.
chapters() { # NN [CHAPTER]
  local folder=$COURSE_ROOT/${PHASES[$((10#$1))]} file
  if [[ $# -eq 1 ]]; then
    echo "$folder/README.md"
    set -- "$1" '*'
  elif [[ $2 =~ ^[0-9]+$ ]]; then
    set -- "$1" "$(printf '%02d' "$((10#$2))")-*"
  fi
  # shellcheck disable=SC2086 # a pattern
  for file in "$folder"/notes/$2.md; do
    [[ ! -f $file ]] || echo "$file"
  done
}

# Reading and making pages wants no compiler.
ensure_notes_packages() {
  local missing=()
  on_debian && mapfile -t missing < <(missing_packages notes)
  [[ ${#missing[@]} -eq 0 ]] || install_packages "${missing[@]}"
  command -v python3 >/dev/null || die "python3 is missing: ./course doctor names what to install"
}

list_notes() {
  local number file
  for number in 00 01 02 03 04 05 06 07; do
    chapters "$number" | while read -r file; do
      if [[ $file == */README.md ]]; then
        say "$number  $(sed -n '1s/^# //p' "$file")"
      else
        printf '    %-28s %s\n' "$(basename "$file" .md)" "$(sed -n '1s/^# //p' "$file")"
      fi
    done
  done
  echo "./course notes NN reads a phase; ./course site makes pages of all of them"
}

read_notes() { # NN [CHAPTER]
  local number files=()
  number=$(phase_number "$1")
  shift
  mapfile -t files < <(chapters "$number" "$@")
  [[ ${#files[@]} -gt 0 ]] || die "phase $number has no chapter '$1': ./course notes lists them" 2
  command -v python3 >/dev/null || ensure_notes_packages
  local width colour=()
  width=${COLUMNS:-$(tput cols 2>/dev/null || echo 100)}
  [[ ! -t 1 || -n ${NO_COLOR:-} ]] || colour=(--colour)
  if [[ -t 1 ]] && command -v less >/dev/null; then
    python3 "$NOTES_TOOLS/terminal.py" --width "$width" "${colour[@]}" "${files[@]}" | less -R
  else
    python3 "$NOTES_TOOLS/terminal.py" --width "$width" "${colour[@]}" "${files[@]}"
  fi
}

# Builds the programs that the pages quote, then makes the pages anew, or only looks.
refresh_notes() { # [--check]
  local targets=()
  ensure_packages notes >&2
  mapfile -t targets < <(python3 "$NOTES_TOOLS/refresh.py" --targets)
  [[ -z ${targets[*]} ]] || build_all "${targets[@]}" >&2
  show python3 "$NOTES_TOOLS/refresh.py" "$@"
}

figures_help() {
  cat <<'TEXT'
./course figures NN [NAME…]
./course figures papers [NAME…]

Draws the figures of phase NN's notes anew, or those named, in a second each: notes/figures/NAME.svg by gnuplot from
notes/figures/NAME.gp, in the looks of tools/plot/style.gp. What they show was measured: it stands in the phase's results/.
With 'papers' those of the notes on papers, in papers/figures; the timeline is drawn from papers/timeline.tsv.
TEXT
}

course_figures() {
  if wants_help "${1:-}"; then
    figures_help
    return 0
  fi
  [[ $# -gt 0 ]] || die "which phase? ./course figures NN [NAME…], 00 to 07, or papers" 2
  local owner=papers folder=$COURSE_ROOT/papers within=figures names=() name
  if [[ $1 != papers ]]; then
    owner=$(phase_number "$1")
    folder=$COURSE_ROOT/${PHASES[$((10#$owner))]} within=notes/figures
  fi
  shift
  names=("$@")
  [[ $# -gt 0 ]] || mapfile -t names < <(find "$folder/$within" -name '*.gp' -printf '%f\n' 2>/dev/null | sed 's/\.gp$//' | sort)
  [[ ${#names[@]} -gt 0 ]] || die "$(basename "$folder") has no figures: they are $within/*.gp"
  command -v gnuplot >/dev/null || ensure_packages
  for name in "${names[@]}"; do
    [[ -f $folder/$within/$name.gp ]] || die "$(basename "$folder") has no figure '$name': ./course figures $owner draws all" 2
    (cd "$folder" && draw_figure "$within/$name") || die "gnuplot could not draw $name: see above"
  done
}

draw_figure() { # path without ending; a picture that fails leaves the old one
  local command=(gnuplot -e "out='$1.svg'" ../tools/plot/style.gp "$1.gp") work code=0
  print_command "${command[@]}"
  work=$(mktemp)
  gnuplot -e "out='$work'" ../tools/plot/style.gp "$1.gp" && [[ -s $work ]] && cat "$work" >"$1.svg" || code=1
  rm -f "$work"
  return "$code"
}

site_help() {
  cat <<'TEXT'
./course site [--out FOLDER] [--check]

Makes a book of pages of all notes, in build/site or FOLDER, in seconds: open its index.html, no server is needed. --check
also walks all its links.
TEXT
}

course_site() {
  if wants_help "${1:-}"; then
    site_help
    return 0
  fi
  local out=$COURSE_ROOT/build/site check=""
  while [[ $# -gt 0 ]]; do
    case $1 in
      --out)
        [[ $# -gt 1 ]] || die "--out wants a folder" 2
        out=$2
        shift
        ;;
      --check) check=yes ;;
      *) die "'site' does not take '$1': ./course site --help says what it takes" 2 ;;
    esac
    shift
  done
  ensure_notes_packages
  command -v pandoc >/dev/null || die "pandoc is missing: ./course doctor names what to install"
  show python3 "$NOTES_TOOLS/make_site.py" --out "$out"
  [[ -z $check ]] || show python3 "$NOTES_TOOLS/check_site.py" "$out"
}
