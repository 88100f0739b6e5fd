# shellcheck shell=bash
# Shared by all commands of ./course.

# shellcheck disable=SC2034 # used by the other parts
PHASES=(phase-00-math phase-01-neural-nets phase-02-sequence-models phase-03-tokenization phase-04-attention
  phase-05-transformer phase-06-gpt2-inference phase-07-training)
# shellcheck disable=SC2034
ROOMS=(math nn sequence tokenizer attention transformer gpt2 training)

# Tests run in their build folders, so the data's folder must not depend on where we are.
P2G_DATA=${P2G_DATA:-$COURSE_ROOT/data}
[[ $P2G_DATA == /* ]] || P2G_DATA=$PWD/$P2G_DATA
export P2G_DATA

die() { # message [exit code]
  echo "course: $1" >&2
  exit "${2:-1}"
}

say() { # a title
  if [[ -t 1 && -z ${NO_COLOR:-} ]]; then
    printf '\033[1m%s\033[0m\n' "$*"
  else
    printf '%s\n' "$*"
  fi
}

# A command as one could type it.
print_command() {
  printf '+'
  printf ' %q' "$@"
  printf '\n'
}

show() { # command: prints it, then runs it
  print_command "$@"
  "$@"
}

wants_help() { [[ ${1:-} == --help || ${1:-} == -h ]]; }

# Ends when a command got more words than it takes.
takes() { # command most words…
  local command=$1 most=$2
  shift 2
  [[ $# -le $most ]] || die "'$command' does not take '${!#}': ./course $command --help says what it takes" 2
}

# 4 or 04 -> 04; anything else ends.
phase_number() {
  local number=${1#0}
  [[ $number =~ ^[0-7]$ ]] || die "there is no phase '$1': they are 00 to 07" 2
  printf '0%s' "$number"
}

cores() { nproc 2>/dev/null || getconf _NPROCESSORS_ONLN; }

# The first version number that a program says of itself.
version_of() { "$1" --version 2>/dev/null | head -n 1 | grep -oE '[0-9]+(\.[0-9]+)+' | head -n 1; }

at_least() { [[ $(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1) == "$2" ]]; } # version least
