# shellcheck shell=bash
# The learner's files in the library's place. my/on lists them, one "room/name" a line; cmake gets the list.
# shellcheck disable=SC2034,SC2153 # see exercises.sh

MINE_LIST=$COURSE_ROOT/my/on

mine_argument() {
  local list=""
  [[ ! -s $MINE_LIST ]] || list=$(paste -sd ';' "$MINE_LIST")
  printf -- '-DP2G_MINE=%s' "$list"
}

forget_mine() { # room/name
  [[ -f $MINE_LIST ]] || return 0
  grep -vxF -- "$1" "$MINE_LIST" >"$MINE_LIST.new" || true
  mv "$MINE_LIST.new" "$MINE_LIST"
}

# What is solved, in MINE_LIST; what is not yet stays the reference.
list_solved() {
  local number room name
  mkdir -p "$COURSE_ROOT/my"
  : >"$MINE_LIST.new"
  build_all_mine
  while read -r number room name; do
    find_exercise "$room/$name"
    judge_mine
    [[ $STATE != green ]] || echo "$room/$name" >>"$MINE_LIST.new"
  done < <(exercises)
  mv "$MINE_LIST.new" "$MINE_LIST"
}

learn_mine() { # on|off
  case $1 in
    on)
      ready_to_build
      list_solved
      [[ -s $MINE_LIST ]] || die "none of your files is solved yet: ./course learn begins the first"
      configure "$COURSE_ROOT" "$RELEASE"
      echo "yours, in every phase from now on: $(paste -sd ' ' "$MINE_LIST")"
      echo "next      ./course run 06 gpt2 generate -m phase-06-gpt2-inference/model/shakespeare-bpe -p ROMEO: -n 60"
      ;;
    off)
      rm -f "$MINE_LIST"
      echo "the reference, in every phase; your files stay in my/"
      ;;
    *) die "mine is on or off, not '$1'" 2 ;;
  esac
}
