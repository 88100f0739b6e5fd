#include "tokenizer/books.h"

#include <fmt/core.h>

#include "math/error.h"
#include "math/gzip.h"
#include "tokenizer/files.h"

namespace p2g {
namespace {

constexpr const char* kPacked = "gutenberg-20-books.txt.gz";
constexpr int kBooks[] = {1342,  161,  158,  105,   1260,  766, 1400, 1661, 2600, 2701,
                          45368, 1228, 1257, 41445, 45839, 11,  74,   76,   731,  35};

std::string file_of(int book) { return fmt::format("pg{}.txt", book); }

std::string read_book(const std::filesystem::path& folder, const std::string& file) {
  if (!std::filesystem::exists(folder / file))
    fail("books", "{} is not there: `./course fetch word2vec` gets it", (folder / file).string());
  return std::string(inside_gutenberg(read_text("books", folder / file), file));
}

}  // namespace

std::string_view inside_gutenberg(std::string_view text, const std::string& file) {
  const size_t start = text.find("*** START OF"), first = text.find('\n', start);
  const size_t end = text.find("*** END OF");
  if (start == text.npos || end == text.npos || first > end)
    fail("books", "{} has no lines '*** START OF' and '*** END OF' around a book: fetch it again", file);
  return text.substr(first + 1, end - first - 1);
}

std::filesystem::path first_of_books(const std::filesystem::path& folder) {
  const std::filesystem::path packed = folder / kPacked;
  return std::filesystem::exists(packed) ? packed : folder / file_of(kBooks[0]);
}

std::string read_books(const std::filesystem::path& folder) {
  if (std::filesystem::exists(folder / kPacked)) return read_gzip("books", folder / kPacked);
  std::string books;
  for (const int book : kBooks) books += read_book(folder, file_of(book));
  return books;
}

}  // namespace p2g
