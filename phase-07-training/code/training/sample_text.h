// What the model writes when nobody asks it anything.
#pragma once

#include <filesystem>

#include "math/random.h"
#include "tokenizer/tokenizer.h"
#include "transformer/gpt.h"

namespace p2g {

// `count` tokens at temperature 0.8, from a line break on: or the end of a text, or the first of the
// vocabulary, whichever it knows.
std::string sample_text(const Gpt& model, const Tokenizer& tokenizer, int64_t count, Random& random);

// Makes the folder where needed.
void write_sample_text(const std::filesystem::path& path, const Gpt& model, const Tokenizer& tokenizer,
                       int64_t count, Random& random);

}  // namespace p2g
