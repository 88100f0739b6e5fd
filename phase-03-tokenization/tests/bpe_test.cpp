#include "tokenizer/bpe.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "math/error.h"
#include "math/random.h"
#include "tokenizer/bpe_trainer.h"
#include "tokenizer/files.h"

namespace p2g {
namespace {

namespace fs = std::filesystem;

std::string random_text(Random& random, size_t length, std::string_view alphabet) {
  std::string text;
  while (text.size() < length) text += alphabet[random.below(alphabet.size())];
  return text;
}

fs::path new_folder(const char* name) {
  const fs::path folder = fs::path(testing::TempDir()) / name;
  fs::remove_all(folder);
  fs::create_directories(folder);
  return folder;
}

// BPE as its definition is written: the earliest merge of the whole word, all its occurrences, again.
std::vector<std::string> merge_by_definition(std::string_view word, const std::vector<TrainedMerge>& merges,
                                             const std::vector<std::string>& pieces) {
  std::vector<std::string> symbols;
  for (const char c : word) symbols.emplace_back(1, c);
  for (const TrainedMerge& merge : merges) {
    const auto &left = pieces[static_cast<size_t>(merge.pair.left)],
               &right = pieces[static_cast<size_t>(merge.pair.right)];
    for (size_t i = 0; i + 1 < symbols.size(); ++i)
      if (symbols[i] == left && symbols[i + 1] == right) {
        symbols[i] += right;
        symbols.erase(symbols.begin() + static_cast<std::ptrdiff_t>(i) + 1);
      }
  }
  return symbols;
}

TEST(BpeTraining, IncrementalCountsGiveTheNaiveResult) {
  Random random(1);
  for (int round = 0; round < 30; ++round) {
    const std::string text = random_text(random, 400, round % 2 == 0 ? "ab " : "abcd  \n'st1");
    const BpeTraining fast = train_bpe(text, 300), naive = train_bpe_naive(text, 300);
    ASSERT_EQ(fast.pieces, naive.pieces) << text;
    ASSERT_EQ(fast.merges.size(), naive.merges.size());
    for (size_t i = 0; i < fast.merges.size(); ++i) {
      EXPECT_EQ(fast.merges[i].pair, naive.merges[i].pair);
      EXPECT_EQ(fast.merges[i].count, naive.merges[i].count);
    }
  }
}

TEST(BpeTraining, OneEndlessWordTakesNoQuadraticTime) {
  Random random(6);
  const std::string word = random_text(random, 300000, "abcdefghijklmnopqrstuvwxyz");
  const BpeTraining training = train_bpe(word, 600);
  EXPECT_EQ(training.merges.size(), 600u - 257);
  EXPECT_EQ(train_bpe(word.substr(0, 2000), 300).pieces, train_bpe_naive(word.substr(0, 2000), 300).pieces);
}

// Sennrich et al. 2016 use these words; the counts are by hand: "es" 9, "est" 9, "lo" 7, "low" 7.
TEST(BpeTraining, MergesTheMostFrequentPairFirst) {
  std::string text;
  for (const auto& [word, count] : {std::pair{"low", 5}, {"lower", 2}, {"newest", 6}, {"widest", 3}})
    for (int i = 0; i < count; ++i) text += std::string(word) + "\n";
  const BpeTraining training = train_bpe(text, 261);
  ASSERT_EQ(training.merges.size(), 4u);
  EXPECT_EQ(training.pieces[256], "es");
  EXPECT_EQ(training.merges[0].count, 9);
  EXPECT_EQ(training.pieces[257], "est");
  EXPECT_EQ(training.pieces[258], "lo");
  EXPECT_EQ(training.pieces[259], "low");
  EXPECT_EQ(training.pieces[260], "<|endoftext|>");
}

TEST(Bpe, EveryByteStringComesBack) {
  const Bpe bpe = train_bpe("the cat sat on the mat, the cat's hat", 280).tokenizer();
  Random random(2);
  for (int round = 0; round < 500; ++round) {
    std::string bytes;
    const size_t length = random.below(60);
    while (bytes.size() < length) bytes += static_cast<char>(random.below(256));
    ASSERT_EQ(bpe.decode(bpe.encode(bytes)), bytes);
  }
}

TEST(Bpe, WordsMergeAsTheDefinitionSays) {
  Random random(3);
  const BpeTraining training = train_bpe(random_text(random, 3000, "abc "), 330);
  const Bpe bpe = training.tokenizer();
  for (int round = 0; round < 300; ++round) {
    const std::string word = random_text(random, 1 + random.below(120), "abc");  // short and long words
    std::vector<int32_t> ids;
    bpe.encode_word(word, ids);
    std::vector<std::string> got;
    for (const int32_t id : ids) got.emplace_back(bpe.piece(id));
    ASSERT_EQ(got, merge_by_definition(word, training.merges, training.pieces)) << word;
  }
}

TEST(Bpe, TheCacheChangesNothing) {
  Random random(4);
  const Bpe bpe = train_bpe(random_text(random, 3000, "abcde "), 330).tokenizer();
  const std::string text = random_text(random, 400000, "abcdefgh ");  // more words than the cache holds
  const std::vector<int32_t> once = bpe.encode(text), again = bpe.encode(text);
  EXPECT_EQ(once, again);
  EXPECT_EQ(bpe.decode(once), text);
}

TEST(Bpe, LongRunsTakeNoQuadraticTime) {
  const Bpe bpe = train_bpe(std::string(4096, 'a') + std::string(512, ' '), 300).tokenizer();
  for (const std::string& text : {std::string(200000, 'a'), std::string(200000, ' ')})
    EXPECT_EQ(bpe.decode(bpe.encode(text)), text);
}

TEST(Bpe, TheEndOfTextIsSpecialOnlyWhereAllowed) {
  const Bpe bpe = train_bpe("some text, some more text", 270).tokenizer();
  const std::string text = "some<|endoftext|>text";
  ASSERT_TRUE(bpe.end_of_text().has_value());
  const int32_t end = *bpe.end_of_text();
  const auto forbidden = bpe.encode(text), allowed = bpe.encode(text, Special::allowed);
  EXPECT_EQ(std::count(forbidden.begin(), forbidden.end(), end), 0);
  EXPECT_EQ(std::count(allowed.begin(), allowed.end(), end), 1);
  EXPECT_EQ(bpe.decode(forbidden), text);
  EXPECT_EQ(bpe.decode(allowed), text);
}

TEST(Bpe, SavedAndLoadedItIsTheSame) {
  Random random(5);
  const Bpe bpe =
      train_bpe("naïve café — 東京 says 'hello' " + random_text(random, 500, "ab \"\\\n"), 320).tokenizer();
  const fs::path folder = new_folder("bpe_saved");
  bpe.save(folder);
  const auto loaded = load_tokenizer(folder);
  ASSERT_EQ(loaded->vocabulary(), bpe.vocabulary());
  for (int32_t id = 0; id < bpe.vocabulary(); ++id) ASSERT_EQ(loaded->piece(id), bpe.piece(id));
  const std::string text = "naïve café says \"東京\"\n\n  twice";
  EXPECT_EQ(loaded->encode(text), bpe.encode(text));
  EXPECT_EQ(loaded->kind(), "bpe");
}

std::string message_of(const fs::path& folder) {
  try {
    load_tokenizer(folder);
  } catch (const Error& error) {
    return error.what();
  }
  return "nothing was thrown";
}

TEST(Bpe, BrokenFilesAreNamedInOneLine) {
  const fs::path folder = new_folder("bpe_broken");
  const Bpe bpe = train_bpe("low lower lowest low", 262).tokenizer();
  bpe.save(folder);
  const std::string vocabulary = read_text("test", folder / "vocab.json"),
                    merges = read_text("test", folder / "merges.txt");
  const auto with = [&](const std::string& v, const std::string& m) {
    write_text("test", folder / "vocab.json", v);
    write_text("test", folder / "merges.txt", m);
    const std::string message = message_of(folder);
    EXPECT_EQ(message.find('\n'), std::string::npos) << message;
    return message;
  };
  const auto replaced = [](std::string text, const std::string& from, const std::string& to) {
    return text.replace(text.find(from), from.size(), to);
  };
  EXPECT_NE(with("{", merges).find("is not JSON"), std::string::npos);
  EXPECT_NE(with("[1]", merges).find("wanted an object"), std::string::npos);
  EXPECT_NE(with(replaced(vocabulary, ": 5,", ": 4,"), merges).find("given twice"), std::string::npos);
  EXPECT_NE(with(replaced(vocabulary, ": 5,", ": -5,"), merges).find("wanted 0 to"), std::string::npos);
  EXPECT_NE(with(replaced(vocabulary, ": 5,", ": 5.5,"), merges).find("wanted 0 to"), std::string::npos);
  EXPECT_NE(with(replaced(vocabulary, "\"!\"", "\"zz\""), merges).find("has no token"), std::string::npos);
  EXPECT_NE(with(vocabulary, merges + "justone\n")
                .find(" line " + std::to_string(std::count(merges.begin(), merges.end(), '\n') + 1) + ":"),
            std::string::npos);
  EXPECT_NE(with(vocabulary, merges + "q z\n").find("not in the vocabulary"), std::string::npos);
  EXPECT_NE(with(vocabulary, merges + "l o\n").find("listed twice"), std::string::npos);
  EXPECT_NE(message_of(folder / "absent").find("is not a folder"), std::string::npos);
  EXPECT_NE(message_of(new_folder("bpe_empty")).find("holds no tokenizer"), std::string::npos);
}

TEST(Bpe, AnIdOutsideTheVocabularyIsRefused) {
  const Bpe bpe = train_bpe("abc", 257).tokenizer();
  EXPECT_THROW(bpe.piece(-1), Error);
  EXPECT_THROW(bpe.piece(257), Error);
  EXPECT_THROW(train_bpe("abc", 256), Error);
}

// Ids of the real vocabulary, from tiktoken: tools/reference/tokenizer_golden.py.
TEST(Gpt2Vocabulary, GivesTheIdsOfTiktoken) {
  const char* data = std::getenv("P2G_DATA");
  const fs::path folder = fs::path(data == nullptr ? P2G_SOURCE_ROOT "/data" : data) / "gpt2-tokenizer";
  if (!fs::exists(folder)) GTEST_SKIP() << "no GPT-2 vocabulary here: ./course fetch gpt2-tokenizer";
  const auto bpe = load_tokenizer(folder);
  ASSERT_EQ(bpe->vocabulary(), 50257);
  std::ifstream golden(P2G_PHASE_DIR "/tests/golden/gpt2_ids.jsonl");
  int cases = 0;
  for (std::string line; std::getline(golden, line);) {
    const auto entry = nlohmann::json::parse(line);
    if (!entry.contains("text")) continue;  // provenance
    const std::string text = entry["text"].get<std::string>();
    EXPECT_EQ(bpe->encode(text, Special::allowed), entry["ids"].get<std::vector<int32_t>>()) << text;
    EXPECT_EQ(bpe->decode(bpe->encode(text)), text);
    ++cases;
  }
  EXPECT_GE(cases, 200);
}

}  // namespace
}  // namespace p2g
