#!/usr/bin/env bash
# Takes a learner's files through the later phases: functions that say so the first time they are called must be heard
# from the tests of phases 1, 4 and 5 and from GPT-2, and all must pass. Last line: "N passed, N failed".
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

build=build/mine
my=$PWD/$build/my
rm -rf "$my"
mine=()

# The reference, with one line more: the function says its name.
say_so() { # phase room/file function
  mkdir -p "$my/${2%/*}"
  awk -v name="$3" 'NR == 1 { print "#include <cstdio>" }
    { print }
    $0 ~ "^[A-Za-z0-9_:]+ " name "[(]" { inside = 1 }
    inside && /{$/ {
      print "  static const int announced = std::fputs(\"the learner'"'"'s own " name "\\n\", stderr);\n  (void)announced;"
      inside = 0
    }' "$1/code/$2.cpp" >"$my/$2.cpp"
  mine+=("$2")
}
say_so phase-00-math math/softmax_row softmax_row
say_so phase-04-attention attention/join_scores join_scores
say_so phase-05-transformer transformer/layer_norm normalize_row
say_so phase-05-transformer transformer/gelu gelu_row

cmake -G Ninja -S . -B "$build" -DP2G_MY="$my" "-DP2G_MINE=$(IFS=';' && echo "${mine[*]}")" >"$build/configure.log" ||
  { cat "$build/configure.log" >&2 && exit 1; }
cmake --build "$build" --target nn_softmax_test attention_attention_test transformer_gpt_test gpt2

passed=0
failed=0
heard() { # function program…
  local said="the learner's own $1"
  shift
  if "$@" >"$build/output.log" 2>&1 && grep -qF "$said" "$build/output.log"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAILED, or '$said' was not heard: $*"
    tail -n 20 "$build/output.log"
  fi
}
heard softmax_row "$build/bin/nn_softmax_test"
heard softmax_row "$build/bin/attention_attention_test"
heard softmax_row "$build/bin/transformer_gpt_test"
heard join_scores "$build/bin/transformer_gpt_test"
for function in softmax_row join_scores normalize_row gelu_row; do
  heard "$function" "$build/bin/gpt2" generate -m phase-06-gpt2-inference/model/shakespeare-bpe -p ROMEO: -n 40 -s 1 --temp 0.8
done
echo "$passed passed, $failed failed"
[[ $failed -eq 0 ]]
