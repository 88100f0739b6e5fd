// What OpenAI's GPT-2 124M is and says: the published size and hash of its files, and outputs that others
// have published for it. The 257 ids begin the validation stream of llm.c's tiny Shakespeare.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace p2g {

struct KnownFile {
  const char* name;
  int64_t bytes;
  std::string_view sha256;
};
inline constexpr std::array<KnownFile, 3> kKnownFiles{{
    {"model.safetensors", 548105171, "248dfc3911869ec493c76e65bf2fcf7f615828b0254c12b473182f0f81d3a707"},
    {"vocab.json", 1042301, "196139668be63f3b5d6574427317ae82f612a97c5d1cdaf36ed2256dbf636783"},
    {"merges.txt", 456318, "1ce1664773c50f3e0cc8842619a93edc4624525b728b188a9e0be33b7726adc5"},
}};

// The first five numbers of wte's row 15496, which is "Hello".
inline constexpr int64_t kHello = 15496;
inline constexpr std::array kHelloRow{-.0686508, -.132694, .0112033, -.146658, -.18417};

// Logits: of `vocabulary` at the last of `ids`.
struct KnownLogit {
  int32_t vocabulary;
  double value;
};
inline const std::vector<KnownLogit> kHelloLogits{
    {0, -35.2362}, {1, -35.3266}, {2, -38.9753},   {3, -39.3907},    {4, -37.6532},     {5, -38.6724},
    {6, -36.0249}, {7, -36.4842}, {100, -43.3126}, {1000, -40.7498}, {10000, -41.9872}, {50000, -44.1138}};
inline const std::vector<int32_t> kThreeIds{15496, 50256, 1234};
inline const std::vector<int32_t> kThreeBest{11, 464, 262};
inline const std::vector<KnownLogit> kThreeLogits{
    {0, -76.9411}, {1, -79.2848}, {2, -80.4353}, {3, -80.4342}, {4, -80.2285}};
inline const std::vector<int32_t> kFourIds{15496, 11, 314, 716};
inline constexpr double kFourMean = -111.89471;  // of all 4 x 50257 logits

// Greedy continuations.
inline const std::vector<int32_t> kDog{464, 3290};  // "The dog"
inline const std::vector<int32_t> kDogGoesOn{373,  1043, 287,  257,   2214, 1474, 262, 16246, 286,
                                             2688, 290,  2688, 27262, 13,   198,  198, 464,   3290};
inline constexpr std::array<std::pair<const char*, const char*>, 4> kContinuations{{
    {"Hello, my dog is a little", " bit of a mess. I'm not sure if he's going"},
    {"Today, I", "'m going to be doing a lot of research on this. I"},
    {"Alan Turing theorized that computers would one day become",
     " the most powerful machines on the planet.\n\nThe computer is a machine that can perform complex "
     "calculations, and it can perform these calculations in a way that is very similar to the human brain."},
    {"I enjoy walking with my cute dog",
     ", but I'm not sure if I'll ever be able to walk with my dog. I'm not sure if"},
}};

// Inputs are ids 0 to 255 as 4 rows of 64, targets 1 to 256.
inline constexpr double kShakespeareLoss = 5.270007;
inline constexpr std::array<int32_t, 257> kShakespeare{
    // clang-format off
    50256, 5962, 22307, 25, 198, 8421, 356, 5120, 597, 2252, 11, 3285, 502, 2740, 13, 628, 50256,
    3237, 25, 198, 5248, 461, 11, 2740, 13, 628, 50256, 5962, 22307, 25, 198, 1639, 389, 477, 12939,
    2138, 284, 4656, 621, 284, 1145, 680, 30, 628, 50256, 3237, 25, 198, 4965, 5634, 13, 12939, 13,
    628, 50256, 5962, 22307, 25, 198, 5962, 11, 345, 760, 327, 1872, 385, 1526, 28599, 318, 4039,
    4472, 284, 262, 661, 13, 628, 50256, 3237, 25, 198, 1135, 760, 470, 11, 356, 760, 470, 13, 628,
    50256, 5962, 22307, 25, 198, 5756, 514, 1494, 683, 11, 290, 356, 1183, 423, 11676, 379, 674,
    898, 2756, 13, 198, 3792, 470, 257, 15593, 30, 628, 50256, 3237, 25, 198, 2949, 517, 3375, 319,
    470, 26, 1309, 340, 307, 1760, 25, 1497, 11, 1497, 0, 628, 50256, 12211, 22307, 25, 198, 3198,
    1573, 11, 922, 4290, 13, 628, 50256, 5962, 22307, 25, 198, 1135, 389, 17830, 3595, 4290, 11,
    262, 1458, 1173, 1547, 922, 13, 198, 2061, 4934, 969, 5036, 896, 319, 561, 26958, 514, 25, 611,
    484, 198, 19188, 7800, 514, 475, 262, 48713, 414, 11, 981, 340, 547, 198, 1929, 4316, 462, 11,
    356, 1244, 4724, 484, 22598, 514, 31533, 306, 26, 198, 4360, 484, 892, 356, 389, 1165, 13674,
    25, 262, 10904, 1108, 326, 198, 2001, 42267, 514, 11, 262, 2134, 286, 674, 24672, 11, 318, 355,
    281, 198, 24807, 284, 1948, 786, 511, 20038, 26, 674, 198, 82, 13712, 590, 318, 257, 4461, 284,
    606, 3914, 514, 15827, 428, 351, 198, 454, 279
    // clang-format on
};

}  // namespace p2g
