#include "training/first_model.h"

#include "gpt2/model_folder.h"
#include "math/error.h"
#include "tokenizer/simple_tokenizers.h"

namespace p2g {
namespace {

namespace fs = std::filesystem;

bool has_tokenizer(const fs::path& folder) {
  for (const char* name : {"vocab.json", "encoder.json", kSimpleFile})
    if (fs::exists(folder / name)) return true;
  return false;
}

void check_same(const Settings& s, const Tokenizer& data, const Tokenizer& model) {
  bool same = data.vocabulary() == model.vocabulary();
  for (int32_t id = 0; same && id < data.vocabulary(); ++id) same = data.piece(id) == model.piece(id);
  if (!same)
    fail("train", "{} was not made with the tokenizer of {}: `train prepare --tokenizer {}`", s.data,
         s.init_from, s.init_from);
}

}  // namespace

std::unique_ptr<Gpt> first_model(const Settings& s, const Tokenizer& tokenizer) {
  if (s.init_from.empty()) {
    GptConfig config;
    config.vocabulary = tokenizer.vocabulary(), config.context = s.seq, config.channels = s.channels;
    config.layers = s.layers, config.heads = s.heads, config.dropout = s.dropout;
    Random random(s.seed);
    return std::make_unique<Gpt>(config, random);
  }
  auto model = std::make_unique<Gpt>(load_model(s.init_from, Residence::kCopied));
  model->config.dropout = s.dropout;
  if (tokenizer.vocabulary() > model->config.vocabulary)
    fail("train",
         "{} has a vocabulary of {}, but the model one of {}: prepare the data with the model's tokenizer",
         s.data, tokenizer.vocabulary(), model->config.vocabulary);
  if (has_tokenizer(s.init_from)) check_same(s, tokenizer, *load_tokenizer(s.init_from));
  return model;
}

}  // namespace p2g
