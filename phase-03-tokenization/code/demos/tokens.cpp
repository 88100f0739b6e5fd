// A text's tokens, each in a colour of its own: tokens [--own] [--model FOLDER] [--html FILE] TEXT…
#include <fmt/core.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <cstdlib>
#include <optional>

#include "math/error.h"
#include "tokenizer/files.h"
#include "tokenizer/token_view.h"

namespace {

constexpr std::string_view kUsage =
    "usage: tokens [--own] [--model FOLDER] [--html FILE] [--] TEXT…\n"
    "Shows a text's tokens and their ids, by GPT-2's vocabulary where P2G_DATA has it, else by this course's "
    "own.\n"
    "  --own           this course's own vocabulary, 1,024 pieces of Shakespeare\n"
    "  --model FOLDER  the tokenizer in FOLDER\n"
    "  --html FILE     writes a page as well\n"
    "Colours: only to a terminal, and never if NO_COLOR is set.\n";

struct Options {
  bool own = false, help = false;
  std::optional<std::string> model, html;
  std::string text, wrong;
};

Options read_options(int argc, char** argv) {
  Options options;
  bool words_only = false;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    const bool flag = !words_only && word.starts_with("--");
    if (flag && word == "--") {
      words_only = true;
    } else if (flag && word == "--help") {
      options.help = true;
    } else if (flag && word == "--own") {
      options.own = true;
    } else if (flag && (word == "--model" || word == "--html") && i + 1 < argc) {
      (word == "--model" ? options.model : options.html) = argv[++i];
    } else if (flag) {
      options.wrong = word;
    } else {
      options.text += (options.text.empty() ? "" : " ");
      options.text += word;
    }
  }
  return options;
}

std::string folder_of(const Options& options) {
  if (options.model) return *options.model;
  const char* data = std::getenv("P2G_DATA");
  const std::filesystem::path real =
      std::filesystem::path(data == nullptr ? P2G_SOURCE_ROOT "/data" : data) / "gpt2-tokenizer";
  if (!options.own && std::filesystem::exists(real / "vocab.json")) return real.string();
  return P2G_SOURCE_ROOT "/phase-06-gpt2-inference/model/shakespeare-bpe";
}

}  // namespace

int main(int argc, char** argv) {
  return p2g::run_main("tokens", [&] {
    const Options options = read_options(argc, argv);
    if (options.help) return fmt::print("{}", kUsage), 0;
    if (!options.wrong.empty() || options.text.empty()) {
      const std::string why =
          options.wrong.empty() ? "no text" : "what is " + options.wrong + ", or what belongs to it?";
      fmt::print(stderr, "tokens: {}; tokens --help says what can be asked\n", why);
      return 2;
    }
    const auto tokenizer = p2g::load_tokenizer(folder_of(options));
    const std::vector<int32_t> ids = tokenizer->encode(options.text);
    const bool colours = isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
    fmt::print("{}\n{}\n", p2g::terminal_view(*tokenizer, ids, colours), fmt::join(ids, " "));
    fmt::print("{} bytes, {} tokens, {:.2f} bytes a token, by a vocabulary of {}\n", options.text.size(),
               ids.size(), static_cast<double>(options.text.size()) / static_cast<double>(ids.size()),
               tokenizer->vocabulary());
    if (options.html) p2g::write_text("tokens", *options.html, p2g::html_view(*tokenizer, ids, options.text));
    return 0;
  });
}
