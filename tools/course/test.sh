# shellcheck shell=bash
# Tests, and one line that says how they went.

# Reads ctest's JUnit file: "failed skipped all".
junit_counts() {
  local name
  for name in failures skipped tests; do
    grep -om1 "$name=\"[0-9]*\"" "$1" | head -n 1 | tr -dc '0-9 '
    printf ' '
  done
}

# Which data the skipped tests want, by the command that fetches it.
skip_reasons() {
  grep -ho '\./course fetch [a-z0-9-]*' "$1" | sort | uniq -c |
    while read -r count command; do echo "  $count skipped for want of data: $command"; done
}

run_tests() { # build folder
  local report=$1/tests.xml code=0 failed skipped all
  printf '+ ctest --test-dir %q -j%s\n' "$1" "$(cores)"
  rm -f "$report"
  if [[ -t 1 ]]; then
    ctest --test-dir "$1" -j"$(cores)" --output-on-failure --progress --output-junit "$report" || code=$?
  else
    ctest --test-dir "$1" -j"$(cores)" --output-on-failure --output-junit "$report" 2>&1 |
      grep -vE '^ *(Start +[0-9]+:|[0-9]+/[0-9]+ Test .* Passed |Internal ctest|Test project)' || code=${PIPESTATUS[0]}
  fi
  [[ -f $report ]] || die "ctest ran no tests: see above"
  read -r failed skipped all < <(junit_counts "$report")
  [[ $code -ne 0 && $failed -eq 0 ]] && failed=1 # something that is no test went wrong
  [[ $skipped -gt 0 ]] && skip_reasons "$report"
  echo "$((all - failed - skipped)) passed, $failed failed"
  [[ $failed -eq 0 ]]
}

course_test() {
  if wants_help "${1:-}"; then
    echo "./course test: builds everything and runs all tests.  ./course test NN: one phase (00 to 07), standalone."
    echo "Tests that want real data look for it in P2G_DATA, and are skipped where it is not."
    return 0
  fi
  if [[ $# -gt 0 ]]; then
    local number
    number=$(phase_number "$1")
    build_phase "$number"
    run_tests "$PHASE_BUILD"
  else
    build_all
    run_tests "$RELEASE"
  fi
}
