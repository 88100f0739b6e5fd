// Counting letters is enough to babble: the same text, sampled from contexts of growing length.
#include <fmt/core.h>

#include <string>

#include "math/plain_main.h"
#include "sequence/ngram.h"

int main(int argc, char** argv) {
  return p2g::plain_main(argc, argv, "babble", "babbles from contexts of growing length", [] {
    const std::string text =
        "the perceptron learned to tell left from right. the network learned to tell words from noise. "
        "the gates of the network learned to keep what the network would need. the tokens learned to look "
        "back "
        "at the words that they would need. the model learned to tell the next word from the words before. ";
    const std::string alphabet = " .abcdefghijklmnopqrstuvwxyz";
    std::vector<int32_t> ids;
    for (const char c : text) ids.push_back(static_cast<int32_t>(alphabet.find(c)));

    for (const int order : {1, 2, 3, 5}) {
      const p2g::NgramModel model(order, static_cast<int>(alphabet.size()), ids);
      p2g::Random random(1958);
      std::vector<int32_t> out(1, 0);
      std::string line;
      while (line.size() < 64) {
        out.push_back(model.sample(out, random));
        line += alphabet[static_cast<size_t>(out.back())];
      }
      fmt::print("{} letter{} of context, {:.2f} nats a letter: {}\n", order - 1, order == 2 ? " " : "s",
                 model.cross_entropy(ids), line);
    }
  });
}
