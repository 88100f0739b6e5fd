# shellcheck shell=bash
# Tests, and one line that says how they went.

# Reads ctest's JUnit file: "passed failed skipped". Only what a test itself asked to skip counts as skipped.
junit_counts() { # file
  awk '
    function close_case() {
      if (status == "run") ++passed
      else if (status == "disabled" || (status == "notrun" && asked)) ++skipped
      else if (status != "") ++failed
      status = ""
    }
    /^\t<testcase / { close_case(); asked = 0; status = $0; sub(/.* status="/, "", status); sub(/".*/, "", status) }
    /^\t\t<skipped message="SKIP_/ { asked = 1 }
    END { close_case(); print passed + 0, failed + 0, skipped + 0 }' "$1"
}

# Why tests were skipped: by the command that fetches their data, or in their own words.
skip_reasons() { # file
  awk '
    /^\t<testcase / { skipped = 0 }
    /^\t\t<skipped message="SKIP_/ { skipped = 1 }
    skipped && told { sub(/.*\.\/course fetch/, "./course fetch"); print; skipped = 0 }
    { told = skipped && /: Skipped$/ }' "$1" | sort | uniq -c |
    while read -r count reason; do
      case $reason in
        './course fetch '*) echo "  $count for want of data: $reason gets it" ;;
        *) echo "  $count: $reason" ;;
      esac
    done
}

# Shows a bar in a terminal; elsewhere only what is not as it should be.
run_ctest() { # build folder, report
  local log=$1/tests.log code=0
  if [[ -t 1 ]]; then
    show ctest --test-dir "$1" -j"$(cores)" --output-on-failure --progress --output-junit "$2" || code=$?
  else
    show ctest --test-dir "$1" -j"$(cores)" --output-on-failure --output-junit "$2" >"$log" 2>&1 || code=$?
    grep -vE '^ *(Start +[0-9]+:|[0-9]+/[0-9]+ Test .*(Passed|\*\*\*Skipped) +[0-9.]+ sec|Internal ctest|Test project)|^$' "$log"
  fi
  return "$code"
}

run_tests() { # build folder
  local report=$1/tests.xml code=0 passed failed skipped
  rm -f "$report"
  run_ctest "$1" "$report" || code=$?
  [[ -f $report ]] || die "ctest could not run: see above"
  read -r passed failed skipped < <(junit_counts "$report")
  [[ $((passed + failed + skipped)) -gt 0 ]] || die "there are no tests in $1"
  [[ $code -ne 0 && $failed -eq 0 ]] && failed=1 # something that is no test went wrong
  if [[ $skipped -gt 0 ]]; then
    echo "$skipped skipped"
    skip_reasons "$report"
  fi
  echo "$passed passed, $failed failed"
  [[ $failed -eq 0 ]]
}

test_help() {
  cat <<'TEXT'
./course test        builds everything and runs all tests: minutes the first time, then seconds
./course test NN     builds one phase (00 to 07) standalone, in build/phase-NN, and runs its tests

Tests that want real data look for it in P2G_DATA (data/ if not set) and are skipped where it is not, naming the
command that gets it. The last line is "N passed, N failed"; the exit code is 0 only if none failed.
TEXT
}

course_test() {
  if wants_help "${1:-}"; then
    test_help
    return 0
  fi
  takes test 1 "$@"
  if [[ $# -eq 1 ]]; then
    local number
    number=$(phase_number "$1")
    build_phase "$number"
    run_tests "$PHASE_BUILD"
  else
    build_all
    run_tests "$RELEASE"
  fi
}
