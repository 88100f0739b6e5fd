// What BERT learns from: a text in which some words are hidden, and must be told (Devlin et al. 2018).
#pragma once

#include "math/ids.h"
#include "math/random.h"

namespace p2g {

struct MaskRule {
  int32_t mask = 0;        // the id that hides a word
  int32_t first_word = 1;  // smaller ids are signs such as padding: never chosen, never drawn
  int64_t vocabulary = 0;  // ids of words are first_word … vocabulary − 1
  double chosen = 0.15;    // share of words that are targets; of these
  double masked = 0.8;     //   become the mask,
  double changed = 0.1;    //   become any word, drawn evenly; the rest stays as it is
};

struct MaskedText {
  Ids inputs;   // the text, some of it hidden
  Ids targets;  // what was there, where a word was chosen; kIgnored elsewhere
};

// Of the shape of ids. For each word, in order: one number of `random` chooses it; if it is chosen a second
// one says what becomes of it, and perhaps a third which word it becomes.
MaskedText mask_words(const Ids& ids, const MaskRule& rule, Random& random);

}  // namespace p2g
