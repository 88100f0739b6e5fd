// Small text files, whole.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace p2g {

std::string read_text(std::string_view who,
                      const std::filesystem::path& path);  // throws if it cannot be read

// Beside, then renamed: the file is the old one or the new one, never half of it. Throws if the disk is full.
void write_text(std::string_view who, const std::filesystem::path& path, std::string_view text);

}  // namespace p2g
