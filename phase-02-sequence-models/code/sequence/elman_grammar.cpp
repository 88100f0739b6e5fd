#include "sequence/elman_grammar.h"

#include <algorithm>
#include <array>

#include "math/error.h"

namespace p2g {
namespace {

// Nouns first.
constexpr std::array<std::string_view, kElmanWords> kWords{
    "man",   "woman", "boy",   "girl",  "cat",    "dog",   "mouse",    "dragon", "monster", "lion",  "book",
    "rock",  "car",   "glass", "plate", "cookie", "bread", "sandwich",  // nouns
    "think", "sleep", "exist", "see",   "chase",  "like",  "move",     "break",  "smell",   "smash", "eat"};
constexpr int32_t kNouns = 18;

using Class = std::vector<int32_t>;

Class words(std::initializer_list<std::string_view> names) {
  Class ids;
  for (const std::string_view name : names)
    ids.push_back(static_cast<int32_t>(std::find(kWords.begin(), kWords.end(), name) - kWords.begin()));
  return ids;
}

const Class kHum = words({"man", "woman", "boy", "girl"}),
            kAnim = words({"cat", "dog", "mouse", "dragon", "monster", "lion"}),
            kInan = words({"book", "rock", "car", "glass", "plate", "cookie", "bread", "sandwich"}),
            kAgr = words({"dragon", "monster", "lion"}), kFrag = words({"glass", "plate"}),
            kFood = words({"cookie", "bread", "sandwich"}), kIntr = words({"think", "sleep", "exist"}),
            kTran = words({"see", "chase", "like"}), kAgp = words({"move", "break"}),
            kPerc = words({"smell", "see"}), kDes = words({"break", "smash"}), kEat = words({"eat"});

using Template = std::vector<const Class*>;
const std::vector<Template> kTemplates{
    {&kHum, &kEat, &kFood},   {&kHum, &kPerc, &kInan}, {&kHum, &kDes, &kFrag}, {&kHum, &kIntr},
    {&kHum, &kTran, &kHum},   {&kHum, &kAgp, &kInan},  {&kHum, &kAgp},         {&kAnim, &kEat, &kFood},
    {&kAnim, &kTran, &kAnim}, {&kAnim, &kAgp, &kInan}, {&kAnim, &kAgp},        {&kInan, &kAgp},
    {&kAgr, &kDes, &kFrag},   {&kAgr, &kEat, &kHum},   {&kAgr, &kEat, &kAnim}, {&kAgr, &kEat, &kFood}};

}  // namespace

std::string_view elman_word(int32_t word) {
  if (word < 0 || word >= kElmanWords) fail("elman_word", "there is no word {} of {}", word, kElmanWords);
  return kWords[static_cast<size_t>(word)];
}

bool is_noun(int32_t word) { return word < kNouns; }

std::vector<std::vector<int32_t>> elman_sentences(int64_t count, Random& random) {
  std::vector<std::vector<int32_t>> sentences;
  for (int64_t i = 0; i < count; ++i) {
    std::vector<int32_t> sentence;
    for (const Class* one : kTemplates[random.below(kTemplates.size())])
      sentence.push_back((*one)[random.below(one->size())]);
    sentences.push_back(std::move(sentence));
  }
  return sentences;
}

bool is_elman_sentence(std::span<const int32_t> sentence) {
  return std::any_of(kTemplates.begin(), kTemplates.end(), [&](const Template& form) {
    if (form.size() != sentence.size()) return false;
    for (size_t i = 0; i < form.size(); ++i)
      if (std::find(form[i]->begin(), form[i]->end(), sentence[i]) == form[i]->end()) return false;
    return true;
  });
}

}  // namespace p2g
