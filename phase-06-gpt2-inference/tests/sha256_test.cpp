#include "gpt2/sha256.h"

#include <gtest/gtest.h>

#include "math/random.h"
#include "test_files.h"
#include "throws.h"

namespace p2g {
namespace {

// The examples of FIPS 180-4 and of NIST's test vectors.
TEST(Sha256, KnownMessages) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sha256_hex(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, DoesNotDependOnHowTheMessageIsCut) {
  Random random(1);
  std::string text;
  for (int i = 0; i < 1000; ++i) text += static_cast<char>(random.below(256));
  for (int round = 0; round < 200; ++round) {
    Sha256 hash;
    const size_t length = random.below(text.size() + 1);
    for (size_t at = 0; at < length;) {
      const size_t piece = std::min<size_t>(random.below(150), length - at);
      hash.update(text.data() + at, piece);
      at += piece;
    }
    ASSERT_EQ(hash.hex(), sha256_hex(text.substr(0, length)));
  }
}

TEST(Sha256, OfAFile) {
  const ScratchFolder folder;
  EXPECT_EQ(sha256_of_file(folder.put("abc", "abc")), sha256_hex("abc"));
  EXPECT_EQ(sha256_of_file(folder.put("empty", "")), sha256_hex(""));
  EXPECT_TRUE(says(error_of([&] { sha256_of_file(folder / "absent"); }), {"absent", "No such file"}));
}

}  // namespace
}  // namespace p2g
