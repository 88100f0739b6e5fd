# shellcheck shell=bash
# The exercises, as a learner meets them. The tests are the only state.
# shellcheck disable=SC2034,SC2153 # see exercises.sh

learn_help() {
  cat <<'TEXT'
./course learn                the first exercise that is not solved yet: what to write, where, and what the tests say
                              (exit code 0 once it is solved)
./course learn NAME           this one
./course learn hint [NAME]    a nudge; hint 2: the formula; hint 3: where the notes explain it
./course learn list           all exercises, and how yours stand
./course learn watch [NAME]   runs it again whenever you save; Ctrl-C ends
./course learn diff NAME      yours beside the reference, once it is solved
./course learn reset NAME     back to the stub; yours is kept beside it, as .old
./course learn mine on|off    links what you solved into all later phases, up to GPT-2; or the reference again
./course learn prove          for authors: every stub unsolved, every reference solved, every known mistake caught

Your files are in my/ROOM/NAME.cpp. Each replaces one file of the library and passes the same tests; everything else is
the reference, so an exercise never waits for another. The first build takes a minute or two, then seconds.
TEXT
}

course_learn() {
  if wants_help "${1:-}"; then
    learn_help
    return 0
  fi
  local word=${1:-next}
  [[ $# -eq 0 ]] || shift
  case $word in
    next | list | prove) takes "learn $word" 0 "$@" && "learn_$word" ;;
    watch) takes "learn watch" 1 "$@" && learn_watch "$@" ;;
    hint) takes "learn hint" 2 "$@" && learn_hint "$@" ;;
    diff | reset | mine)
      [[ $# -eq 1 ]] || die "./course learn $word wants one word more: ./course learn --help says which" 2
      "learn_$word" "$1"
      ;;
    *)
      takes learn 0 "$@"
      find_exercise "$word"
      learn_one
      ;;
  esac
}

# Puts the first exercise that is not green into NUMBER, ROOM, NAME, STATE. One build for all: most are green.
find_first_red() {
  local number room name
  build_all_mine
  while read -r number room name; do
    find_exercise "$room/$name"
    judge_mine
    [[ $STATE == green ]] || return 0
  done < <(exercises)
  return 1
}

learn_next() {
  ready_to_build
  if find_first_red; then
    show_exercise
  else
    say "All $(exercises | wc -l) exercises are solved."
    echo "next      ./course learn mine on    then the GPT of phase 6 speaks through your own code"
  fi
}

learn_one() {
  ready_to_build
  judge_mine
  show_exercise
}

# A stub where nothing is written yet.
begin_exercise() {
  local mine
  mine=$COURSE_ROOT/$(my_file)
  [[ ! -f $mine ]] || return 0
  mkdir -p "$(dirname "$mine")"
  cp "$COURSE_ROOT/$(stub_file)" "$mine"
}

show_exercise() {
  begin_exercise
  say "Exercise $AT of $ALL, phase $NUMBER: $(exercise_says "$NUMBER" "$NAME" title)"
  echo "what      $(exercise_says "$NUMBER" "$NAME" what)"
  echo "why       $(exercise_says "$NUMBER" "$NAME" why)"
  echo "file      $(my_file)"
  case $STATE in
    absent | unwritten)
      echo "note      ${PHASES[$((10#$NUMBER))]}/$(exercise_says "$NUMBER" "$NAME" note)"
      echo "next      write it, then: ./course learn $NAME"
      ;;
    green)
      printf 'green     %s\n' "$VERDICT"
      echo "next      ./course learn diff $NAME"
      ;;
    broken)
      printf 'it does not compile:\n%s\n' "$VERDICT"
      echo "next      mend it, then: ./course learn $NAME"
      ;;
    red)
      printf '%s\n' "$VERDICT"
      echo "next      ./course learn hint $NAME"
      ;;
  esac
  [[ $STATE == green ]]
}

learn_hint() { # [name] [1|2|3]
  local which=1 name=""
  for word in "$@"; do
    if [[ $word =~ ^[123]$ ]]; then which=$word; else name=$word; fi
  done
  if [[ -n $name ]]; then
    find_exercise "$name"
  else
    ready_to_build
    find_first_red || die "all exercises are solved: ./course learn list"
  fi
  say "Hint $which of 3 for $NAME"
  case $which in
    1) exercise_says "$NUMBER" "$NAME" nudge ;;
    2) exercise_says "$NUMBER" "$NAME" formula ;;
    3) echo "${PHASES[$((10#$NUMBER))]}/$(exercise_says "$NUMBER" "$NAME" note)   (./course notes $NUMBER reads the phase)" ;;
  esac
  [[ $which -eq 3 ]] || echo "next      ./course learn hint $NAME $((which + 1))"
}

learn_list() {
  local number room name last="" solved=0 shown
  ready_to_build
  build_all_mine
  while read -r number room name; do
    [[ $number == "$last" ]] || say "${PHASES[$((10#$number))]}"
    last=$number
    find_exercise "$room/$name"
    judge_mine
    case $STATE in
      absent) shown="" ;;
      unwritten) shown="begun" ;;
      broken) shown="does not compile" ;;
      red) shown="red" ;;
      green) shown="solved" solved=$((solved + 1)) ;;
    esac
    printf '  %2d  %-24s %-18s %s\n' "$AT" "$name" "$shown" "$(exercise_says "$number" "$name" title)"
  done < <(exercises)
  echo "$solved of $ALL solved"
}

learn_diff() { # name
  find_exercise "$1"
  ready_to_build
  judge_mine
  [[ $STATE == green ]] || die "$NAME is not solved yet, so the reference stays closed: ./course learn $NAME"
  (cd "$COURSE_ROOT" && diff -u --label "yours: $(my_file)" --label "reference: $(reference_file)" "$(my_file)" "$(reference_file)") ||
    [[ $? -eq 1 ]]
  echo "next      ./course learn"
}

learn_reset() { # name
  local mine old
  find_exercise "$1"
  mine=$COURSE_ROOT/$(my_file)
  [[ -f $mine ]] || die "there is no $(my_file) to reset: ./course learn $NAME begins it"
  old=$mine.old
  for ((n = 2; ; ++n)); do
    [[ -e $old ]] || break
    old=$mine.old$n
  done
  mv "$mine" "$old"
  forget_mine "$ROOM/$NAME"
  begin_exercise
  echo "$(my_file) is the stub again; yours is ${old#"$COURSE_ROOT"/}"
}

learn_watch() { # [name]
  if [[ $# -eq 1 ]]; then
    find_exercise "$1"
  else
    ready_to_build
    find_first_red || die "all exercises are solved: ./course learn list"
  fi
  local mine seen="" now
  begin_exercise
  mine=$COURSE_ROOT/$(my_file)
  while true; do
    now=$(stat -c '%Y %s %i' "$mine" 2>/dev/null || echo gone)
    if [[ $now != "$seen" && $now != gone ]]; then
      seen=$now
      [[ ! -t 1 ]] || printf '\033[2J\033[H'
      (learn_one) || true
      echo "watching  $(my_file) (Ctrl-C ends)"
    fi
    sleep 0.3
  done
}
