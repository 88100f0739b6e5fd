// The two families of Rumelhart, Hinton and Williams (1986), with names and tree from memory of the paper's
// figure. That they have the paper's 104 cases is checked where they are used.
#pragma once

#include "nn/mlp.h"

namespace p2g {

constexpr int kPeople = 24, kRelations = 12, kOfOneFamily = 12;

// Each family in the same order; who is 5 in one has the same place in the tree as 5 in the other.
constexpr const char* kNames[kPeople] = {
    "Christopher", "Penelope", "Andrew", "Christine", "Margaret", "Arthur", "Victoria", "James",
    "Jennifer",    "Charles",  "Colin",  "Charlotte", "Roberto",  "Maria",  "Pierro",   "Francesca",
    "Gina",        "Emilio",   "Lucia",  "Marco",     "Angela",   "Tomaso", "Alfonso",  "Sophia"};

struct Relative {
  int spouse, father, mother;  // −1: none in the tree
  bool woman;
};
constexpr Relative kFamily[kOfOneFamily] = {{1, -1, -1, false}, {0, -1, -1, true}, {3, -1, -1, false},
                                            {2, -1, -1, true},  {5, -1, -1, true}, {4, 0, 1, false},
                                            {7, 0, 1, true},    {6, 2, 3, false},  {9, 2, 3, true},
                                            {8, -1, -1, false}, {-1, 7, 6, false}, {-1, 7, 6, true}};

inline bool siblings(int a, int b) {
  return a != b && kFamily[a].father >= 0 && kFamily[a].father == kFamily[b].father;
}

inline bool child_of(int child, int parent) {
  return kFamily[child].father == parent || kFamily[child].mother == parent;
}

// A brother or sister of a parent, or married to one.
inline bool uncle_or_aunt(int older, int younger) {
  for (const int parent : {kFamily[younger].father, kFamily[younger].mother})
    if (parent >= 0 &&
        (siblings(older, parent) || (kFamily[older].spouse >= 0 && siblings(kFamily[older].spouse, parent))))
      return true;
  return false;
}

// Is b the `relation` of a? Relations come in pairs, of a man and of a woman: father, mother; husband, wife;
// son, daughter; brother, sister; uncle, aunt; nephew, niece.
inline bool is_relation(int a, int relation, int b) {
  if (kFamily[b].woman != (relation % 2 == 1)) return false;
  switch (relation / 2) {
    case 0:
      return child_of(a, b);
    case 1:
      return kFamily[a].spouse == b;
    case 2:
      return child_of(b, a);
    case 3:
      return siblings(a, b);
    case 4:
      return uncle_or_aunt(b, a);
    default:
      return uncle_or_aunt(a, b);
  }
}

// Inputs: one of 24 people and one of 12 relations. Targets: all people who are that.
inline std::vector<Case> kinship_cases() {
  std::vector<Case> cases;
  for (int person = 0; person < kPeople; ++person)
    for (int relation = 0; relation < kRelations; ++relation) {
      Case one{Numbers(kPeople + kRelations), Numbers(kPeople)};
      one.input[static_cast<size_t>(person)] = one.input[static_cast<size_t>(kPeople + relation)] = 1;
      const int family = person / kOfOneFamily * kOfOneFamily;
      for (int other = 0; other < kOfOneFamily; ++other)
        one.target[static_cast<size_t>(family + other)] = is_relation(person - family, relation, other);
      if (one.target != Numbers(kPeople)) cases.push_back(std::move(one));
    }
  return cases;
}

}  // namespace p2g
