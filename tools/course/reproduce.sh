# shellcheck shell=bash
# The papers' numbers beside ours. An experiment names itself in its first line: // E00.1, quick: title (Paper year)

reproduce_help() {
  cat <<'TEXT'
./course reproduce               the quick experiments, half a minute each at most: the table of published and own numbers
./course reproduce ID… | all     these (E01.5), or all
./course reproduce --list        what there is, and what is quick
./course reproduce … --write     also writes what was measured to the phases' results/, which the notes and README quote

A claim that does not hold makes the exit code 1. An experiment whose data is not here is skipped and names the command
that fetches it.
TEXT
}

# "ID NN name quick|slow title", tabs between, in order of ID.
experiments() {
  local i source first
  for i in "${!PHASES[@]}"; do
    for source in "$COURSE_ROOT/${PHASES[$i]}"/code/experiments/*.cpp; do
      [[ -f $source ]] || continue
      IFS= read -r first <"$source"
      [[ $first =~ ^//\ (E[0-9]{2}\.[0-9]+)(, quick)?:\ (.*)$ ]] || continue
      printf '%s\t0%s\t%s\t%s\t%s\n' "${BASH_REMATCH[1]}" "$i" "$(basename "$source" .cpp)" \
        "$([[ -n ${BASH_REMATCH[2]} ]] && echo quick || echo slow)" "${BASH_REMATCH[3]}"
    done
  done | sort
}

# The lines of experiments() that were asked for.
chosen_experiments() { # ids…
  local id
  if [[ $# -eq 0 ]]; then
    experiments | awk -F'\t' '$4 == "quick"'
  elif [[ $1 == all ]]; then
    experiments
  else
    for id in "$@"; do
      experiments | awk -F'\t' -v id="$id" '$1 == id { print; found = 1 } END { exit !found }' ||
        die "there is no experiment '$id': ./course reproduce --list names them" 2
    done
  fi
}

course_reproduce() {
  local ids=() write="" word
  for word in "$@"; do
    case $word in
      --help | -h) reproduce_help && return 0 ;;
      --list)
        experiments | awk -F'\t' '{ printf "  %-6s %-6s %s\n", $1, $4, $5 }'
        return 0
        ;;
      --write) write=yes ;;
      -*) die "there is no option '$word': ./course reproduce --help says what there is" 2 ;;
      *) ids+=("$word") ;;
    esac
  done
  local chosen
  chosen=$(chosen_experiments "${ids[@]}") || exit $?
  run_experiments "$write" "$chosen"
}

run_experiments() { # write chosen
  local id number name _ targets=() held=0 failed=0 skipped=0 code folder
  while IFS=$'\t' read -r id number name _; do targets+=("${ROOMS[$((10#$number))]}_$name"); done <<<"$2"
  build_all "${targets[@]}" >&2
  CLAIMS=$COURSE_ROOT/build/reproduce
  rm -rf "$CLAIMS"
  mkdir -p "$CLAIMS"
  while IFS=$'\t' read -r id number name _; do
    folder=$CLAIMS
    if [[ -n $1 ]]; then
      folder=${PHASES[$((10#$number))]}/results
      mkdir -p "$COURSE_ROOT/$folder"
    fi
    code=0
    (cd "$COURSE_ROOT" && show "build/release/bin/${ROOMS[$((10#$number))]}_$name" --results "${folder#"$COURSE_ROOT"/}" </dev/null) || code=$?
    [[ -z $1 || $code -eq 77 ]] || cp "$COURSE_ROOT/$folder/$id.tsv" "$CLAIMS/"
    case $code in
      0) held=$((held + 1)) ;;
      77) skipped=$((skipped + 1)) ;;
      *) failed=$((failed + 1)) ;;
    esac
    echo
  done <<<"$2"
  claims_table
  [[ $skipped -eq 0 ]] || echo "$skipped skipped: see above for what fetches their data"
  echo "$held passed, $failed failed"
  [[ $failed -eq 0 ]]
}

# All claims of this run, one line each.
claims_table() {
  local file files=("$CLAIMS"/E*.tsv)
  [[ -f ${files[0]} ]] || return 0
  {
    printf 'id\tpaper\twhat\tpublished\tours\tlimit\tseeds\tseconds\n'
    for file in "${files[@]}"; do
      awk -F'\t' -v OFS='\t' -v id="$(basename "$file" .tsv)" '
        function shown(text) { return text == "" ? "-" : text }
        /^# seconds: / { seconds = substr($0, 12) }
        /^#/ || $1 == "key" || $7 == "fact" { next }
        { print id, shown($3), $2, shown($4), $5, shown($6), shown($8), seconds }' "$file"
    done
  } | column -t -s $'\t'
}
