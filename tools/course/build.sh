# shellcheck shell=bash
# Configuring, building, and running what was built.

# The whole street, in build/release: the same folder as `cmake --preset release`.
build_all() { # [targets]
  local targets=()
  [[ $# -gt 0 ]] && targets=(--target "$@")
  ensure_packages
  RELEASE=$COURSE_ROOT/build/release
  [[ -f $RELEASE/build.ninja ]] || say "first build: about two minutes for the programs, five with all tests, on two cores"
  configure "$COURSE_ROOT" "$RELEASE"
  show cmake --build "$RELEASE" "${targets[@]}" || die "the build failed: see above"
}

# One phase alone, in build/phase-NN.
build_phase() { # NN
  ensure_packages
  local folder=$COURSE_ROOT/${PHASES[$((10#$1))]}
  PHASE_BUILD=$COURSE_ROOT/build/phase-$1
  [[ -f $PHASE_BUILD/build.ninja ]] || say "first build of this phase: one to five minutes on two cores"
  configure "$folder" "$PHASE_BUILD"
  show cmake --build "$PHASE_BUILD" || die "the build failed: see above"
}

# Says little when all is well, everything when it is not.
configure() { # source build
  local generator=() more log=$2/configure.log
  [[ -f $2/CMakeCache.txt ]] || generator=(-G Ninja)
  read -r -a more <<<"${P2G_CMAKE_ARGS:-}" || true
  mkdir -p "$2"
  local command=(cmake -S "$1" -B "$2" "${generator[@]}" "$(mine_argument)" "${more[@]}")
  print_command "${command[@]}"
  if ! "${command[@]}" >"$log" 2>&1; then
    cat "$log" >&2
    [[ -f $2/build.ninja ]] || rm -f "$2/CMakeCache.txt" # nothing half-known is kept
    die "cmake could not configure: see above; ./course doctor names what is missing"
  fi
  grep 'not installed' "$log" || true
}

build_help() {
  cat <<'TEXT'
./course build NN

Builds one phase (00 to 07) standalone with its tests, and the earlier phases that it needs without theirs, in
build/phase-NN; one to five minutes the first time, then seconds. What it makes is in build/phase-NN/bin.
TEXT
}

course_build() {
  if wants_help "${1:-}"; then
    build_help
    return 0
  fi
  takes build 1 "$@"
  [[ $# -eq 1 ]] || die "which phase? ./course build NN, 00 to 07" 2
  local number
  number=$(phase_number "$1")
  build_phase "$number"
  ls "$PHASE_BUILD/bin"
}

# The program of a phase, if it has one.
phase_program() { # NN
  case $1 in 06) echo gpt2 ;; 07) echo train ;; esac
}

# Demos and experiments of a phase, as `run` names them, each with the first line of its source.
runnable() { # NN -> name, tab, what it is
  local folder=$COURSE_ROOT/${PHASES[$((10#$1))]} source
  for source in "$folder"/code/demos/*.cpp "$folder"/code/experiments/*.cpp; do
    [[ -f $source ]] || continue
    printf '%s\t%s\n' "$(basename "$source" .cpp | tr _ -)" "$(sed -n '1s,^// *,,p' "$source")"
  done
  [[ -z $(phase_program "$1") ]] || printf '%s\t%s\n' "$(phase_program "$1")" "the program of this phase: --help says more"
}

run_help() {
  cat <<'TEXT'
./course run NN              lists the demos, experiments and programs of phase NN (00 to 07)
./course run NN NAME [ARG…]  builds one and runs it, here; ARGs are its own, --help among them

The first build takes about two minutes on two cores; what is run says itself how long it takes.
TEXT
}

course_run() {
  if wants_help "${1:-}"; then
    run_help
    return 0
  fi
  [[ $# -gt 0 ]] || die "which phase? ./course run NN [NAME …], 00 to 07" 2
  local number name target program
  number=$(phase_number "$1")
  if [[ $# -eq 1 ]]; then
    runnable "$number" | while IFS=$'\t' read -r name what; do printf '  %-20s %s\n' "$name" "$what"; done
    return 0
  fi
  if wants_help "$2"; then
    run_help
    return 0
  fi
  name=${2//_/-}
  runnable "$number" | cut -f1 | grep -qx -- "$name" ||
    die "phase $number has no '$2': ./course run $number lists what it has" 2
  target=${ROOMS[$((10#$number))]}_${name//-/_}
  [[ $name != "$(phase_program "$number")" ]] || target=$name
  shift 2
  build_all "$target" >&2
  program=$RELEASE/bin/$target
  [[ $PWD != "$COURSE_ROOT" ]] || program=build/release/bin/$target
  show "$program" "$@"
}

bench_help() {
  cat <<'TEXT'
./course bench [WORKLOAD…] [--rounds N] [-t THREADS] [--table FILE] [--list]

Measures the machine's limits, then training, decoding, prefill, tokenizing and loading, here and in every PyTorch that
is found, round by round in turns, and prints the ratios. All of it takes about half an hour; --list names the workloads,
and a name stands for all that begin with it (attention). --table also writes seconds and memory, tab-separated.
P2G_PEERS=/path/to/python:… names more Pythons that have PyTorch.
TEXT
}

course_bench() {
  if wants_help "${1:-}"; then
    bench_help
    return 0
  fi
  build_all bench >&2
  show "$COURSE_ROOT/tools/bench/run.sh" "$RELEASE/bin/bench" "$@"
}
