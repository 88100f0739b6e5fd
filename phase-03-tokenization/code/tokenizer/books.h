// Twenty books of Project Gutenberg, 21 MB of English: Austen, Brontë, Dickens, Tolstoy, Darwin, Gibbon, …
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace p2g {

// What the folder P2G_DATA/word2vec holds: all of them in gutenberg-20-books.txt.gz, or each as it comes from
// gutenberg.org, pg1342.txt and so on. Throws, with the name of a file, where a book lacks or is not whole.
std::string read_books(const std::filesystem::path& folder);
// The file of that folder without which there is nothing to read.
std::filesystem::path first_of_books(const std::filesystem::path& folder);

// A book without what Project Gutenberg says before and after it: the lines "*** START OF" and "*** END OF".
std::string_view inside_gutenberg(std::string_view text, const std::string& file);

}  // namespace p2g
