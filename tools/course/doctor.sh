# shellcheck shell=bash
# What is found, what is missing, and what follows.

doctor_row() { printf '  %-20s %-10s %s\n' "$1" "$2" "$3"; }

version_of() { "$1" --version 2>/dev/null | head -n 1 | grep -oE '[0-9]+(\.[0-9]+)+' | head -n 1; }

at_least() { [[ $(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1) == "$2" ]]; } # version least

doctor_tool() { # command least consequence
  local version
  if ! command -v "$1" >/dev/null; then
    doctor_row "$1" missing "$3"
    return
  fi
  version=$(version_of "$1" || true)
  if [[ -n $2 ]] && ! at_least "${version:-0}" "$2"; then
    doctor_row "$1" "$version" "too old, wanted $2 or later: $3"
  else
    doctor_row "$1" "${version:-found}" ""
  fi
}

doctor_packages() {
  local need name
  for need in required optional; do
    say "packages, $need"
    for name in $(packages "$need"); do
      if ! on_debian; then
        doctor_row "$name" unknown "$(package_purpose "$name") (Debian's name; install it as your system calls it)"
      elif is_installed "$name"; then
        doctor_row "$name" found ""
      elif [[ $need == required ]]; then
        doctor_row "$name" missing "$(package_purpose "$name"): ./course tour or ./course test installs it"
      else
        doctor_row "$name" missing "$(package_purpose "$name"): apt-get install $name"
      fi
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
  local name
  say "data in $P2G_DATA"
  for name in $(fetch_names); do
    if [[ -d $P2G_DATA/$name ]]; then
      doctor_row "$name" found ""
    else
      doctor_row "$name" missing "its tests are skipped: ./course fetch $name"
    fi
  done
}

course_doctor() {
  if wants_help "${1:-}"; then
    echo "./course doctor: what is found, what is missing, and what follows. Changes nothing."
    return 0
  fi
  say "tools"
  doctor_tool g++ 11 "nothing can be built"
  doctor_tool cmake 3.25 "nothing can be built"
  doctor_tool ninja "" "./course builds with it"
  doctor_tool gnuplot "" "no curves: ./course plot and the tour need it"
  doctor_tool curl "" "./course fetch needs it"
  local python torch=""
  for python in /usr/bin/python3 "$(command -v python3 || true)"; do
    [[ -n $torch ]] || torch=$("$python" -c 'import torch; print(torch.__version__)' 2>/dev/null || true)
  done
  doctor_row PyTorch "${torch:-missing}" "$([[ -n $torch ]] || echo "./course bench has no peer to compare with")"
  doctor_packages
  doctor_machine
  doctor_data
}
