// Text and files from anywhere: an exact round trip, or one clear line.
#include <gtest/gtest.h>

#include <memory>

#include "math/random.h"
#include "test_files.h"
#include "throws.h"
#include "tokenizer/bpe_trainer.h"
#include "tokenizer/simple_tokenizers.h"
#include "tokenizer/unigram_trainer.h"
#include "tokenizer/wordpiece_trainer.h"

namespace p2g {
namespace {

const std::string kText = "low lower lowest, the newest and the widest of them; naïve 東京";

struct BpeFiles {
  ScratchFolder folder;
  std::string vocabulary, merges;

  explicit BpeFiles(int64_t size = 264) {
    train_bpe(kText, size).tokenizer().save(folder.path());
    vocabulary = contents(folder / "vocab.json"), merges = contents(folder / "merges.txt");
  }
  std::string error_with(const std::string& v, const std::string& m) {
    folder.put("vocab.json", v), folder.put("merges.txt", m);
    const std::string error = error_of([&] { load_tokenizer(folder.path()); });
    EXPECT_EQ(error.find('\n'), std::string::npos) << error;
    return error;
  }
};

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  EXPECT_NE(text.find(from), std::string::npos) << from;
  return text.replace(text.find(from), from.size(), to);
}

TEST(BadFiles, AMergesFileCutAtALinesEnd) {
  BpeFiles files;
  std::string cut = files.merges;
  for (int lines = 0; lines < 2; ++lines) cut.erase(cut.rfind('\n', cut.size() - 2) + 1);
  EXPECT_TRUE(says(files.error_with(files.vocabulary, cut),
                   {"merges.txt has 5 merges", "2 pieces", "made by none", "Is the file cut short?"}));
  EXPECT_TRUE(says(files.error_with(files.vocabulary, ""), {"merges.txt has 0 merges", "7 pieces"}));
}

TEST(BadFiles, ALineThatIsBroken) {
  BpeFiles files;
  const std::string& m = files.merges;
  EXPECT_TRUE(
      says(files.error_with(files.vocabulary, m.substr(0, m.rfind(' '))), {"line 8", "wanted two pieces"}));
  EXPECT_TRUE(says(files.error_with(files.vocabulary, m + "a b c\n"), {"line 9", "wanted two pieces"}));
  EXPECT_TRUE(says(files.error_with(files.vocabulary, m + " a\n"), {"line 9", "not in the vocabulary"}));
  EXPECT_TRUE(says(files.error_with(files.vocabulary, m + std::string("a\0 b\n", 5)),
                   {"line 9", "stands for no byte"}));
  EXPECT_TRUE(says(files.error_with(files.vocabulary, m + "\x1b[31m b\n"),
                   {"line 9", "'?[31m'", "stands for no byte"}));
  EXPECT_TRUE(says(files.error_with(files.vocabulary, m + "\xFF \xFE\n"), {"line 9", "stands for no byte"}));
}

TEST(BadFiles, AVocabularyWithAHoleOrADuplicate) {
  BpeFiles files;
  const std::string& v = files.vocabulary;
  EXPECT_TRUE(
      says(files.error_with(replaced(v, ": 5,", ": 1000,"), files.merges), {"is 1000, wanted 0 to 263"}));
  EXPECT_TRUE(
      says(files.error_with(replaced(v, "\"!\": 0, ", ""), files.merges), {"is 263, wanted 0 to 262"}));
  EXPECT_TRUE(says(files.error_with(replaced(v, "\"!\": 0,", "\"!\": 0, \"!\": 0,"), files.merges),
                   {"'!' is listed twice"}));
  EXPECT_TRUE(
      says(files.error_with(replaced(v, "\"!\": 0", "\"!\": 1"), files.merges), {"id 1 is given twice"}));
}

TEST(BadFiles, TextThatIsNoText) {
  BpeFiles files;
  const std::string& v = files.vocabulary;
  EXPECT_TRUE(says(files.error_with(replaced(v, "\"!\"", "\"\\ud800\""), files.merges),
                   {"is not JSON", "surrogate"}));
  EXPECT_TRUE(
      says(files.error_with(replaced(v, "\"!\"", "\"\\u0000\""), files.merges), {"stands for no byte"}));
  EXPECT_TRUE(says(files.error_with(replaced(v, "\"!\"", "\"\xFF\""), files.merges), {"is not JSON"}));
  EXPECT_TRUE(says(files.error_with(std::string("\0", 1), files.merges), {"is not JSON"}));
  EXPECT_TRUE(says(files.error_with(v.substr(0, v.size() / 2), files.merges), {"is not JSON"}));
}

TEST(BadFiles, ATokenizerOfThisCourse) {
  const ScratchFolder folder;
  const auto error_with = [&](const std::string& json) {
    folder.put("tokenizer.p2g.json", json);
    return error_of([&] { load_tokenizer(folder.path()); });
  };
  EXPECT_TRUE(says(error_with("{"), {"is not what `train prepare` writes"}));
  EXPECT_TRUE(says(error_with("{}"), {"kind"}));
  EXPECT_TRUE(says(error_with(R"({"kind": "other"})"), {"kind is 'other', wanted char, byte or unigram"}));
  EXPECT_TRUE(says(error_with(R"({"kind": "char", "characters": ["a", "a"]})"), {"'a' is listed twice"}));
  EXPECT_TRUE(says(error_with(R"({"kind": "char", "characters": ["ab"]})"), {"'ab', wanted one character"}));
  EXPECT_TRUE(says(error_with(R"({"kind": "char", "characters": [""]})"), {"'', wanted one character"}));
  EXPECT_TRUE(
      says(error_with(R"({"kind": "unigram", "pieces": ["a"], "scores": [0]})"), {"byte 0x00 has no piece"}));
  EXPECT_TRUE(
      says(error_with(R"({"kind": "unigram", "pieces": ["a"], "scores": [null]})"), {"tokenizer.p2g.json"}));
}

// NUL, half characters, surrogates written as bytes, endless runs: whatever the bytes are, they come back.
TEST(Fuzz, EveryByteStringComesBackFromEveryByteTokenizer) {
  std::vector<std::unique_ptr<Tokenizer>> tokenizers;
  tokenizers.push_back(std::make_unique<Bpe>(train_bpe(kText, 300).tokenizer()));
  tokenizers.push_back(std::make_unique<Unigram>(train_unigram(kText, {.vocabulary = 290})));
  tokenizers.push_back(std::make_unique<ByteTokenizer>());
  Random random(1);
  for (int round = 0; round < 20000; ++round) {
    std::string bytes;
    const size_t length = random.below(80);
    while (bytes.size() < length) {
      switch (random.below(6)) {
        case 0:
          bytes += static_cast<char>(random.below(256));
          break;
        case 1:
          bytes += kText.substr(random.below(kText.size()), random.below(8));
          break;
        case 2:
          bytes += std::string(random.below(9), " \n'\0"[random.below(4)]);
          break;
        case 3:
          bytes += "\xED\xA0\x80";
          break;
        case 4:
          bytes += "<|endoftext|>";
          break;
        default:
          bytes += "\xF0\x9F\x98\x80";
          bytes.resize(bytes.size() - random.below(4));
      }
    }
    for (const auto& tokenizer : tokenizers)
      for (const Special special : {Special::forbidden, Special::allowed})
        ASSERT_EQ(tokenizer->decode(tokenizer->encode(bytes, special)), bytes) << tokenizer->kind();
  }
}

// Lossy ones must at least live, and never invent an id.
TEST(Fuzz, WordsAndWordPiecesLiveThroughAnything) {
  const WordPiece wordpiece = train_wordpiece(kText, 60);
  Random random(2);
  for (int round = 0; round < 20000; ++round) {
    std::string bytes(random.below(60), '\0');
    for (char& b : bytes)
      b = random.below(2) == 0 ? static_cast<char>(random.below(256)) : "low er##"[random.below(8)];
    for (const int32_t id : wordpiece.encode(bytes)) ASSERT_LT(id, wordpiece.vocabulary().size());
    train_wordpiece_naive(bytes.substr(0, 20), 70);
  }
}

// A changed byte of a file: the same tokenizer, another sound one, or one line.
TEST(Fuzz, ChangedFilesAreRefusedOrSound) {
  BpeFiles files(262);
  Random random(3);
  int refused = 0;
  for (int round = 0; round < 400; ++round) {
    std::string v = files.vocabulary, m = files.merges;
    std::string& changed = round % 2 == 0 ? v : m;
    changed[random.below(changed.size())] = static_cast<char>(random.below(256));
    files.folder.put("vocab.json", v), files.folder.put("merges.txt", m);
    try {
      const auto tokenizer = load_tokenizer(files.folder.path());
      ASSERT_EQ(tokenizer->decode(tokenizer->encode(kText)), kText);
    } catch (const Error& error) {
      ASSERT_EQ(std::string(error.what()).find('\n'), std::string::npos) << error.what();
      ++refused;
    }
  }
  EXPECT_GT(refused, 250);
}

}  // namespace
}  // namespace p2g
