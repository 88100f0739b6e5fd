// What a run starts from.
#pragma once

#include <memory>

#include "tokenizer/tokenizer.h"
#include "training/settings.h"

namespace p2g {

// Seeded random weights for the data's vocabulary, or the model in settings.init_from; that one must know all
// ids of the data, and, where a tokenizer lies beside it, mean the same by them.
std::unique_ptr<Gpt> first_model(const Settings& settings, const Tokenizer& tokenizer);

}  // namespace p2g
