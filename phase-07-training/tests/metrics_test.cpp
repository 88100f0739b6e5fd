// metrics.csv: its columns, and that a resumed one is what it would have been.
#include "training/metrics.h"

#include "test_files.h"
#include "throws.h"

namespace p2g {
namespace {

constexpr const char* kHeader =
    "step,tokens,train_loss,val_loss,learning_rate,gradient_norm,tokens_per_second\n";

Metrics line(int64_t step) { return {step, 10 * step, 2.5, std::nullopt, 1e-3, 0.75, 1234.4}; }

std::string lines(int64_t last) {
  std::string text = kHeader;
  for (int64_t step = 1; step <= last; ++step)
    text += std::to_string(step) + "," + std::to_string(10 * step) + ",2.500000,,0.001,0.75,1234\n";
  return text;
}

TEST(Metrics, OneLineAStep) {
  const ScratchFolder folder;
  MetricsFile metrics(folder / "metrics.csv", std::nullopt);
  metrics.write({0, 0, std::nullopt, 4.25, 0, 0, 0});
  metrics.write(line(1));
  EXPECT_EQ(contents(folder / "metrics.csv"),  // already: what is written is flushed
            std::string(kHeader) + "0,0,,4.250000,0,0,0\n1,10,2.500000,,0.001,0.75,1234\n");
}

TEST(Metrics, ANewOneReplacesAnOldOne) {
  const ScratchFolder folder;
  folder.put("metrics.csv", lines(5));
  const MetricsFile metrics(folder / "metrics.csv", std::nullopt);
  EXPECT_EQ(contents(folder / "metrics.csv"), kHeader);
}

TEST(Metrics, LaterAndTornLinesAreDropped) {
  const ScratchFolder folder;
  const std::string whole = lines(9);
  for (size_t cut = lines(7).size(); cut <= whole.size();
       cut += size_t{cut + 2 < whole.size() ? 9u : 1u}) {  // stopped at any byte after step 7
    folder.put("metrics.csv", whole.substr(0, cut));
    MetricsFile metrics(folder / "metrics.csv", 7);
    EXPECT_EQ(contents(folder / "metrics.csv"), lines(7)) << cut;
    EXPECT_EQ(metrics.dropped(), cut == lines(7).size() ? 0 : cut <= lines(8).size() ? 1 : 2) << cut;
    metrics.write(line(8));
    metrics.write(line(9));
    EXPECT_EQ(contents(folder / "metrics.csv"), whole);
  }
}

TEST(Metrics, ALostFileBeginsAgain) {
  const ScratchFolder folder;
  MetricsFile metrics(folder / "metrics.csv", 7);
  metrics.write(line(8));
  EXPECT_EQ(contents(folder / "metrics.csv"), kHeader + std::string("8,80,2.500000,,0.001,0.75,1234\n"));
}

TEST(Metrics, AnAbsentFolderIsAnError) {
  const ScratchFolder folder;
  EXPECT_TRUE(says(error_of([&] { MetricsFile(folder / "absent/metrics.csv", std::nullopt); }), {"absent"}));
}

}  // namespace
}  // namespace p2g
