# shellcheck shell=bash
# The main job: from counting letters to a GPT that trains and speaks.

TOUR_START=0
TOUR_FAILED=()
TOUR_RUN=build/tour/run
TOUR_STEPS=build/tour/steps

# A line of what the page will show: title, command, output, picture, read.
tour_note() { # kind value [more]
  (IFS=$'\t' && echo "$*") >>"$COURSE_ROOT/$TOUR_STEPS.tsv"
}

tour_step() { # title
  echo
  say "[$(($(date +%s) - TOUR_START)) s] $1"
  tour_note title "$1"
}

# Runs a program from the top folder, so that what is printed can be typed again. One that fails does not end the tour.
tour_show() {
  (cd "$COURSE_ROOT" && show "$@") && return 0
  echo "course: that failed; the tour goes on" >&2
  TOUR_FAILED+=("$1${2:+ $2}")
  return 1
}

# The same for a program of an instant, whose text goes on the page too.
tour_demo() {
  local text
  text=$TOUR_STEPS/$(wc -l <"$COURSE_ROOT/$TOUR_STEPS.tsv").txt
  tour_show "$@" || return 0
  (cd "$COURSE_ROOT" && NO_COLOR=1 "$@" >"$text" 2>/dev/null) || return 0
  tour_note command "$*"
  tour_note output "$text"
}

# Tiny Shakespeare where it is, else the course's own text: notes and code.
tour_corpus() {
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

# The stops of tour.tsv: a program, a chapter, a figure.
tour_stops() { grep -v '^#' "$COURSE_ROOT/tools/course/tour.tsv"; }

tour_rooms() {
  local title program argument chapter figure caption
  while IFS=$'\t' read -r -u 3 title program argument chapter figure caption; do
    tour_step "$title"
    [[ $argument != CORPUS ]] || argument=$CORPUS
    if [[ $argument == - ]]; then tour_demo "build/release/bin/$program"; else tour_demo "build/release/bin/$program" "$argument"; fi
    [[ $figure == - ]] || tour_note picture "$figure" "$caption"
    tour_note read "$chapter"
  done 3< <(tour_stops)
}

tour_training() {
  rm -rf "${COURSE_ROOT:?}/$TOUR_RUN"
  tour_step "Phase 7, 2019: a small GPT trains on $CORPUS_NAME (about a minute)"
  tour_show build/release/bin/train prepare --input "$CORPUS" --tokenizer char --out build/tour/data || return 0
  tour_show build/release/bin/train run --data build/tour/data --out "$TOUR_RUN" --steps 2000 --batch 12 --seq 64 \
    --layers 4 --heads 4 --channels 128 --lr 1e-3 --min-lr 1e-4 --warmup 100 --eval-every 200 --eval-batches 20 \
    --sample-every 2000 || return 0
  tour_step "Its curve"
  tour_show tools/plot/curves.sh "$TOUR_RUN" && tour_note picture "$TOUR_RUN/curves.svg" "Its loss, step by step."
  tour_step "What it wrote before training, and after"
  tour_demo head -n 3 "$TOUR_RUN/samples/step-000000.txt"
  echo
  tour_demo head -n 16 "$TOUR_RUN/samples/step-002000.txt"
  echo
}

tour_speech() {
  local model=phase-06-gpt2-inference/model/shakespeare-bpe
  tour_step "Phase 6: the model that comes with the course, GPT-2's architecture on a BPE of phase 3, speaks"
  tour_demo build/release/bin/gpt2 predict -m "$model" -p "To be, or not to" -k 5
  tour_demo build/release/bin/gpt2 generate -m "$model" -p "ROMEO:" -n 160 -s 1 --temp 0.8
}

# What was shown, the reproduction table and what to read next, in one page; without Python there is none.
tour_page() {
  command -v python3 >/dev/null || return 1
  (cd "$COURSE_ROOT" && python3 tools/notes/make_tour_page.py "$TOUR_STEPS.tsv" --out build/tour/index.html) && return 0
  TOUR_FAILED+=("its page")
  return 1
}

tour_end() {
  tour_step "The end of the tour"
  tour_page && echo "The page of it all:  $COURSE_ROOT/build/tour/index.html"
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
minutes the first time on two cores, two after that. What it makes is in build/tour; index.html there is one page of it all.
TEXT
}

course_tour() {
  if wants_help "${1:-}"; then
    tour_help
    return 0
  fi
  takes tour 0 "$@"
  local programs
  TOUR_START=$(date +%s)
  mapfile -t programs < <(tour_stops | cut -f2)
  build_all "${programs[@]}" train gpt2
  rm -rf "${COURSE_ROOT:?}/$TOUR_STEPS" "$COURSE_ROOT/$TOUR_STEPS.tsv"
  mkdir -p "$COURSE_ROOT/$TOUR_STEPS"
  tour_corpus
  tour_rooms || true
  tour_training || true
  tour_speech || true
  tour_end
}
