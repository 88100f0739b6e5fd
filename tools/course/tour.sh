# shellcheck shell=bash
# The main job: from counting letters to a GPT that trains and speaks.

TOUR_START=0
TOUR_FAILED=()
TOUR_PROGRAMS=(math_entropy_of_text math_value_graph math_gradient_descent nn_perceptron_boundary nn_xor
  sequence_babble sequence_three_steps sequence_latch tokenizer_first_merges tokenizer_tokens tokenizer_neighbours
  attention_attention_by_hand transformer_next_token train gpt2)
TOUR_RUN=build/tour/run

tour_step() { # title
  echo
  say "[$(($(date +%s) - TOUR_START)) s] $1"
}

# Runs a program from the top folder, so that what is printed can be typed again. One that fails does not end the tour.
tour_show() {
  (cd "$COURSE_ROOT" && show "$@") && return 0
  echo "course: that failed; the tour goes on" >&2
  TOUR_FAILED+=("$1${2:+ $2}")
  return 1
}

# Tiny Shakespeare where it is, else the course's own text: notes and code.
tour_corpus() {
  mkdir -p "$COURSE_ROOT/build/tour"
  if [[ -f $P2G_DATA/tinyshakespeare/input.txt ]]; then
    CORPUS=$P2G_DATA/tinyshakespeare/input.txt
    CORPUS_NAME="tiny Shakespeare"
  else
    CORPUS=build/tour/course.txt
    CORPUS_NAME="the course's own text"
    (cd "$COURSE_ROOT" && find README.md papers phase-* \( -name '*.md' -o -name '*.h' -o -name '*.cpp' \) -print0 |
      sort -z | xargs -0 cat) >"$COURSE_ROOT/$CORPUS"
  fi
}

tour_rooms() {
  tour_step "Phase 0, 1948: how many bits does a letter carry?"
  tour_show build/release/bin/math_entropy_of_text "$CORPUS"
  tour_step "Phase 0, 1970: one sweep backwards gives every derivative"
  tour_show build/release/bin/math_value_graph
  tour_step "Phase 0: downhill in small steps, too small, right, and too large"
  tour_show build/release/bin/math_gradient_descent
  tour_step "Phase 1, 1958: a perceptron moves its line at every mistake"
  tour_show build/release/bin/nn_perceptron_boundary
  tour_step "Phase 1, 1986: two layers learn what one cannot"
  tour_show build/release/bin/nn_xor
  tour_step "Phase 2: counting contexts is enough to babble"
  tour_show build/release/bin/sequence_babble
  tour_step "Phase 2, 1990: the error of the last step goes back through time"
  tour_show build/release/bin/sequence_three_steps
  tour_step "Phase 2, 1997: a cell that keeps what a simple unit forgets"
  tour_show build/release/bin/sequence_latch
  tour_step "Phase 3, 2016: a vocabulary grows out of the text"
  tour_show build/release/bin/tokenizer_first_merges
  tour_step "Phase 3, 2019: any text at all in tokens, by 1,024 of them"
  tour_show build/release/bin/tokenizer_tokens "Bytes never fail: café, 東京, a naïve emoji 🙂."
  tour_step "Phase 3, 2013: words as directions; man is to woman as king is to"
  tour_show build/release/bin/tokenizer_neighbours
  tour_step "Phase 4, 2017: every word looks at the words before it"
  tour_show build/release/bin/attention_attention_by_hand
  tour_step "Phase 5, 2018: a decoder-only transformer guesses what comes next"
  tour_show build/release/bin/transformer_next_token
}

tour_training() {
  rm -rf "${COURSE_ROOT:?}/$TOUR_RUN"
  tour_step "Phase 7, 2019: a small GPT trains on $CORPUS_NAME (about a minute)"
  tour_show build/release/bin/train prepare --input "$CORPUS" --tokenizer char --out build/tour/data || return 0
  tour_show build/release/bin/train run --data build/tour/data --out "$TOUR_RUN" --steps 2000 --batch 12 --seq 64 \
    --layers 4 --heads 4 --channels 128 --lr 1e-3 --min-lr 1e-4 --warmup 100 --eval-every 200 --eval-batches 20 \
    --sample-every 2000 || return 0
  tour_step "Its curve"
  tour_show tools/plot/curves.sh "$TOUR_RUN"
  tour_step "What it wrote before training, and after"
  tour_show head -n 3 "$TOUR_RUN/samples/step-000000.txt"
  echo
  tour_show head -n 16 "$TOUR_RUN/samples/step-002000.txt"
  echo
}

tour_speech() {
  local model=phase-06-gpt2-inference/model/shakespeare-bpe
  tour_step "Phase 6: the model that comes with the course, GPT-2's architecture on a BPE of phase 3, speaks"
  tour_show build/release/bin/gpt2 predict -m "$model" -p "To be, or not to" -k 5
  tour_show build/release/bin/gpt2 generate -m "$model" -p "ROMEO:" -n 160 -s 1 --temp 0.8
}

tour_end() {
  tour_step "The end of the tour"
  cat <<TEXT
Made: $TOUR_RUN with metrics.csv, curves.svg, curves.png, samples and checkpoints in Hugging Face's layout.
Next: ./course notes 00             the first room, from its beginning (./course site: all of it as pages)
      ./course learn                the first exercise
      ./course reproduce            the papers' numbers, and ours
      ./course run 01               what a phase has to show
      ./course fetch gpt2           OpenAI's GPT-2 124M, then: ./course run 06 gpt2 verify "$P2G_DATA/gpt2"
TEXT
  [[ ${#TOUR_FAILED[@]} -eq 0 ]] || die "${#TOUR_FAILED[@]} of its steps failed: $(printf '%s; ' "${TOUR_FAILED[@]}")see above"
}

tour_help() {
  cat <<'TEXT'
./course tour

Installs what is missing, builds the programs, and walks through all phases, one visible result each; trains a small GPT,
shows its curve and what it writes, and lets the model in the repository speak. Offline, but for packages. Five to ten
minutes the first time on two cores, two after that. What it makes is in build/tour.
TEXT
}

course_tour() {
  if wants_help "${1:-}"; then
    tour_help
    return 0
  fi
  takes tour 0 "$@"
  TOUR_START=$(date +%s)
  build_all "${TOUR_PROGRAMS[@]}"
  tour_corpus
  tour_rooms || true
  tour_training || true
  tour_speech || true
  tour_end
}
