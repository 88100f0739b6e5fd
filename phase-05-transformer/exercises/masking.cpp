#include "transformer/masking.h"

#include "exercises/not_written.h"

namespace p2g {

// A text in which words are hidden, and what was there: inputs and targets of the shape of ids.
// For each id in order: below rule.first_word it is a sign, and stays. Else it is chosen if random.uniform()
// is under rule.chosen: its target is the id itself, and another random.uniform() under rule.masked makes its
// input rule.mask, from there to masked + changed any word, first_word + random.below(how many words); else
// it stays. All other targets are kIgnored (nn/cross_entropy.h). First refuse a rule without words,
// fail("mask_words", "…") of math/error.h with 'there are none', and ids outside the vocabulary,
// check_ids("mask_words", ids, rule.vocabulary).
MaskedText mask_words(const Ids& /*ids*/, const MaskRule& /*rule*/, Random& /*random*/) {
  not_written("mask_words");
}

}  // namespace p2g
