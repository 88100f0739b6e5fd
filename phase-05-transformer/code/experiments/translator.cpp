// E05.5: English to French without recurrence, and with it, in equal minutes (Vaswani et al. 2017)
#include "translator.h"

#include <fmt/core.h>

#include <cmath>

#include "attention/attention_seq2seq.h"
#include "attention/bleu.h"
#include "nn/cross_entropy.h"
#include "transformer/encoder_decoder.h"

namespace p2g {
namespace {

constexpr int kRecurrentSteps = 1500, kTransformerSteps = 1600, kTurns = 20;
constexpr size_t kAsked = 300;
constexpr int64_t kLongest = 20;

EncoderDecoder transformer_of(const Corpus& corpus, Random& random) {
  EncoderDecoderConfig config{.source_words = corpus.english.size(), .target_words = corpus.french.size()};
  config.stack = {.channels = 128, .inner = 256, .heads = 4, .layers = 2, .pre_norm = true};
  config.longest = 32, config.dropout = 0, config.smoothing = 0, config.sharing = Sharing::target;
  return EncoderDecoder(config, random);
}

AttentionSeq2Seq recurrent_of(const Corpus& corpus, Random& random) {
  return AttentionSeq2Seq({corpus.english.size(), corpus.french.size(), 64, 128, 1}, bahdanau_form(), random);
}

using Answers = std::vector<std::vector<int32_t>>;

struct Result {
  Learner* learner;
  double nats;  // a word of the held-out targets
  Answers answers;
  double bleu;
};

double score(const Answers& answers, const Corpus& corpus) {
  return 100 * bleu(answers, corpus.references).score;
}

Answers answers_of(const AttentionSeq2Seq& model, const Corpus& corpus) {
  Answers answers;
  for (Translation& one : translate_greedily(model, corpus.sources, kLongest))
    answers.push_back(std::move(one.ids));
  return answers;
}

void claim_race(Report& report, const Result& recurrent, const Result& transformer) {
  report.claim(
      {.key = "seconds",
       .what = fmt::format("seconds of learning: recurrent with attention, {} steps; transformer, {}",
                           recurrent.learner->steps, transformer.learner->steps),
       .paper = "",
       .published = "",
       .ours = fmt::format("{:.0f} and {:.0f}", recurrent.learner->seconds, transformer.learner->seconds),
       .limit = "no more for the transformer",
       .holds = transformer.learner->seconds <= recurrent.learner->seconds});
  report.claim(
      {.key = "loss",
       .what = "perplexity of held-out pairs, recurrent with attention and transformer",
       .paper = "Vaswani et al. 2017, base, newstest2013",
       .published = "4.92 (transformer, pieces of words)",
       .ours = fmt::format("{:.2f} and {:.2f}", std::exp(recurrent.nats), std::exp(transformer.nats)),
       .limit = "the transformer's is no higher",
       .holds = transformer.nats <= recurrent.nats});
  report.claim({.key = "bleu",
                .what = fmt::format("BLEU of {} held-out sentences, recurrent with attention and transformer",
                                    recurrent.answers.size()),
                .paper = "Vaswani et al. 2017, WMT English to French",
                .published = "38.1 (base), 41.8 (big)",
                .ours = fmt::format("{:.1f} and {:.1f}", recurrent.bleu, transformer.bleu),
                .limit = "the transformer's is no lower",
                .holds = transformer.bleu >= recurrent.bleu});
}

// As words, with [rare] for a sign that HTML would take for its own.
std::string shown(const Words& words, const std::vector<int32_t>& ids) {
  std::string text = words.text(ids);
  const std::string sign = "<unknown>";
  for (size_t at = text.find(sign); at != std::string::npos; at = text.find(sign))
    text.replace(at, sign.size(), "[rare]");
  return text;
}

// Six sources of known words, from all over the held-out ones.
std::vector<size_t> samples_of(const Corpus& corpus) {
  std::vector<size_t> known;
  for (size_t i = 0; i < corpus.sources.size(); ++i)
    if (std::ranges::count(corpus.sources[i], kUnknown) == 0 && corpus.sources[i].size() > 5)
      known.push_back(i);
  std::vector<size_t> six;
  for (size_t i = 0; i < std::min<size_t>(6, known.size()); ++i) six.push_back(known[i * known.size() / 6]);
  return six;
}

void show_samples(Report& report, const Corpus& corpus, const Result& recurrent, const Result& transformer) {
  int number = 0;
  for (const size_t i : samples_of(corpus)) {
    ++number;
    const auto show = [&](const char* who, const std::string& line) {
      fmt::print("  {:<12} {}\n", who, line);
      report.fact(fmt::format("{}_{}", who, number), line);
    };
    show("source", shown(corpus.english, corpus.sources[i]));
    show("people", shown(corpus.french, corpus.references[i][0]));
    show("recurrent", shown(corpus.french, recurrent.answers[i]));
    show("transformer", shown(corpus.french, transformer.answers[i]));
    fmt::print("\n");
  }
}

void run(Report& report) {
  const Corpus corpus = read_corpus(need_data("eng-fra/fra-eng.zip", "eng-fra"), kAsked);
  Random random(1), first_draws(2), second_draws(2);
  const AttentionSeq2Seq recurrent = recurrent_of(corpus, random);
  const EncoderDecoder transformer = transformer_of(corpus, random);
  Learner reader{"recurrent", recurrent.parameters(),
                 [&](const std::vector<IdPair>& some) {
                   const PairBatch batch = batch_of(some, /*reversed=*/false);
                   return cross_entropy(recurrent(batch), batch.targets);
                 },
                 [](int step) { return 0.01 * (1 - static_cast<double>(step) / kRecurrentSteps); },
                 kRecurrentSteps};
  Learner looker{"transformer", transformer.parameters(),
                 [&](const std::vector<IdPair>& some) { return transformer.loss(translation_batch(some)); },
                 [](int step) {
                   const double left = 1 - static_cast<double>(step) / kTransformerSteps;
                   return 0.003 * left * std::min(1.0, (step + 1) / 50.0);
                 },
                 kTransformerSteps};
  std::vector<Row> curve;
  for (int turn = 1; turn <= kTurns; ++turn) {
    const double share = static_cast<double>(turn) / kTurns;
    reader.learn(corpus, first_draws, share);
    looker.learn(corpus, second_draws, share);
    if (turn % 2 == 0) {
      const auto some = std::span(corpus.held_out).first(std::min<size_t>(512, corpus.held_out.size()));
      curve.push_back({fmt::format("{:.2f}", share), fmt::format("{:.1f}", reader.seconds),
                       fmt::format("{:.4f}", cross_entropy(recurrent, some)),
                       fmt::format("{:.1f}", looker.seconds),
                       fmt::format("{:.4f}", cross_entropy(transformer, some))});
      report.progress(turn, kTurns, "turn");
    }
  }
  report.table("translator-curves",
               {"share", "recurrent_seconds", "recurrent_nats", "transformer_seconds", "transformer_nats"},
               curve);
  Result first{&reader, cross_entropy(recurrent, corpus.held_out), answers_of(recurrent, corpus), 0};
  Result second{&looker, cross_entropy(transformer, corpus.held_out),
                translate(transformer, corpus.sources, {.longest = kLongest}), 0};
  first.bleu = score(first.answers, corpus), second.bleu = score(second.answers, corpus);
  show_samples(report, corpus, first, second);
  claim_race(report, first, second);
  const Answers searched =
      translate(transformer, corpus.sources, {.longest = kLongest, .width = 4, .alpha = 0.6});
  report.claim({.key = "beam",
                .what = "the transformer's BLEU with a beam of 4 and length penalty 0.6",
                .paper = "",
                .published = "",
                .ours = fmt::format("{:.1f}", score(searched, corpus))});
  report.fact("recurrent_parameters", fmt::format("{}", parameter_count(reader.parameters)));
  report.fact("transformer_parameters", fmt::format("{}", parameter_count(looker.parameters)));
  report.fact("pairs", fmt::format("{}", corpus.train.size()));
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::experiment_main(argc, argv,
                              {"transformer_translator", "E05.5",
                               "does a transformer translate better than a recurrent net?", "1 min"},
                              p2g::run);
}
