// Elman's little language of 29 words (1990): templates of the paper, whose word lists are ours, since it
// gives examples only.
//
//   HUM {EAT FOOD | PERC INAN | DES FRAG | INTR | TRAN HUM | AGP INAN | AGP}
//   ANIM {EAT FOOD | TRAN ANIM | AGP INAN | AGP}      INAN AGP
//   AGR {DES FRAG | EAT HUM | EAT ANIM | EAT FOOD}
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "math/random.h"

namespace p2g {

inline constexpr int32_t kElmanWords = 29;
std::string_view elman_word(int32_t word);
bool is_noun(int32_t word);  // the others are verbs

// Sentences of two or three words, each choice uniform.
std::vector<std::vector<int32_t>> elman_sentences(int64_t count, Random& random);
bool is_elman_sentence(std::span<const int32_t> words);

}  // namespace p2g
