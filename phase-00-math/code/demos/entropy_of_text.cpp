// How much does a letter tell? Entropy of a text when none, one, or two letters before it are known.
#include <fmt/core.h>

#include <cmath>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>

#include "math/entropy.h"
#include "math/error.h"

namespace {

constexpr std::string_view kUsage =
    "usage: math_entropy_of_text [FILE]\n"
    "Bits per letter of FILE (of standard input for -, of a built-in paragraph without FILE), in Shannon's "
    "27\n"
    "symbols: letters in lower case, and one space for all the rest.\n";

constexpr std::string_view kParagraph =
    "A message that could not have been otherwise tells nothing. Whoever reads a page of English guesses the "
    "next "
    "letter more often than chance would allow, for the letters before it have narrowed the choice. Take one "
    "letter "
    "alone, and the common ones come far more often than the rare ones. Take the letter before it, and after "
    "a q "
    "there is hardly a choice at all. Take the word, the sentence, the subject, and still less is left to "
    "tell. What "
    "is left is what the message is worth, and it can be counted: it is the number of yes and no questions "
    "that a "
    "reader who knows the language would need to find the next letter. A machine that learns to need fewer "
    "questions "
    "has learned something about the language, whatever else it may have learned. The rest of this course is "
    "the "
    "story of how machines came to need fewer and fewer of them.";

struct Published {
  double bits;
  const char* meaning;
};
constexpr Published kShannon[] = {
    {4.03, "a letter alone"}, {3.32, "one letter known"}, {3.1, "two letters known"}};

std::string read(const std::string& name) {
  if (name == "-") return {std::istreambuf_iterator<char>(std::cin), {}};
  std::ifstream file(name, std::ios::binary);
  if (!file) p2g::fail("entropy_of_text", "cannot read '{}'", name);
  return {std::istreambuf_iterator<char>(file), {}};
}

void print_table(const std::string& text) {
  fmt::print("{} symbols: \"{}…\"\n\n", text.size(), text.substr(0, 60));
  fmt::print("                     here   Shannon   bits per letter\n");
  fmt::print("27 equal choices    {:5.3f}   {:5.2f}\n", std::log2(27), std::log2(27));
  for (int n = 1; n <= 3; ++n) {
    const double bits = p2g::conditional_entropy_bits(text, n);
    const auto& [published, meaning] = kShannon[n - 1];
    fmt::print("{:<18}  {:5.3f}   {:5.2f}     {:#<{}}\n", meaning, bits, published, "",
               static_cast<int>(std::lround(bits * 8)));
  }
  if (text.size() < 100000)
    fmt::print(
        "\nIn so short a text most groups of three come once: its last figure is too low. Try a book.\n");
}

}  // namespace

int main(int argc, char** argv) {
  return p2g::run_main("entropy_of_text", [&] {
    const std::string argument = argc > 1 ? argv[1] : "";
    if (argument == "--help" || argument == "-h") {
      fmt::print("{}", kUsage);
      return 0;
    }
    if (argc > 2 || (argument.size() > 1 && argument[0] == '-')) {
      fmt::print(stderr, "{}", kUsage);
      return 2;
    }
    const std::string text = p2g::letters_and_spaces(argc > 1 ? read(argument) : std::string(kParagraph));
    if (text.size() < 3)
      p2g::fail("entropy_of_text", "there are {} letters here, wanted 3 or more", text.size());
    print_table(text);
    return 0;
  });
}
