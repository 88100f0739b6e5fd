# shellcheck shell=bash
# Configuring, building, and running what was built.

cmake_arguments() { # the words of P2G_CMAKE_ARGS
  read -r -a CMAKE_ARGUMENTS <<<"${P2G_CMAKE_ARGS:-}"
}

# The whole street, in build/release.
build_all() { # [targets]
  local targets=()
  [[ $# -gt 0 ]] && targets=(--target "$@")
  ensure_packages
  cmake_arguments
  RELEASE=$COURSE_ROOT/build/release
  [[ -d $RELEASE ]] || say "first build: about two minutes on two cores"
  configure "$COURSE_ROOT" "$RELEASE"
  show cmake --build "$RELEASE" "${targets[@]}" || die "the build failed: see above"
}

# One phase alone, in build/phase-NN.
build_phase() { # NN
  ensure_packages
  cmake_arguments
  local folder=$COURSE_ROOT/${PHASES[$((10#$1))]}
  PHASE_BUILD=$COURSE_ROOT/build/phase-$1
  configure "$folder" "$PHASE_BUILD"
  show cmake --build "$PHASE_BUILD" || die "the build failed: see above"
}

# Says little when all is well, everything when it is not.
configure() { # source build
  local generator=()
  [[ -f $2/CMakeCache.txt ]] || generator=(-G Ninja)
  local log=$2/configure.log
  mkdir -p "$2"
  if ! show cmake -S "$1" -B "$2" "${generator[@]}" "${CMAKE_ARGUMENTS[@]}" >"$log" 2>&1; then
    cat "$log" >&2
    die "cmake could not configure: ./course doctor names what is missing"
  fi
  sed -n '1p' "$log"
}

course_build() {
  if wants_help "${1:-}" || [[ $# -ne 1 ]]; then
    echo "./course build NN: builds one phase (00 to 07) in build/phase-NN; what it makes is in build/phase-NN/bin"
    [[ $# -eq 1 ]] && return 0
    exit 2
  fi
  local number
  number=$(phase_number "$1")
  build_phase "$number"
  ls "$PHASE_BUILD/bin"
}

# Demos and experiments of a phase, as `run` names them.
runnable() { # NN
  local folder=$COURSE_ROOT/${PHASES[$((10#$1))]} source
  for source in "$folder"/code/demos/*.cpp "$folder"/code/experiments/*.cpp; do
    [[ -f $source ]] && basename "$source" .cpp | tr _ -
  done
  case $1 in 06) echo gpt2 ;; 07) echo train ;; esac
}

course_run() {
  if wants_help "${1:-}" || [[ $# -eq 0 ]]; then
    echo "./course run NN [NAME …]: runs a demo, an experiment or the program of phase NN; without NAME lists them"
    [[ $# -gt 0 ]] && return 0
    exit 2
  fi
  local number name target
  number=$(phase_number "$1")
  if [[ $# -eq 1 ]]; then
    runnable "$number"
    return 0
  fi
  name=${2//_/-}
  runnable "$number" | grep -qx -- "$name" ||
    die "phase $number has no '$2': ./course run $number lists what it has" 2
  target=${ROOMS[$((10#$number))]}_${name//-/_}
  case $name in gpt2 | train) target=$name ;; esac
  build_all "$target" >&2
  shift 2
  cd "$COURSE_ROOT" || return
  show "build/release/bin/$target" "$@"
}

course_bench() {
  if wants_help "${1:-}"; then
    echo "./course bench [WORKLOAD…]: speed of training, decoding, prefill, tokenizing and loading, beside the machine's"
    echo "limits and every PyTorch found (P2G_PEERS=/path/to/python:… adds some). --list names the workloads."
    return 0
  fi
  build_all bench >&2
  "$COURSE_ROOT/tools/bench/run.sh" "$RELEASE/bin/bench" "$@"
}
