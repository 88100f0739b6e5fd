#include "nn/iris.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "test_files.h"
#include "throws.h"

namespace p2g {
namespace {

TEST(Iris, ReadsUcisFormAndOneWithColumnNames) {
  const auto uci = parse_iris("5.1,3.5,1.4,0.2,Iris-setosa\r\n7.0,3.2,4.7,1.4,Iris-versicolor\n\n");
  const auto named =
      parse_iris("sepal_length,sepal_width,petal_length,petal_width,species\n6.3,3.3,6,2.5,virginica");
  ASSERT_EQ(uci.size(), 2u);
  EXPECT_EQ(uci[0].lengths, (std::array<double, 4>{5.1, 3.5, 1.4, 0.2}));
  EXPECT_EQ(uci[1].kind, Kind::versicolor);
  ASSERT_EQ(named.size(), 1u);
  EXPECT_EQ(named[0].kind, Kind::virginica);
  EXPECT_EQ(named[0].lengths[2], 6);
}

TEST(Iris, BecomesExamplesWithABias) {
  const auto flowers = parse_iris("1,2,3,4,setosa\n5,6,7,8,versicolor\n2,2,2,2,virginica\n");
  const Kind against = Kind::virginica;
  const Examples all = iris_examples(flowers, Kind::setosa),
                 two = iris_examples(flowers, Kind::versicolor, &against);
  EXPECT_EQ(all.targets, (std::vector<int>{1, -1, -1}));
  EXPECT_EQ(all.inputs[0], (Numbers{1, 1, 2, 3, 4}));
  EXPECT_EQ(two.targets, (std::vector<int>{1, -1}));
  EXPECT_EQ(two.inputs[0], (Numbers{1, 5, 6, 7, 8}));
}

TEST(Iris, RefusesWhatIsNotAFlower) {
  const auto error = [](const std::string& text) { return error_of([&] { (void)parse_iris(text); }); };
  const std::string good = "1,2,3,4,setosa\n";
  EXPECT_TRUE(says(error(good + "1,2,3,setosa"), {"[iris]", "line 2", "4 fields"}));
  EXPECT_TRUE(says(error(good + "1,2,3,4,5,setosa"), {"line 2", "6 fields"}));
  EXPECT_TRUE(says(error(good + "\n1,2,3,4,rose"), {"line 3", "'rose'", "virginica"}));
  for (const char* number : {"", "x", "1e", "nan", "inf", "-1", "0", "100", "1e999", "1.5cm", " 1"})
    EXPECT_TRUE(says(error("1," + std::string(number) + ",3,4,setosa"), {"line 1", "length"})) << number;
  EXPECT_TRUE(says(error(good + "sepal_length,b,c,d,species"), {"line 2", "length"}));
  EXPECT_TRUE(says(error(""), {"no flowers"}));
  EXPECT_TRUE(says(error(std::string("\0\1\2,,,,", 7)), {"line 1"}));
  EXPECT_TRUE(says(error("\xff\xfe garbage"), {"line 1", "1 fields"}));
}

TEST(Iris, RefusesFilesThatAreNotThere) {
  const ScratchFolder folder;
  EXPECT_TRUE(says(error_of([&] { (void)read_iris(folder / "none"); }), {"cannot read", "fetch iris"}));
  const std::string huge = folder.put("huge", std::string(2 << 20, 'a'));
  EXPECT_TRUE(says(error_of([&] { (void)read_iris(huge); }), {"over 1048576 bytes"}));
}

TEST(Iris, TheRealFileHas50OfEach) {
  const char* data = std::getenv("P2G_DATA");
  const std::filesystem::path path =
      std::filesystem::path(data != nullptr ? data : "data") / "iris/iris.data";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "./course fetch iris";
  int counts[3] = {};
  for (const Flower& flower : read_iris(path)) ++counts[static_cast<int>(flower.kind)];
  for (const int count : counts) EXPECT_EQ(count, 50);
}

}  // namespace
}  // namespace p2g
