// One sentence on its way through a model: guesses after each block, and with --out pictures and a page.
#include <fmt/core.h>

#include <filesystem>
#include <map>

#include "gpt2/atomic_file.h"
#include "gpt2/inside_page.h"
#include "gpt2/model_folder.h"
#include "math/error.h"

namespace p2g {
namespace {

constexpr const char* kUsage =
    "usage: look_inside [--sentence TEXT] [--out FOLDER] [--model FOLDER]\n"
    "Shows what a GPT would say after each of its blocks, token by token, if it ended there. With --out it "
    "also\n"
    "writes attention.svg, lens.svg and inside.html there. The model is the one that comes with the course, "
    "as\n"
    "seen from its top folder, unless another is named; a sentence has 32 tokens at most.\n";

struct Options {
  std::string sentence = "ROMEO:\nI will not go. I pray thee, good my lord";
  std::string out;
  std::string model = "phase-06-gpt2-inference/model/shakespeare-bpe";
};

std::string trimmed(const std::string& line) { return line.substr(0, line.find_last_not_of(' ') + 1); }

void print_portrait(const Portrait& p) {
  fmt::print("{} tokens; each line: a token, then what was expected after it\n\n", p.ids.size());
  std::string head = fmt::format("{:<12}", "token");
  for (size_t layer = 0; layer < p.readings.size(); ++layer)
    head += fmt::format(" {:<10}", layer == 0 ? "embedding" : fmt::format("block {}", layer));
  fmt::print("{}\n", trimmed(head));
  for (size_t t = 0; t < p.ids.size(); ++t) {
    std::string line = fmt::format("{:<12}", p.pieces[t]);
    for (size_t layer = 0; layer < p.readings.size(); ++layer) {
      const bool right = t + 1 < p.ids.size() && p.readings[layer].guess[t] == p.ids[t + 1];
      line += fmt::format(" {:<10}", p.guesses[layer][t] + (right ? " *" : ""));
    }
    fmt::print("{}\n", trimmed(line));
  }
  std::string line = fmt::format("{:<12}", "nats");
  for (const Reading& reading : p.readings) line += fmt::format(" {:<10.2f}", reading.nats);
  fmt::print("{}\n* is what came; nats: what the true tokens cost, on average\n", trimmed(line));
}

int run(const Options& options) {
  const Gpt model = load_model(options.model);
  const auto tokenizer = load_tokenizer(options.model);
  const Portrait portrait = make_portrait(model, *tokenizer, options.sentence);
  print_portrait(portrait);
  if (options.out.empty()) return 0;
  std::error_code error;
  std::filesystem::create_directories(options.out, error);
  if (error) fail("look_inside", "cannot make the folder {}: {}", options.out, error.message());
  const std::filesystem::path folder = options.out;
  write_file_atomically((folder / "attention.svg").string(), attention_svg(portrait));
  write_file_atomically((folder / "lens.svg").string(), lens_svg(portrait));
  write_file_atomically((folder / "inside.html").string(), inside_page(portrait));
  fmt::print("wrote attention.svg, lens.svg and inside.html in {}\n", options.out);
  return 0;
}

int main_of(int argc, char** argv) {
  Options options;
  const std::map<std::string, std::string*> flags{
      {"--sentence", &options.sentence}, {"--out", &options.out}, {"--model", &options.model}};
  for (int i = 1; i < argc; i += 2) {
    const std::string flag = argv[i];
    if (flag == "--help" || flag == "-h") return fmt::print("{}", kUsage), 0;
    const auto found = flags.find(flag);
    if (found == flags.end() || i + 1 == argc) {
      fmt::print(stderr, "look_inside: {}: try --help\n",
                 found == flags.end() ? "'" + flag + "' is not a flag" : flag + " wants a value");
      return 2;
    }
    *found->second = argv[i + 1];
  }
  return run_main("look_inside", [&] { return run(options); });
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) { return p2g::main_of(argc, argv); }
