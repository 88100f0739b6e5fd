// Text to numbers: GPT-2's encoder, and the training of a vocabulary.
#include <fmt/core.h>

#include <chrono>
#include <filesystem>
#include <memory>

#include "tokenizer/books.h"
#include "tokenizer/bpe_trainer.h"
#include "tokenizer/files.h"
#include "workload.h"

namespace p2g {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

double since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

fs::path data(const char* file) {
  const char* folder = std::getenv("P2G_DATA");
  return fs::path(folder == nullptr ? "data" : folder) / file;
}

std::string own_text(size_t bytes) {
  std::string text;
  for (const auto& entry : fs::recursive_directory_iterator(P2G_SOURCE_ROOT))
    if (entry.path().extension() == ".md") text += read_text("bench", entry.path());
  while (text.size() < bytes) text += text;
  return text;
}

// English text where P2G_DATA has it; else the course's own.
std::string english() {
  const fs::path shakespeare = data("tinyshakespeare/input.txt");
  return fs::exists(shakespeare) ? read_text("bench", shakespeare) : own_text(1'000'000);
}

}  // namespace

std::string books() {
  const fs::path folder = data("word2vec");
  return fs::exists(first_of_books(folder)) ? read_books(folder) : own_text(21'000'000);
}

Workload tokenizing() {
  const auto make = []() -> Round {
    const fs::path folder = data("gpt2-tokenizer");
    auto text = std::make_shared<std::string>(english());
    std::shared_ptr<Tokenizer> tokenizer = fs::exists(folder)
                                               ? load_tokenizer(folder)
                                               : std::make_unique<Bpe>(train_bpe(*text, 4096).tokenizer());
    return [=] {
      const auto start = Clock::now();
      tokenizer->encode(*text);
      return since(start) / static_cast<double>(text->size()) * 1e6;
    };
  };
  const auto meaning = [](double seconds, const Limits&) {
    return fmt::format("{:.1f} MB/s on one core", 1 / seconds);
  };
  return {"tokenize", "English by GPT-2's BPE, a megabyte", 15, false, make, meaning};
}

Workload bpe_training() {
  static constexpr int64_t kMerges = 8000;
  const auto make = []() -> Round {
    auto text = std::make_shared<std::string>(books());
    return [=] {
      const auto start = Clock::now();
      train_bpe(*text, 257 + kMerges);
      return since(start);
    };
  };
  const auto meaning = [](double seconds, const Limits&) {
    return fmt::format("{:.0f} merges a second, words counted on all cores", kMerges / seconds);
  };
  return {"train-bpe", "8,000 merges of byte-pair encoding on 21 MB of books", 5, false, make, meaning};
}

}  // namespace p2g
