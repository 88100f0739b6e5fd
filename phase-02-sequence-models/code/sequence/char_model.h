// A character model with a state (Mikolov et al. 2010; Graves 2013; Karpathy 2015): each character becomes a
// vector, an LSTM reads them in order, and from its output come the scores of the next one.
//
// It learns by truncated back-propagation through time: the text is cut into B lanes of equal length, read
// side by side, T characters at a time. The state goes on from piece to piece; the gradient does not.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "math/ids.h"
#include "nn/module.h"
#include "sequence/alphabet.h"
#include "sequence/lstm.h"

namespace p2g {

struct CharModelSize {
  int64_t vocabulary, embedding, hidden, layers;
};

struct CharModel {
  Tensor table;  // (V,E)
  Lstm lstm;     // (E) -> (H)
  Linear head;   // (H) -> (V)

  CharModel(const CharModelSize& size, Random& random);
  // ids (T,B) -> logits (T,B,V); the state is replaced by that after the last step.
  Tensor operator()(const Ids& ids, std::vector<LstmState>& state) const;
  Parameters parameters() const;
};

// A text side by side in lanes: lane b is text[b·length … (b+1)·length], the last character shared with the
// next lane as a target; what is left over at the end is not read. Throws where the text is too short for one
// piece.
class Lanes {
 public:
  Lanes(std::span<const int32_t> text, int64_t lanes, int64_t steps);
  int64_t pieces() const { return length_ / steps_; }

  struct Piece {
    Ids inputs, targets;  // (T,B): the targets are the inputs one step later
  };
  Piece piece(int64_t index) const;

 private:
  std::span<const int32_t> text_;
  int64_t lanes_, steps_, length_;
};

// Mean −log p in nats of text[1…), each character given all those before it, in one lane and with its state.
double cross_entropy(const CharModel& model, std::span<const int32_t> text);

// What the model says after `prompt` (which must not be empty), until `length` characters or `stop`, which is
// not part of the answer; -1 stops nowhere.
std::vector<int32_t> babble(const CharModel& model, std::span<const int32_t> prompt, int64_t length,
                            double temperature, Random& random, int32_t stop = -1);

}  // namespace p2g
