#include "tokenizer/books.h"

#include <gtest/gtest.h>

#include "gzipped.h"
#include "test_files.h"
#include "throws.h"

namespace p2g {
namespace {

constexpr const char* kFiles[] = {"pg1342.txt",  "pg161.txt",  "pg158.txt",  "pg105.txt",   "pg1260.txt",
                                  "pg766.txt",   "pg1400.txt", "pg1661.txt", "pg2600.txt",  "pg2701.txt",
                                  "pg45368.txt", "pg1228.txt", "pg1257.txt", "pg41445.txt", "pg45839.txt",
                                  "pg11.txt",    "pg74.txt",   "pg76.txt",   "pg731.txt",   "pg35.txt"};

std::string as_fetched(const std::string& book) {
  return "The Project Gutenberg eBook\r\n*** START OF THE PROJECT GUTENBERG EBOOK X ***\r\n" + book +
         "*** END OF THE PROJECT GUTENBERG EBOOK X ***\r\nlicence\r\n";
}

TEST(Books, BeginAndEndWhereGutenbergSaysSo) {
  EXPECT_EQ(inside_gutenberg(as_fetched("It is a truth\r\n"), "pg1342.txt"), "It is a truth\r\n");
}

TEST(Books, ThatAreCutShortAreNamed) {
  const std::string whole = as_fetched("It is a truth\n");
  for (const std::string& text :
       {std::string("<html>not found</html>"), whole.substr(0, 100), whole.substr(whole.find("It")),
        std::string("*** END OF it ***\n*** START OF it ***\n"),
        std::string("*** START OF it *** END OF it")})
    EXPECT_TRUE(
        says(error_of([&] { inside_gutenberg(text, "pg1342.txt"); }), {"[books]", "pg1342.txt", "again"}))
        << text;
}

TEST(Books, ComeInOneFileOrInTwenty) {
  const ScratchFolder folder;
  std::string all;
  for (const char* file : kFiles) {
    folder.put(file, as_fetched(std::string("in ") + file + "\n"));
    all += std::string("in ") + file + "\n";
  }
  EXPECT_EQ(first_of_books(folder.path()), folder / "pg1342.txt");
  EXPECT_EQ(read_books(folder.path()), all);

  const std::string packed = folder.put("gutenberg-20-books.txt.gz", gzipped("packed\n"));
  EXPECT_EQ(first_of_books(folder.path()), packed);
  EXPECT_EQ(read_books(folder.path()), "packed\n");
}

TEST(Books, ThatLackSayHowToGetThem) {
  const ScratchFolder folder;
  folder.put("pg1342.txt", as_fetched("one\n"));
  EXPECT_TRUE(says(error_of([&] { read_books(folder.path()); }), {"pg161.txt", "./course fetch word2vec"}));
}

}  // namespace
}  // namespace p2g
