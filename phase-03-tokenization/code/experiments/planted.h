// A grammar in the manner of Elman (1990), with gender and number planted in it: eight kinds of people, each
// in four forms. Which form a noun has shows in other words of its sentence, and in nothing else.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "math/random.h"
#include "tokenizer/analogy_questions.h"

namespace p2g {

using Forms = std::array<const char*, 4>;  // masculine, feminine; plural masculine, plural feminine
constexpr Forms kPeople[] = {{"king", "queen", "kings", "queens"},
                             {"man", "woman", "men", "women"},
                             {"boy", "girl", "boys", "girls"},
                             {"uncle", "aunt", "uncles", "aunts"},
                             {"actor", "actress", "actors", "actresses"},
                             {"prince", "princess", "princes", "princesses"},
                             {"waiter", "waitress", "waiters", "waitresses"},
                             {"god", "goddess", "gods", "goddesses"}};
constexpr size_t kKinds = std::size(kPeople);
// What only one kind has to do with.
constexpr std::array<const char*, 2> kThings[kKinds] = {
    {"crown", "throne"}, {"house", "work"},  {"toy", "school"}, {"nephew", "niece"},
    {"stage", "film"},   {"castle", "ball"}, {"table", "tray"}, {"temple", "altar"}};
constexpr std::array<const char*, 3> kLooks[2] = {{"bearded", "manly", "fatherly"},
                                                  {"gowned", "ladylike", "motherly"}};
constexpr std::array<const char*, 2> kCounts[2] = {{"a", "one"}, {"two", "many"}};
constexpr std::array<const char*, 4> kVerbs[2] = {{"sees", "likes", "seeks", "finds"},
                                                  {"see", "like", "seek", "find"}};
constexpr std::array<const char*, 4> kAnimals[2] = {{"cat", "mouse", "dragon", "lion"},
                                                    {"cats", "mice", "dragons", "lions"}};

template <typename Words>
const char* any(const Words& words, Random& random) {
  return words[random.below(words.size())];
}

// "two bearded kings like the crown", or without the look, or of an animal.
inline std::string planted_sentence(Random& random) {
  const size_t plural = random.below(2), gender = random.below(2), kind = random.below(kKinds);
  std::string sentence = any(kCounts[plural], random);
  if (random.below(5) == 0) {  // animals have no gender here, and see anything
    sentence += std::string(" ") + any(kAnimals[plural], random) + " " + any(kVerbs[plural], random);
    return sentence + " the " + any(kThings[random.below(kKinds)], random);
  }
  if (random.below(2) == 0) sentence += std::string(" ") + any(kLooks[gender], random);
  sentence += std::string(" ") + kPeople[kind][2 * plural + gender] + " " + any(kVerbs[plural], random);
  return sentence + " the " + any(kThings[kind], random);
}

inline std::string planted_text(int64_t sentences, Random& random) {
  std::string text;
  for (int64_t i = 0; i < sentences; ++i) text += planted_sentence(random) + "\n\n";
  return text;
}

// Section "gender" holds king : queen :: boy : girl, both ways round and in both numbers; "number" likewise.
inline std::vector<QuestionSection> planted_questions() {
  std::vector<QuestionSection> sections{{"gender", {}}, {"number", {}}};
  const auto add = [](QuestionSection& section, size_t a, size_t b, size_t from, size_t to) {
    section.questions.push_back({kPeople[a][from], kPeople[a][to], kPeople[b][from], kPeople[b][to]});
    section.questions.push_back({kPeople[a][to], kPeople[a][from], kPeople[b][to], kPeople[b][from]});
  };
  for (size_t a = 0; a < kKinds; ++a)
    for (size_t b = 0; b < kKinds; ++b)
      for (size_t same = 0; same < 2 && a != b; ++same) {
        add(sections[0], a, b, 2 * same, 2 * same + 1);
        add(sections[1], a, b, same, 2 + same);
      }
  return sections;
}

}  // namespace p2g
