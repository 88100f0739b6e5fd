#include "nn/mnist.h"

#include <zlib.h>

#include <algorithm>
#include <numeric>

#include "math/elementwise.h"
#include "math/error.h"

namespace p2g {
namespace {

constexpr const char* kWho = "mnist";

// CRC-32 of the numbers, without the header. The .gz around them may differ: a packer writes the time into
// it.
struct Part {
  const char* name;
  int64_t count;
  uint32_t crc;
};
constexpr Part kTrainImages{"train-images-idx3-ubyte", 60000, 0xf3639b56},
    kTrainLabels{"train-labels-idx1-ubyte", 60000, 0xba07e8ef},
    kTestImages{"t10k-images-idx3-ubyte", 10000, 0xe4ca5f57},
    kTestLabels{"t10k-labels-idx1-ubyte", 10000, 0xee8604d9};

std::filesystem::path find(const std::filesystem::path& folder, const std::string& name) {
  for (const std::string ending : {".gz", ""})
    if (std::filesystem::exists(folder / (name + ending))) return folder / (name + ending);
  fail(kWho, "{} has no {} and no {}.gz: `./course fetch mnist` gets them", folder.string(), name, name);
}

Idx read_part(const std::filesystem::path& folder, const Part& part) {
  const std::filesystem::path path = find(folder, part.name);
  Idx idx = read_idx(path);
  const auto crc = static_cast<uint32_t>(crc32_z(0, idx.values.data(), idx.values.size()));
  if (idx.shape[0] != part.count || crc != part.crc)
    fail(kWho,
         "{} is sound, but not MNIST's: {} of checksum {:08x}, wanted {} rows of {:08x}. Fetch it again",
         path.string(), idx.shape.to_string(), crc, part.count, part.crc);
  return idx;
}

Digits read_digits(const std::filesystem::path& folder, const Part& images, const Part& labels) {
  const Idx ink = read_part(folder, images);
  return make_digits(ink, read_part(folder, labels));
}

}  // namespace

Mnist load_mnist(const std::filesystem::path& folder) {
  Mnist mnist;
  mnist.train = read_digits(folder, kTrainImages, kTrainLabels);
  mnist.test = read_digits(folder, kTestImages, kTestLabels);
  return mnist;
}

Digits make_digits(const Idx& images, const Idx& labels) {
  const Shape& shape = images.shape;
  if (shape.rank() != 3 || shape[1] != kDigitSide || shape[2] != kDigitSide || shape[0] == 0)
    fail(kWho, "images are {}, wanted (N,28,28), N at least 1", shape.to_string());
  if (!(labels.shape == Shape{shape[0]}))
    fail(kWho, "{} images but labels are {}, wanted ({}): do the files belong together?", shape[0],
         labels.shape.to_string(), shape[0]);
  Digits digits{Array::uninitialized({shape[0], kDigitPixels}),
                Ids(std::vector<int32_t>(labels.values.begin(), labels.values.end()))};
  check_ids(kWho, digits.labels, kDigitClasses);
  std::transform(images.values.begin(), images.values.end(), digits.images.data(),
                 [](uint8_t ink) { return static_cast<Real>(ink) / 255; });
  return digits;
}

Digits slice(const Digits& digits, int64_t first, int64_t count) {
  const Array images = digits.images.slice(first, count);  // checks the range
  const int32_t* labels = digits.labels.data() + first;
  return {images, Ids(std::vector<int32_t>(labels, labels + count))};
}

Digits pick(const Digits& digits, std::span<const int64_t> rows) {
  const auto count = static_cast<int64_t>(rows.size());
  for (const int64_t row : rows)
    if (row < 0 || row >= digits.count()) fail(kWho, "there is no row {} among {}", row, digits.count());
  Digits picked{Array::uninitialized({count, kDigitPixels}), Ids::filled({count}, 0)};
  for (int64_t i = 0; i < count; ++i) {
    const int64_t row = rows[static_cast<size_t>(i)];
    std::copy_n(digits.images.data() + row * kDigitPixels, kDigitPixels,
                picked.images.data() + i * kDigitPixels);
    picked.labels[i] = digits.labels[row];
  }
  return picked;
}

std::vector<int64_t> random_order(int64_t count, Random& random) {
  std::vector<int64_t> order(static_cast<size_t>(count));
  std::iota(order.begin(), order.end(), 0);
  random.shuffle(order);
  return order;
}

Array shifted(const Array& images, int most, Random& random) {
  check_shape(kWho, "images", images.shape(), {images.shape().rows(), kDigitPixels});
  if (most < 0 || most >= kDigitSide) fail(kWho, "a shift by up to {}, wanted 0 to {}", most, kDigitSide - 1);
  Array moved = Array::zeros(images.shape());
  const auto ways = static_cast<uint64_t>(2 * most + 1);
  for (int64_t i = 0; i < images.shape()[0]; ++i) {
    const int64_t down = static_cast<int64_t>(random.below(ways)) - most;
    const int64_t right = static_cast<int64_t>(random.below(ways)) - most;
    const Real* from = images.data() + i * kDigitPixels;
    Real* to = moved.data() + i * kDigitPixels;
    const int64_t width = kDigitSide - std::abs(right);
    for (int64_t y = std::max<int64_t>(0, down); y < kDigitSide + std::min<int64_t>(0, down); ++y)
      std::copy_n(from + (y - down) * kDigitSide + std::max<int64_t>(0, -right), width,
                  to + y * kDigitSide + std::max<int64_t>(0, right));
  }
  return moved;
}

int64_t count_errors(const Array& logits, const Ids& labels) {
  check_shape(kWho, "logits", logits.shape(), {labels.size(), kDigitClasses});
  int64_t errors = 0;
  for (int64_t i = 0; i < labels.size(); ++i) {
    const Real* row = logits.data() + i * kDigitClasses;
    errors += std::max_element(row, row + kDigitClasses) - row != labels[i];
  }
  return errors;
}

}  // namespace p2g
