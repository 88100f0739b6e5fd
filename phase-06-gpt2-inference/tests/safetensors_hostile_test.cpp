// Files that nobody vouches for: each gives one clear line, and never a crash.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "gpt2/safetensors.h"
#include "gpt2/safetensors_writer.h"
#include "math/random.h"
#include "test_files.h"
#include "throws.h"

namespace p2g {
namespace {

std::string tensor(const std::string& shape, const std::string& offsets, const std::string& dtype = "F32") {
  return R"({"dtype":")" + dtype + R"(","shape":)" + shape + R"(,"data_offsets":)" + offsets + "}";
}

std::string error_of_file(const std::string& bytes) {
  const ScratchFolder folder;
  const std::string error = error_of([&] { SafetensorsFile::open(folder.put("f.safetensors", bytes)); });
  EXPECT_EQ(error.find('\n'), std::string::npos) << error;
  EXPECT_LT(error.size(), 600u);
  EXPECT_NE(error.find("f.safetensors"), std::string::npos) << error;
  return error;
}

struct Hostile {
  const char* what;
  std::string header;
  const char* message;
};

const std::vector<Hostile>& headers() {
  static const std::vector<Hostile> list{
      {"not JSON", "{what", "not JSON"},
      {"cut JSON", R"({"a":{"dtype":"F32")", "not JSON"},
      {"not UTF-8", "{\"\xff\":1}", "not JSON"},
      {"an array", "[1]", "does not begin with '{'"},
      {"white space first", " {}", "does not begin with '{'"},
      {"empty", "", "does not begin with '{'"},
      {"something after", "{}{}", "not JSON"},
      {"a number for a tensor", R"({"a":1})", "'a' is a number, wanted an object"},
      {"null for a tensor", R"({"a":null})", "'a' is null, wanted an object"},
      {"an array for a tensor", R"({"a":[1]})", "'a' is an array, wanted an object"},
      {"a negative number for a tensor", R"({"a":-1})", "'a' is a negative number"},
      {"no dtype", R"({"a":{"shape":[1],"data_offsets":[0,4]}})", "'a' has no dtype"},
      {"no shape", R"({"a":{"dtype":"F32","data_offsets":[0,4]}})", "'a' has no shape"},
      {"no offsets", R"({"a":{"dtype":"F32","shape":[1]}})", "'a' has no data_offsets"},
      {"an unknown entry", R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}})",
       "unknown entry 'x'"},
      {"an unknown dtype", R"({"a":)" + tensor("[1]", "[0,4]", "F31") + "}", "unknown dtype 'F31'"},
      {"a number for the dtype", R"({"a":{"dtype":1,"shape":[1],"data_offsets":[0,4]}})",
       "dtype of 'a' is a number"},
      {"an array for the dtype", R"({"a":{"dtype":["F32"],"shape":[1],"data_offsets":[0,4]}})",
       "dtype of 'a' is an array"},
      {"a string for the shape", R"({"a":{"dtype":"F32","shape":"1","data_offsets":[0,4]}})",
       "shape of 'a' is a string"},
      {"an object for the shape", R"({"a":{"dtype":"F32","shape":{},"data_offsets":[0,4]}})",
       "shape of 'a' is an object"},
      {"NaN", R"({"a":)" + tensor("[NaN]", "[0,4]") + "}", "not JSON"},
      {"Infinity", R"({"a":)" + tensor("[1]", "[0,Infinity]") + "}", "not JSON"},
      {"a huge exponent", R"({"a":)" + tensor("[1e999]", "[0,4]") + "}", "not JSON"},
      {"a fraction", R"({"a":)" + tensor("[1.5]", "[0,4]") + "}",
       "shape of 'a' holds a number with a fraction"},
      {"a whole fraction", R"({"a":)" + tensor("[1.0]", "[0,4]") + "}",
       "shape of 'a' holds a number with a fraction"},
      {"a negative dimension", R"({"a":)" + tensor("[-1]", "[0,4]") + "}",
       "shape of 'a' holds a negative number"},
      {"a negative offset", R"({"a":)" + tensor("[1]", "[-4,0]") + "}",
       "data_offsets of 'a' holds a negative number"},
      {"null in a shape", R"({"a":)" + tensor("[null]", "[0,4]") + "}", "shape of 'a' holds null"},
      {"a string in a shape", R"({"a":)" + tensor(R"(["1"])", "[0,4]") + "}", "shape of 'a' holds a string"},
      {"an array in a shape", R"({"a":)" + tensor("[[1]]", "[0,4]") + "}", "shape of 'a' holds an array"},
      {"beyond 2^53", R"({"a":)" + tensor("[9007199254740993]", "[0,4]") + "}", "beyond 2^53"},
      {"beyond 2^64", R"({"a":)" + tensor("[99999999999999999999]", "[0,4]") + "}", "with a fraction"},
      {"a product beyond 2^63", R"({"a":)" + tensor("[9007199254740992,9007199254740992]", "[0,4]") + "}",
       "overflows"},
      {"a product of zero after an overflow", R"({"a":)" + tensor("[9007199254740992,4096,0]", "[0,0]") + "}",
       "overflows"},
      {"bits beyond 2^63", R"({"a":)" + tensor("[9007199254740992,128]", "[0,4]") + "}", "overflows"},
      {"three offsets", R"({"a":)" + tensor("[1]", "[0,4,8]") + "}", "has 3 numbers, wanted 2"},
      {"no offset", R"({"a":)" + tensor("[1]", "[]") + "}", "has 0 numbers, wanted 2"},
      {"backwards", R"({"a":)" + tensor("[1]", "[8,4]") + "}", "run backwards, from 8 to 4"},
      {"too few bytes", R"({"a":)" + tensor("[2]", "[0,4]") + "}",
       "takes 8 bytes, but its data_offsets span 4"},
      {"too many bytes", R"({"a":)" + tensor("[1]", "[0,8]") + "}",
       "takes 4 bytes, but its data_offsets span 8"},
      {"half a byte", R"({"a":)" + tensor("[9]", "[0,4]", "F4") + "}", "takes 5 bytes"},
      {"a tensor twice", R"({"a":)" + tensor("[1]", "[0,4]") + R"(,"a":)" + tensor("[1]", "[4,8]") + "}",
       "'a' occurs twice"},
      {"a tensor twice in disguise",
       R"({"a":)" + tensor("[1]", "[0,4]") + R"(,"\u0061":)" + tensor("[1]", "[4,8]") + "}",
       "'a' occurs twice"},
      {"a dtype twice", R"({"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}})",
       "two entries called dtype"},
      {"metadata twice", R"({"__metadata__":{},"__metadata__":{}})", "'__metadata__' occurs twice"},
      {"a metadata key twice", R"({"__metadata__":{"k":"1","k":"2"}})", "metadata 'k' occurs twice"},
      {"metadata that is a string", R"({"__metadata__":"x"})", "'__metadata__' is a string"},
      {"metadata with a number", R"({"__metadata__":{"k":1}})", "metadata 'k' is a number, wanted a string"},
      {"metadata with an object", R"({"__metadata__":{"k":{}}})", "metadata 'k' is an object"},
      {"overlap", R"({"a":)" + tensor("[2]", "[0,8]") + R"(,"b":)" + tensor("[2]", "[4,12]") + "}",
       "'a' and 'b' overlap"},
      {"the same bytes twice",
       R"({"a":)" + tensor("[2]", "[0,8]") + R"(,"b":)" + tensor("[2]", "[0,8]") + "}", "overlap"},
      {"a hole", R"({"a":)" + tensor("[1]", "[0,4]") + R"(,"b":)" + tensor("[1]", "[8,12]") + "}",
       "a hole of 4 bytes between a and 'b'"},
      {"a hole at the start", R"({"a":)" + tensor("[4]", "[4,20]") + "}",
       "a hole of 4 bytes between the header and 'a'"},
      {"past the end", R"({"a":)" + tensor("[6]", "[0,24]") + "}",
       "'a' ends at byte 24 of the data, but the file has only 20"},
      {"bytes left over", R"({"a":)" + tensor("[4]", "[0,16]") + "}",
       "4 bytes after the last tensor belong to none"},
      {"a line break in a name", "{\"a\\nb\":1}", "'a\\x0ab' is a number"}};
  return list;
}

TEST(SafetensorsHostile, EveryBrokenHeaderIsNamed) {
  for (const Hostile& hostile : headers())
    EXPECT_TRUE(says(error_of_file(raw_safetensors(hostile.header, 20)), {hostile.message})) << hostile.what;
}

TEST(SafetensorsHostile, LengthsThatLie) {
  EXPECT_TRUE(says(error_of_file(""), {"has 0 bytes", "cut short"}));
  EXPECT_TRUE(says(error_of_file("1234567"), {"has 7 bytes", "cut short"}));
  EXPECT_TRUE(says(error_of_file(little_endian_64(0)), {"does not begin with '{'"}));
  EXPECT_TRUE(says(error_of_file(little_endian_64(3) + "{}"), {"claims a header of 3 bytes but has only 2"}));
  EXPECT_TRUE(says(error_of_file(little_endian_64(100'000'001) + "{}"), {"more than 100000000"}));
  EXPECT_TRUE(says(error_of_file(little_endian_64(~uint64_t{0}) + "{}"),
                   {"claims a header of 18446744073709551615"}));
  EXPECT_TRUE(
      says(error_of_file("PK\x03\x04 a zip file, as pytorch_model.bin is"), {"not a safetensors file?"}));
}

TEST(SafetensorsHostile, DeepNestingAndGreedAreRefusedAtOnce) {
  const std::string deep(1'000'000, '[');
  EXPECT_TRUE(says(error_of_file(raw_safetensors(R"({"a":)" + deep, 0)), {"'a' is an array"}));
  std::string objects;
  for (int i = 0; i < 200'000; ++i) objects += R"({"a":)";
  EXPECT_TRUE(says(error_of_file(raw_safetensors(objects, 0)), {"unknown entry 'a'"}));
  std::string dims = "[1";
  for (int i = 0; i < 1'000'000; ++i) dims += ",1";
  EXPECT_TRUE(says(error_of_file(raw_safetensors(R"({"a":)" + tensor(dims + "]", "[0,4]") + "}", 4)),
                   {"shape of 'a' has more than 32 numbers"}));
  const std::string name(10'000'000, 'n');
  EXPECT_TRUE(says(error_of_file(raw_safetensors("{\"" + name + "\":1}", 0)), {"'nnnn"}));
}

TEST(SafetensorsHostile, PathsThatAreNoFiles) {
  const ScratchFolder folder;
  EXPECT_TRUE(says(error_of([&] { SafetensorsFile::open(folder / "absent"); }), {"absent", "No such file"}));
  EXPECT_TRUE(says(error_of([&] { SafetensorsFile::open(folder.path()); }), {"not a regular file"}));
  ASSERT_EQ(mkfifo((folder / "pipe").c_str(), 0600), 0);
  EXPECT_TRUE(says(error_of([&] { SafetensorsFile::open(folder / "pipe"); }), {"not a regular file"}));
}

TEST(SafetensorsHostile, FineFilesAreNotRefused) {
  const ScratchFolder folder;
  EXPECT_EQ(SafetensorsFile::open(folder.put("none", raw_safetensors("{}   ", 0))).entries().size(), 0u);
  const std::string shuffled = R"({"b":)" + tensor("[1]", "[8,12]") + R"(,"nothing":)" +
                               tensor("[0,3]", "[8,8]") + R"(,"a":)" + tensor("[2]", "[0,8]") + "}";
  const SafetensorsFile file = SafetensorsFile::open(folder.put("shuffled", raw_safetensors(shuffled, 12)));
  EXPECT_EQ(file.entries().front().name, "a");
  EXPECT_EQ(file.array("nothing").size(), 0);
  const std::string seven = R"({"a":)" + tensor("[1,1,1,1,1,1,1]", "[0,4]") + "}";
  const SafetensorsFile deep = SafetensorsFile::open(folder.put("seven", raw_safetensors(seven, 4)));
  EXPECT_TRUE(says(error_of([&] { deep.array("a"); }), {"has 7 dimensions, wanted 6 at most"}));
}

// Bytes changed, cut and doubled at random: a file opens or throws; whatever opens can be read to its end.
TEST(SafetensorsHostile, RandomDamage) {
  const ScratchFolder folder;
  Random random(4);
  write_safetensors(folder / "good",
                    {{"a", random_normal({3, 4}, 1, random)}, {"b", random_normal({5}, 1, random)}},
                    DType::kF32, {{"k", "v"}});
  const std::string good = contents(folder / "good");
  int opened = 0, refused = 0;
  for (int round = 0; round < 4000; ++round) {
    std::string bytes = good;
    for (uint64_t i = 0, count = 1 + random.below(3); i < count; ++i) {
      const size_t at = random.below(random.below(2) == 0 ? 200 : bytes.size());
      switch (random.below(4)) {
        case 0:
          bytes[at] = static_cast<char>(random.below(256));
          break;
        case 1:
          bytes[at] = "0123456789[]{},:\"-.eE"[random.below(21)];
          break;
        case 2:
          bytes.erase(at, 1 + random.below(4));
          break;
        default:
          bytes.insert(at, bytes.substr(at, random.below(9)));
      }
    }
    const std::string path = folder.put("bad", bytes);
    try {
      const SafetensorsFile file = SafetensorsFile::open(path);
      for (const TensorEntry& entry : file.entries())
        if (is_readable(entry.dtype) && entry.shape.size() <= Shape::kMaxRank) {
          const Array array = file.array(entry);
          volatile Real sum = 0;
          for (int64_t i = 0; i < array.size(); ++i) sum = sum + array[i];
        }
      ++opened;
    } catch (const Error& error) {
      ASSERT_EQ(std::string(error.what()).find('\n'), std::string::npos);
      ++refused;
    }
  }
  EXPECT_GT(opened, 100);
  EXPECT_GT(refused, 1000);
}

TEST(SafetensorsHostile, EveryCutIsRefused) {
  const ScratchFolder folder;
  write_safetensors(folder / "good", {{"a", Array::zeros({3})}});
  const std::string good = contents(folder / "good");
  for (size_t length = 0; length < good.size(); ++length)
    ASSERT_NE(error_of([&] { SafetensorsFile::open(folder.put("cut", good.substr(0, length))); }), "")
        << length;
}

}  // namespace
}  // namespace p2g
