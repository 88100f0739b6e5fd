// One file out of a zip archive (PKWARE's APPNOTE), stored or deflated; zlib inflates it.
//
// Errors, one line each: no such file, no archive, no such entry, an entry that is packed otherwise,
// encrypted, cut short, damaged, or larger than a gigabyte.
#pragma once

#include <filesystem>
#include <string>

namespace p2g {

// `who` begins its errors; `entry` is the whole name inside the archive: "fra.txt".
std::string read_zip_entry(const std::string& who, const std::filesystem::path& path,
                           const std::string& entry);

}  // namespace p2g
