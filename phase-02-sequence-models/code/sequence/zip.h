// One file out of a zip archive: stored, or deflated and inflated here by zlib. Its size and its check sum
// must be what the archive says.
//
// Refused, each in one line: what is no zip, a cut or damaged one, encrypted files, other methods, archives
// in parts or over 4 GiB.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace p2g {

// The bytes of member `name`. Archive and member may be up to `most_bytes` long.
std::string read_from_zip(const std::filesystem::path& path, const std::string& name, size_t most_bytes);

}  // namespace p2g
