#include "gpt2/safetensors.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <cmath>
#include <csignal>
#include <cstring>

#include "gpt2/half.h"
#include "gpt2/safetensors_writer.h"
#include "math/random.h"
#include "test_files.h"
#include "throws.h"

namespace p2g {
namespace {

const std::string kGolden = P2G_PHASE_DIR "/tests/golden/safetensors/";

Shape random_shape(Random& random) {
  std::vector<int64_t> dims(random.below(5));
  for (int64_t& dim : dims) dim = static_cast<int64_t>(random.below(7));
  return Shape::of(dims.data(), static_cast<int>(dims.size()));
}

void expect_same(const Array& got, const Array& wanted) {
  ASSERT_EQ(got.shape().to_string(), wanted.shape().to_string());
  for (int64_t i = 0; i < wanted.size(); ++i) ASSERT_EQ(got[i], wanted[i]) << i;
}

// What a number becomes when the file holds it with fewer bits.
Real stored(Real value, DType dtype) {
  if (dtype == DType::kF16) return half_to_float(float_to_half(value));
  if (dtype == DType::kBF16) return bfloat_to_float(float_to_bfloat(value));
  return value;
}

TEST(Safetensors, WhatIsWrittenIsRead) {
  const ScratchFolder folder;
  Random random(1);
  for (const DType dtype : {DType::kF32, DType::kF16, DType::kBF16})
    for (int round = 0; round < 20; ++round) {
      std::vector<NamedArray> tensors;
      for (uint64_t i = 0, count = random.below(6); i < count; ++i)
        tensors.push_back(
            {"tensor \"" + std::to_string(i) + "\"\n\u00e9", random_normal(random_shape(random), 1, random)});
      const Metadata metadata{{"step", "12"}, {"note", "a\tb"}};
      write_safetensors(folder / "f", tensors, dtype, metadata);

      const SafetensorsFile file = SafetensorsFile::open(folder / "f");
      EXPECT_EQ(file.metadata(), metadata);
      ASSERT_EQ(file.entries().size(), tensors.size());
      for (const auto& [name, array] : tensors) {
        Array wanted = array.clone();
        for (int64_t i = 0; i < wanted.size(); ++i) wanted[i] = stored(wanted[i], dtype);
        EXPECT_EQ(file.entry(name).dtype, dtype);
        expect_same(file.array(name), wanted);
        expect_same(file.array(name, Residence::kCopied), wanted);
      }
    }
}

TEST(Safetensors, ManyNumbersAreReadAndWrittenInPieces) {
  const ScratchFolder folder;
  Random random(2);
  const Array large = random_normal({3, 1'000'003}, 1, random);
  for (const DType dtype : {DType::kF32, DType::kF16, DType::kBF16}) {
    write_safetensors(folder / "f", {{"large", large}}, dtype);
    const Array back = SafetensorsFile::open(folder / "f").array("large");
    for (int64_t i = 0; i < large.size(); ++i) ASSERT_EQ(back[i], stored(large[i], dtype));
  }
}

TEST(Safetensors, FloatsStayInTheFileWhereAlignmentAllows) {
  const ScratchFolder folder;
  write_safetensors(folder / "f", {{"a", Array::of({2}, {1, 2})}, {"b", Array::of({1}, {3})}});
  Array mapped;
  {
    const SafetensorsFile file = SafetensorsFile::open(folder / "f");
    mapped = file.array("a");
    EXPECT_EQ(static_cast<const void*>(mapped.data()), file.bytes(file.entry("a")));
    EXPECT_EQ(reinterpret_cast<uintptr_t>(mapped.data()) % 64, 0u) << "our own writer aligns the data";
    EXPECT_NE(static_cast<const void*>(file.array("a", Residence::kCopied).data()),
              file.bytes(file.entry("a")));
  }
  // The array outlives its file's handle, and writing to it does not reach the file.
  mapped[0] = 7;
  EXPECT_EQ(mapped[1], 2);
  expect_same(SafetensorsFile::open(folder / "f").array("a"), Array::of({2}, {1, 2}));

  // A header of odd length, as in the published GPT-2 file.
  std::string bytes = raw_safetensors(R"({"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} )", 4);
  ASSERT_EQ((bytes.size() - 4) % 4, 3u);
  const Real two_and_a_half = 2.5;
  std::memcpy(bytes.data() + bytes.size() - 4, &two_and_a_half, 4);
  const Array odd = SafetensorsFile::open(folder.put("odd", bytes)).array("x");
  EXPECT_EQ(odd.item(), 2.5f);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(odd.data()) % alignof(Real), 0u);
}

TEST(Safetensors, AFileThatIsReplacedLeavesTheOldNumbersInPlace) {
  const ScratchFolder folder;
  write_safetensors(folder / "f", {{"a", Array::of({1}, {1})}});
  const Array before = SafetensorsFile::open(folder / "f").array("a");
  write_safetensors(folder / "f", {{"a", Array::of({1}, {2})}});
  EXPECT_EQ(before.item(), 1);
  EXPECT_EQ(SafetensorsFile::open(folder / "f").array("a").item(), 2);
}

TEST(SafetensorsGolden, TheLibrarysRoundingIsOurs) {
  const SafetensorsFile file = SafetensorsFile::open(kGolden + "rounding.safetensors");
  EXPECT_EQ(file.metadata(), (Metadata{{"format", "pt"}, {"note", "quotes \" and \u00e9"}}));
  const Array x = file.array("f32");
  ASSERT_GT(x.size(), 3000);
  for (const char* name : {"f16", "bf16"}) {
    const Array rounded = file.array(name);
    const std::byte* bytes = file.bytes(file.entry(name));
    for (int64_t i = 0; i < x.size(); ++i) {
      uint16_t bits;
      std::memcpy(&bits, bytes + 2 * i, 2);
      ASSERT_EQ(std::string(name) == "f16" ? float_to_half(x[i]) : float_to_bfloat(x[i]), bits)
          << name << " " << x[i];
      ASSERT_EQ(rounded[i], stored(x[i], file.entry(name).dtype));
    }
  }
}

TEST(SafetensorsGolden, AllTypesAreListedAndFloatsRead) {
  const SafetensorsFile file = SafetensorsFile::open(kGolden + "types.safetensors");
  EXPECT_EQ(file.entries().size(), 8u);
  for (const auto& [name, dtype] : {std::pair{"ids", DType::kI64},
                                    {"bytes", DType::kU8},
                                    {"flags", DType::kBool},
                                    {"double", DType::kF64},
                                    {"odd", DType::kI8}}) {
    EXPECT_EQ(file.entry(name).dtype, dtype);
    EXPECT_TRUE(says(error_of([&] { file.array(name); }), {name, "wanted F32, F16 or BF16"}));
  }
  const Array matrix = file.array("matrix");
  EXPECT_EQ(matrix.shape().to_string(), "(2,3,4)");
  for (int64_t i = 0; i < 24; ++i) EXPECT_EQ(matrix[i], static_cast<Real>(i) / 8);
  EXPECT_EQ(file.array("scalar").item(), 2.5f);
  EXPECT_EQ(file.array("nothing").shape().to_string(), "(0,5)");
  EXPECT_TRUE(says(error_of([&] { file.array("absent"); }), {"has no tensor 'absent' among its 8"}));
}

TEST(SafetensorsWriter, RefusesWhatCannotBeStored) {
  const ScratchFolder folder;
  const Array x = Array::of({1}, {1});
  const auto error = [&](const std::vector<NamedArray>& tensors, DType dtype = DType::kF32,
                         const Metadata& m = {}) {
    return error_of([&] { write_safetensors(folder / "f", tensors, dtype, m); });
  };
  EXPECT_TRUE(says(error({{"a", x}, {"a", x}}), {"'a' occurs twice"}));
  EXPECT_TRUE(says(error({{"__metadata__", x}}), {"reserved"}));
  EXPECT_TRUE(says(error({{"a", Array()}}), {"'a' holds nothing"}));
  EXPECT_TRUE(says(error({{"a", x}}, DType::kI64), {"cannot write I64"}));
  EXPECT_TRUE(says(error({{"\xff", x}}), {"not UTF-8"}));
  EXPECT_TRUE(says(error({{"a", Array::of({2}, {1, 65520})}}, DType::kF16), {"'a' holds 65520", "BF16"}));
  EXPECT_FALSE(std::filesystem::exists(folder / "f"));
  EXPECT_FALSE(std::filesystem::exists(folder / "f.part"));
  write_safetensors(folder / "f", {{"a", Array::of({2}, {INFINITY, 65519})}}, DType::kF16);
  EXPECT_EQ(SafetensorsFile::open(folder / "f").array("a")[0], INFINITY);
}

// A limit on the size of files stands for a full disk.
TEST(SafetensorsWriter, AFullDiskLeavesTheOldFile) {
  const ScratchFolder folder;
  write_safetensors(folder / "f", {{"a", Array::of({1}, {1})}});
  const std::string before = contents(folder / "f");
  rlimit old_limit{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &old_limit), 0);
  const rlimit small{100'000, old_limit.rlim_max};
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  const std::string error = error_of([&] {
    write_safetensors(folder / "f", {{"a", Array::zeros({100'000})}});
  });
  setrlimit(RLIMIT_FSIZE, &old_limit);
  std::signal(SIGXFSZ, handler);
  EXPECT_TRUE(says(error, {"cannot write", "/f", "File too large"}));
  EXPECT_EQ(contents(folder / "f"), before);
  EXPECT_FALSE(std::filesystem::exists(folder / "f.part"));
}

TEST(SafetensorsWriter, AFolderThatIsNotThere) {
  EXPECT_TRUE(says(error_of([] { write_safetensors("/nowhere/at/all/f", {}); }),
                   {"cannot create /nowhere/at/all/f", "No such file or directory"}));
}

}  // namespace
}  // namespace p2g
