#include "tokenizer/files.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include "math/error.h"

namespace p2g {

std::string read_text(std::string_view who, const std::filesystem::path& path) {
  if (std::filesystem::is_directory(path)) fail(who, "{} is a folder, wanted a file", path.string());
  std::ifstream file(path, std::ios::binary);
  if (!file) fail(who, "cannot read {}: {}", path.string(), std::strerror(errno));
  std::ostringstream text;
  text << file.rdbuf();
  if (file.bad()) fail(who, "reading {} failed: {}", path.string(), std::strerror(errno));
  return std::move(text).str();
}

void write_text(std::string_view who, const std::filesystem::path& path, std::string_view text) {
  const std::filesystem::path beside = path.string() + ".part";
  std::ofstream file(beside, std::ios::binary | std::ios::trunc);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  file.close();
  if (!file) fail(who, "cannot write {}: {}", path.string(), std::strerror(errno));
  std::filesystem::rename(beside, path);
}

}  // namespace p2g
