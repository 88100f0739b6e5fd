# shellcheck shell=bash
# Proof of the exercises themselves: every stub unsolved, every reference solved, every known mistake caught by name.
# shellcheck disable=SC2034,SC2153 # see exercises.sh

PROVED=0
UNPROVED=0

verdict_of_proof() { # holds what…
  local code=$1
  shift
  if [[ $code -eq 0 ]]; then
    PROVED=$((PROVED + 1))
  else
    UNPROVED=$((UNPROVED + 1))
    echo "FAILED: $*"
  fi
}

ends_with() { # code variant
  local code=0
  judge "$2" >"$PROOF_LOG" || code=$?
  [[ $code -eq $1 ]]
}

# A mistake must turn the tests red and show the learner what its patch promises.
prove_mistake() { # patch
  local cause says code=0
  cause=$(basename "$1" .patch)
  cause=${cause#"$NAME".}
  says=$(sed -n '1s/^Says: //p' "$1")
  judge "wrong_$cause" >"$PROOF_LOG" || code=$?
  [[ $code -ne 0 && $code -ne 3 ]]
  verdict_of_proof $? "$NAME, wrong/$cause: the tests do not notice it"
  [[ -n $says ]] && grep -qF -- "$says" "$PROOF_LOG"
  verdict_of_proof $? "$NAME, wrong/$cause: wanted \"$says\", but a learner reads: $(paste -sd '|' "$PROOF_LOG")"
}

prove_exercise() {
  local key patch patches=("$COURSE_ROOT/${PHASES[$((10#$NUMBER))]}/exercises/wrong/$NAME".*.patch) note
  for key in title what why tests nudge formula note; do
    [[ -n $(exercise_says "$NUMBER" "$NAME" "$key") ]]
    verdict_of_proof $? "$NAME: exercises.txt says no '$key'"
  done
  note=$(exercise_says "$NUMBER" "$NAME" note)
  [[ -f $COURSE_ROOT/${PHASES[$((10#$NUMBER))]}/${note%%#*} ]]
  verdict_of_proof $? "$NAME: its note $note is not there"
  ends_with 3 stub
  verdict_of_proof $? "$NAME: the stub must end with 3, not written"
  ends_with 0 reference
  verdict_of_proof $? "$NAME: the reference does not pass: $(cat "$PROOF_LOG")"
  [[ -f ${patches[0]} && ${#patches[@]} -ge 2 ]]
  verdict_of_proof $? "$NAME: wanted two known mistakes or more in exercises/wrong"
  for patch in "${patches[@]}"; do
    [[ ! -f $patch ]] || prove_mistake "$patch"
  done
}

learn_prove() {
  local number room name
  set +e # every proof is to be seen
  ensure_packages
  RELEASE=$COURSE_ROOT/build/release
  configure "$COURSE_ROOT" "$RELEASE"
  show cmake --build "$RELEASE" --target exercise_proofs || die "the exercises do not build: see above"
  PROOF_LOG=$(mktemp)
  while read -r number room name; do
    find_exercise "$room/$name"
    prove_exercise
  done < <(exercises)
  rm -f "$PROOF_LOG"
  echo "$PROVED passed, $UNPROVED failed"
  [[ $UNPROVED -eq 0 && $PROVED -gt 0 ]]
}
