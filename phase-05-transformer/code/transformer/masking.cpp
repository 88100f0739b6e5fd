#include "transformer/masking.h"

#include "math/error.h"
#include "nn/cross_entropy.h"

namespace p2g {

MaskedText mask_words(const Ids& ids, const MaskRule& rule, Random& random) {
  if (rule.vocabulary <= rule.first_word)
    fail("mask_words", "words from {} to a vocabulary of {}: there are none", rule.first_word,
         rule.vocabulary);
  check_ids("mask_words", ids, rule.vocabulary);
  const auto words = static_cast<uint64_t>(rule.vocabulary - rule.first_word);
  MaskedText text{ids, Ids::filled(ids.shape(), kIgnored)};
  for (int64_t i = 0; i < ids.size(); ++i) {
    if (ids[i] < rule.first_word || random.uniform() >= rule.chosen) continue;
    text.targets[i] = ids[i];
    const double fate = random.uniform();
    if (fate < rule.masked)
      text.inputs[i] = rule.mask;
    else if (fate < rule.masked + rule.changed)
      text.inputs[i] = rule.first_word + static_cast<int32_t>(random.below(words));
  }
  return text;
}

}  // namespace p2g
