// E04.4: A ladder of small changes, each on top of the last (Luong, Pham and Manning 2015, table 1)
#include <fmt/core.h>

#include <cmath>

#include "experiment/experiment.h"
#include "french.h"
#include "math/threads.h"

namespace p2g {
namespace {

struct Rung {
  std::string key, what, published;  // his perplexity / BLEU
  TranslatorForm form;
  bool reversed;
  double dropout;
  double perplexity = 0, bleu = 0;
};

std::vector<Rung> ladder() {
  TranslatorForm location = luong_form(Score::location, Extent::global, false);
  location.alignment.longest = kLongestSource;
  TranslatorForm fed = location;
  fed.input_feeding = true;
  return {{"base", "plain", "10.6 / 11.3", plain_form(), false, 0},
          {"reverse", "+ source reversed", "9.9 / 12.6", plain_form(), true, 0},
          {"dropout", "+ dropout", "8.1 / 14.0", plain_form(), true, 0.2},
          {"global", "+ global attention (location)", "7.3 / 16.8", location, true, 0.2},
          {"feed", "+ input feeding", "6.4 / 18.1", fed, true, 0.2},
          {"local", "local-p (general) + feeding", "5.9 / 19.0",
           luong_form(Score::general, Extent::local_predictive, true), true, 0.2},
          {"global-general", "global (general) + feeding, no dropout", "",
           luong_form(Score::general, Extent::global, true), true, 0}};
}

void run(Report& report) {
  const French data = read_french(2000);
  std::vector<HeldOut> test(data.held_out.begin(), data.held_out.end());
  Random random(5);
  for (size_t i = test.size() - 1; i > 0; --i) std::swap(test[i], test[random.below(i + 1)]);
  test.resize(std::min<size_t>(test.size(), 600));
  std::vector<Rung> rungs = ladder();
  parallel_for(std::ssize(rungs), 1, [&](int64_t first, int64_t last) {
    for (int64_t i = first; i < last; ++i) {
      Rung& rung = rungs[static_cast<size_t>(i)];
      FrenchRecipe recipe;
      recipe.steps = 1000, recipe.reversed = rung.reversed, recipe.dropout = rung.dropout;
      const AttentionSeq2Seq net = learn_french(data, recipe, rung.form, 1);
      rung.perplexity = perplexity(net, test, rung.reversed);
      rung.bleu = 100 * bleu_of(net, test, rung.reversed).score;
    }
  });
  for (const Rung& rung : rungs)
    report.claim({.key = rung.key,
                  .what = rung.what + ", perplexity / BLEU",
                  .paper = rung.published.empty() ? "" : "Luong et al. 2015, table 1",
                  .published = rung.published,
                  .ours = fmt::format("{:.1f} / {:.1f}", rung.perplexity, rung.bleu)});
  const double plain = std::min({rungs[0].perplexity, rungs[1].perplexity, rungs[2].perplexity}),
               content = std::min(rungs[5].perplexity, rungs[6].perplexity);
  report.claim({.key = "content",
                .what = "perplexity, best plain and best that looks at content",
                .paper = "Luong et al. 2015",
                .published = "8.1 and 5.9",
                .ours = fmt::format("{:.1f} and {:.1f}", plain, content),
                .limit = "attention is lower",
                .holds = content < plain});
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::experiment_main(
      argc, argv, {"attention_luong_ladder", "E04.4", "which change makes attention better?", "3 min"},
      p2g::run);
}
