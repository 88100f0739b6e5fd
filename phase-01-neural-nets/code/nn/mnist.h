// MNIST (LeCun, Cortes and Burges 1998): 60,000 handwritten digits to learn from and 10,000 to be asked, 28
// by 28 pixels each.
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "math/ids.h"
#include "math/random.h"
#include "nn/idx.h"
#include "nn/tensor.h"

namespace p2g {

inline constexpr int64_t kDigitSide = 28, kDigitPixels = kDigitSide * kDigitSide, kDigitClasses = 10;

struct Digits {
  Array images;  // (N,784), 0 is paper and 1 is ink
  Ids labels;    // (N), 0 … 9
  int64_t count() const { return labels.size(); }
};

struct Mnist {
  Digits train, test;
};

// Reads FOLDER/train-images-idx3-ubyte and its three companions, each with or without .gz. Throws unless they
// hold MNIST's own numbers, whichever way they were packed.
Mnist load_mnist(const std::filesystem::path& folder);

// Images (N,28,28) and labels (N), 0 … 9, of any set in MNIST's form. Throws unless there are as many of one
// as of the other, and at least one.
Digits make_digits(const Idx& images, const Idx& labels);

// Some of them: rows `first` to `first + count` share memory, picked rows are copied.
Digits slice(const Digits& digits, int64_t first, int64_t count);
Digits pick(const Digits& digits, std::span<const int64_t> rows);

// The numbers 0 … count−1, shuffled.
std::vector<int64_t> random_order(int64_t count, Random& random);

// Each image moved by −most … most pixels down and right, another draw for each; paper comes in at the edges.
Array shifted(const Array& images, int most, Random& random);

// How many of the rows of logits (N,10) have their largest number elsewhere than at the label.
int64_t count_errors(const Array& logits, const Ids& labels);

}  // namespace p2g
