#include "math/zip.h"

#include <zlib.h>

#include <cstdint>
#include <fstream>
#include <iterator>

#include "math/error.h"

namespace p2g {
namespace {

constexpr uint32_t kLocal = 0x04034b50, kCentral = 0x02014b50, kEnd = 0x06054b50;  // "PK.." of each part
constexpr size_t kLocalSize = 30, kCentralSize = 46, kEndSize = 22;
constexpr uint32_t kLargest = uint32_t{1} << 30;

struct Archive {
  const std::string& who;
  std::string name;
  std::string bytes;

  uint32_t number(size_t at, size_t size) const {  // little-endian
    if (at > bytes.size() || bytes.size() - at < size) fail(who, "{} is cut short: fetch it again", name);
    uint32_t value = 0;
    for (size_t i = size; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
  }
  std::string text(size_t at, size_t size) const {
    if (at > bytes.size() || bytes.size() - at < size) fail(who, "{} is cut short: fetch it again", name);
    return bytes.substr(at, size);
  }
};

struct Entry {
  uint32_t flags, method, checksum, packed, size, local;
};

// The list of entries stands at the archive's end; the last part says where it begins.
Entry find_entry(const Archive& zip, const std::string& wanted) {
  size_t end = std::string::npos;
  for (size_t at = zip.bytes.size(); at-- > 0 && end == std::string::npos;)
    if (zip.bytes.size() - at >= kEndSize && zip.number(at, 4) == kEnd) end = at;
  if (end == std::string::npos) fail(zip.who, "{} is no zip archive, or is cut short", zip.name);
  std::string names;
  size_t at = zip.number(end + 16, 4);
  for (uint32_t i = zip.number(end + 10, 2); i > 0; --i) {
    if (zip.number(at, 4) != kCentral) fail(zip.who, "{}: its list of entries is damaged", zip.name);
    const uint32_t name_size = zip.number(at + 28, 2);
    const std::string name = zip.text(at + kCentralSize, name_size);
    if (name == wanted)
      return {zip.number(at + 8, 2),  zip.number(at + 10, 2), zip.number(at + 16, 4),
              zip.number(at + 20, 4), zip.number(at + 24, 4), zip.number(at + 42, 4)};
    for (const char c : (names.empty() ? "" : ", ") + name) names += c < ' ' || c > '~' ? '?' : c;
    at += kCentralSize + name_size + zip.number(at + 30, 2) + zip.number(at + 32, 2);
  }
  fail(zip.who, "{} holds no '{}', but {}", zip.name, wanted, names);
}

std::string inflated(const Archive& zip, const std::string& packed, uint32_t size) {
  std::string out(size, '\0');
  z_stream z{};
  if (inflateInit2(&z, -MAX_WBITS) != Z_OK) fail(zip.who, "zlib has no memory");
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  z.avail_in = static_cast<uInt>(packed.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  const int code = ::inflate(&z, Z_FINISH);
  const bool whole = code == Z_STREAM_END && z.avail_out == 0;
  inflateEnd(&z);
  if (!whole) fail(zip.who, "{} is damaged inside an entry: fetch it again", zip.name);
  return out;
}

std::string read_file(const std::string& who, const std::filesystem::path& path) {
  if (!std::filesystem::is_regular_file(path)) fail(who, "{} is not a file", path.string());
  std::ifstream file(path, std::ios::binary);
  if (!file) fail(who, "cannot open {}: may it be read?", path.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

std::string read_zip_entry(const std::string& who, const std::filesystem::path& path,
                           const std::string& entry) {
  const Archive zip{who, path.string(), read_file(who, path)};
  const Entry found = find_entry(zip, entry);
  if (found.size > kLargest)
    fail(who, "{}: '{}' promises {} bytes, more than a gigabyte", zip.name, entry, found.size);
  if ((found.flags & 1) != 0) fail(who, "{}: '{}' is encrypted", zip.name, entry);
  if (zip.number(found.local, 4) != kLocal) fail(who, "{}: '{}' is damaged", zip.name, entry);
  const size_t start =
      found.local + kLocalSize + zip.number(found.local + 26, 2) + zip.number(found.local + 28, 2);
  const std::string packed = zip.text(start, found.packed);
  if (found.method != 0 && found.method != 8)
    fail(who, "{}: '{}' is packed by method {}, wanted 0 or 8", zip.name, entry, found.method);
  std::string bytes = found.method == 8 ? inflated(zip, packed, found.size) : packed;
  const auto checksum =
      crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size()));
  if (bytes.size() != found.size || checksum != found.checksum)
    fail(who, "{}: '{}' has a wrong checksum: fetch it again", zip.name, entry);
  return bytes;
}

}  // namespace p2g
