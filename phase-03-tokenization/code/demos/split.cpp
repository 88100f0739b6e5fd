// How GPT-2's pattern cuts a few lines into words
#include "math/plain_main.h"
#include "tokenizer/gpt2_split.h"
#include "tokenizer/token_view.h"

int main(int argc, char** argv) {
  return p2g::plain_main(argc, argv, "split", "how GPT-2's pattern cuts a few lines into words", [] {
    for (const std::string_view text :
         {"Hello world, it's 2019!", "IT'S we'll", "a   b", "if x:\n    return 42", "naïve 東京 ½ e\u0301"}) {
      for (const std::string_view word : p2g::gpt2_split(text)) fmt::print("[{}]", p2g::shown_piece(word));
      fmt::print("\n");
    }
  });
}
