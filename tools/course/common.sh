# shellcheck shell=bash
# Shared by all commands of ./course.

# shellcheck disable=SC2034 # used by the other parts
PHASES=(phase-00-math phase-01-neural-nets phase-02-sequence-models phase-03-tokenization phase-04-attention
  phase-05-transformer phase-06-gpt2-inference phase-07-training)
# shellcheck disable=SC2034
ROOMS=(math nn sequence tokenizer attention transformer gpt2 training)

export P2G_DATA=${P2G_DATA:-$COURSE_ROOT/data}

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

# Prints a command as one could type it, then runs it.
show() {
  printf '+'
  printf ' %q' "$@"
  printf '\n'
  "$@"
}

wants_help() { [[ ${1:-} == --help || ${1:-} == -h ]]; }

# 4 or 04 -> 04; anything else ends.
phase_number() {
  local number=${1#0}
  [[ $number =~ ^[0-7]$ ]] || die "there is no phase '$1': they are 00 to 07" 2
  printf '0%s' "$number"
}

cores() { nproc 2>/dev/null || getconf _NPROCESSORS_ONLN; }
