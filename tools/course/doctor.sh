# shellcheck shell=bash
# What is found, what is missing, and what follows.

DOCTOR_MISSING=0 # required things that are not there

doctor_row() { printf '  %-20s %-10s %s\n' "$1" "$2" "$3"; }

doctor_tool() { # command least consequence [required]
  local version
  if ! command -v "$1" >/dev/null; then
    doctor_row "$1" missing "$3"
    [[ ${4:-} != required ]] || DOCTOR_MISSING=$((DOCTOR_MISSING + 1))
    return 0
  fi
  version=$(version_of "$1" || true)
  if [[ -n $2 ]] && ! at_least "${version:-0}" "$2"; then
    doctor_row "$1" "${version:-found}" "too old, wanted $2 or later: $3"
    [[ ${4:-} != required ]] || DOCTOR_MISSING=$((DOCTOR_MISSING + 1))
  else
    doctor_row "$1" "${version:-found}" ""
  fi
}

doctor_tools() {
  say "tools"
  doctor_tool "${CXX:-g++}" "$([[ -n ${CXX:-} ]] || echo 11)" "nothing can be built" required
  doctor_tool cmake 3.25 "nothing can be built" required
  doctor_tool ninja "" "./course builds with it" required
  doctor_tool gnuplot "" "no curves: ./course plot and the tour need it" required
  doctor_tool ccache "" "every build is a first build"
  doctor_tool curl "" "./course fetch needs it"
  local python torch=""
  for python in /usr/bin/python3 "$(command -v python3 || true)"; do
    [[ -n $torch ]] || torch=$("$python" -c 'import torch; print(torch.__version__)' 2>/dev/null || true)
  done
  doctor_row PyTorch "${torch:-missing}" "$([[ -n $torch ]] || echo "./course bench has no peer to compare with")"
}

# A library that cmake fetches itself where the machine has none.
doctor_library() { # name header
  if echo "#include <$2>" | "${CXX:-g++}" -std=c++20 -I/usr/include/eigen3 -fsyntax-only -x c++ - 2>/dev/null; then
    doctor_row "$1" found ""
  else
    doctor_row "$1" missing "cmake will fetch its source with git"
  fi
}

# Elsewhere than on Debian: asks the compiler.
doctor_libraries() {
  say "libraries (by Debian's names)"
  command -v "${CXX:-g++}" >/dev/null || {
    doctor_row all unknown "no compiler to ask: $(packages required | tr '\n' ' ')"
    return 0
  }
  doctor_library libeigen3-dev Eigen/Core
  doctor_library libfmt-dev fmt/core.h
  doctor_library libgtest-dev gtest/gtest.h
  doctor_library libcli11-dev CLI/CLI.hpp
  doctor_library nlohmann-json3-dev nlohmann/json.hpp
  doctor_library libutf8proc-dev utf8proc.h
}

doctor_packages() {
  local need name consequence
  on_debian || {
    doctor_libraries
    return 0
  }
  for need in required optional notes ci; do
    say "packages, $need"
    for name in $(packages "$need"); do
      if is_installed "$name"; then
        doctor_row "$name" found ""
        continue
      fi
      consequence="apt-get install $name"
      if [[ $need == required ]]; then
        consequence="./course tour and ./course test install it"
        DOCTOR_MISSING=$((DOCTOR_MISSING + 1))
      fi
      doctor_row "$name" missing "$(package_purpose "$name"): $consequence"
    done
  done
}

doctor_machine() {
  local flags=""
  say "machine"
  doctor_row cores "$(cores)" ""
  [[ -r /proc/cpuinfo ]] && flags=$(grep -m1 '^flags' /proc/cpuinfo || true)
  case " $flags " in
    *" avx512f "*) doctor_row vectors AVX-512 "" ;;
    *" avx2 "*) doctor_row vectors AVX2 "half the speed of AVX-512" ;;
    *) doctor_row vectors other "the compiler's own vectors: slower" ;;
  esac
  [[ -z ${OPENBLAS_CORETYPE:-} ]] ||
    doctor_row OPENBLAS_CORETYPE "$OPENBLAS_CORETYPE" "pins PyTorch's OpenBLAS to that core: ./course bench unsets it"
}

doctor_data() {
  local name file missing
  say "data in $P2G_DATA"
  for name in $(fetch_names); do
    missing=""
    for file in $(fetch_files "$name"); do
      [[ -s $P2G_DATA/$name/$file ]] || missing+=" $file"
    done
    if [[ -z $missing ]]; then
      doctor_row "$name" found ""
    else
      doctor_row "$name" missing "no$missing; what wants it is skipped: ./course fetch $name"
    fi
  done
}

doctor_help() {
  cat <<'TEXT'
./course doctor

What is found, what is missing, and what follows, in seconds. Changes nothing, and needs nothing to be installed. The exit
code is 1 where something is missing without which the course cannot be built.
TEXT
}

course_doctor() {
  if wants_help "${1:-}"; then
    doctor_help
    return 0
  fi
  takes doctor 0 "$@"
  doctor_tools
  doctor_packages
  doctor_machine
  doctor_data
  [[ $DOCTOR_MISSING -eq 0 ]]
}
