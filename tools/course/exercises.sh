# shellcheck shell=bash
# Exercises: where they are, and how one is built and judged.
# shellcheck disable=SC2034,SC2153 # NUMBER, ROOM, NAME, AT, ALL, STATE and VERDICT are an exercise, set here and read in other parts

# All exercises in order: "NN room name" a line.
exercises() {
  local i list
  for i in "${!PHASES[@]}"; do
    list=$COURSE_ROOT/${PHASES[$i]}/exercises/exercises.txt
    [[ -f $list ]] || continue
    awk -v number="0$i" -v room="${ROOMS[$i]}" '/^\[[a-z0-9_]+\]/ { gsub(/[][]/, ""); print number, room, $1 }' "$list"
  done
}

# What the list says of an exercise: title, what, why, tests, filter, nudge, formula, note.
exercise_says() { # NN name key
  awk -v name="[$2]" -v key="$3:" '
    /^\[/ { here = $1 == name }
    here && index($0, key) == 1 { sub(/^[a-z]+: */, ""); print; exit }' "$COURSE_ROOT/${PHASES[$((10#$1))]}/exercises/exercises.txt"
}

# Sets NUMBER, ROOM, NAME and its place in the list, AT of ALL.
find_exercise() { # name or room/name
  local number room name
  AT=0 ALL=$(exercises | wc -l)
  while read -r number room name; do
    AT=$((AT + 1))
    if [[ $1 == "$name" || $1 == "$room/$name" ]]; then
      NUMBER=$number ROOM=$room NAME=$name
      return 0
    fi
  done < <(exercises)
  die "there is no exercise '$1': ./course learn list names them" 2
}

my_file() { printf 'my/%s/%s.cpp' "$ROOM" "$NAME"; }
stub_file() { printf '%s/exercises/%s.cpp' "${PHASES[$((10#$NUMBER))]}" "$NAME"; }
reference_file() { printf '%s/code/%s/%s.cpp' "${PHASES[$((10#$NUMBER))]}" "$ROOM" "$NAME"; }
exercise_target() { printf '%s_exercise_%s_%s' "$ROOM" "$NAME" "$1"; } # variant

# Builds targets without a word; what the compiler said is in BUILD_LOG.
build_quietly() { # targets…
  BUILD_LOG=$RELEASE/exercises.log
  cmake --build "$RELEASE" --target "$@" -- -k 0 >"$BUILD_LOG" 2>&1
}

# Configures where need be. The first build of a room takes a minute, and says so.
ready_to_build() {
  RELEASE=$COURSE_ROOT/build/release
  [[ -f $RELEASE/build.ninja ]] && return 0
  ensure_packages
  say "first build: a minute or two on two cores, then seconds"
  configure "$COURSE_ROOT" "$RELEASE"
}

# Runs one way of solving the exercise: 0 solved, 1 wrong, 3 not written, 124 endless, 128 and more crashed.
judge() { # variant -> text of the test
  local filter code=0
  filter=$(exercise_says "$NUMBER" "$NAME" filter)
  timeout 20 "$RELEASE/bin/$(exercise_target "$1")" --gtest_filter="${filter:-*}" 2>&1 || code=$?
  case $code in
    0 | 1 | 3) ;;
    124) echo "likely    a loop that does not end: the tests ran for 20 s" ;;
    *) echo "likely    an index past the end, or memory that is not there: the program crashed ($code)" ;;
  esac
  return "$code"
}

# Builds whatever the learner has begun in one go; ALL_BUILT says that each file compiles.
build_all_mine() {
  local number room name targets=()
  ALL_BUILT=""
  while read -r number room name; do
    [[ ! -f $COURSE_ROOT/my/$room/$name.cpp ]] || targets+=("${room}_exercise_${name}_mine")
  done < <(exercises)
  [[ ${#targets[@]} -eq 0 ]] || ! build_quietly "${targets[@]}" || ALL_BUILT=yes
}

# The state of the learner's file, in STATE: absent, unwritten, broken (does not compile), red, green.
judge_mine() {
  local code=0
  STATE=absent VERDICT=""
  [[ -f $COURSE_ROOT/$(my_file) ]] || return 0
  [[ -f $RELEASE/bin/$(exercise_target mine) ]] || echo "building $NAME for the first time: a minute at most, then seconds" >&2
  if [[ -z ${ALL_BUILT:-} ]] && ! build_quietly "$(exercise_target mine)"; then
    STATE=broken VERDICT=$(first_error)
    return 0
  fi
  VERDICT=$(judge mine) || code=$?
  case $code in 0) STATE=green ;; 3) STATE=unwritten ;; *) STATE=red ;; esac
}

# The compiler's first error with its line of code, or the linker's, from BUILD_LOG.
first_error() {
  local line
  if grep -qE ':[0-9]+: (fatal )?error: ' "$BUILD_LOG"; then
    grep -m1 -A2 -E ':[0-9]+: (fatal )?error: ' "$BUILD_LOG" | sed "s,$COURSE_ROOT/,,g; s,^\(\.\./\)*my/,my/,"
  elif line=$(grep -m1 -oE "undefined reference to .*" "$BUILD_LOG"); then
    printf '%s\nlikely    its name or its parameters are not those of the header\n' "$line"
  elif line=$(grep -m1 -oE "multiple definition of [^;]*" "$BUILD_LOG"); then
    printf '%s\nlikely    the library defines this too: the file should hold what the stub holds\n' "$line"
  else
    tail -n 20 "$BUILD_LOG"
  fi
}
