#include "sequence/zip.h"

#include <zlib.h>

#include <algorithm>
#include <cstdint>
#include <fstream>

#include "math/error.h"

namespace p2g {
namespace {

// Little-endian numbers at a place of the archive; every read is checked against its end.
class Archive {
 public:
  Archive(const std::filesystem::path& path, size_t most_bytes) : path_(path.string()) {
    if (!std::filesystem::is_regular_file(path)) fail("zip", "{} is not a file", path_);
    const auto size = std::filesystem::file_size(path);
    if (size > most_bytes) fail("zip", "{} has {} bytes, wanted up to {}", path_, size, most_bytes);
    bytes_.resize(size);
    std::ifstream file(path, std::ios::binary);
    if (!file.read(bytes_.data(), static_cast<std::streamsize>(size)))
      fail("zip", "cannot read {}: may it be read?", path_);
  }

  size_t size() const { return bytes_.size(); }
  const std::string& path() const { return path_; }
  std::string_view part(size_t at, size_t count) const {
    if (at > size() || count > size() - at) broken("it ends too early");
    return std::string_view(bytes_).substr(at, count);
  }
  uint32_t number(size_t at, size_t width) const {
    uint32_t value = 0;
    for (const char c : part(at, width))
      value = (value >> 8) | static_cast<uint32_t>(static_cast<uint8_t>(c)) << 24;
    return value >> (32 - 8 * width);
  }
  [[noreturn]] void broken(const char* why) const {
    fail("zip", "{} is no sound zip archive, {}: fetch it again", path_, why);
  }

 private:
  std::string path_, bytes_;
};

struct Member {
  uint32_t flags, method, check, packed, size, at;  // at: its local header
};

// The end record stands last, followed by a comment of up to 65,535 bytes.
size_t end_record(const Archive& zip) {
  constexpr size_t kRecord = 22, kLongestComment = 65535;
  if (zip.size() < kRecord) zip.broken("it is too short");
  const size_t last = zip.size() - kRecord, first = last - std::min(last, kLongestComment);
  for (size_t at = last + 1; at-- > first;)
    if (zip.part(at, 4) == std::string_view("PK\5\6", 4)) return at;
  zip.broken("it has no end record");
}

Member find_member(const Archive& zip, const std::string& name) {
  const size_t end = end_record(zip);
  if (zip.number(end + 4, 2) != 0 || zip.number(end + 6, 2) != 0) zip.broken("it comes in parts");
  const uint32_t count = zip.number(end + 10, 2);
  size_t at = zip.number(end + 16, 4);
  for (uint32_t i = 0; i < count; ++i) {
    if (zip.part(at, 4) != std::string_view("PK\1\2", 4)) zip.broken("its list of files is damaged");
    const uint32_t name_size = zip.number(at + 28, 2);
    if (zip.part(at + 46, name_size) == name)
      return {zip.number(at + 8, 2),  zip.number(at + 10, 2), zip.number(at + 16, 4),
              zip.number(at + 20, 4), zip.number(at + 24, 4), zip.number(at + 42, 4)};
    at += 46 + size_t{name_size} + zip.number(at + 30, 2) + zip.number(at + 32, 2);
  }
  fail("zip", "there is no {} in {}: is it another archive?", name, zip.path());
}

std::string inflate_all(const Archive& zip, std::string_view packed, size_t size) {
  std::string out(size, '\0');
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) fail("zip", "zlib has no memory");  // no header: raw deflate
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(size);
  const int code = inflate(&stream, Z_FINISH);
  const bool all = stream.avail_out == 0;
  inflateEnd(&stream);
  if (code != Z_STREAM_END || !all) zip.broken("a file in it is not as long as promised");
  return out;
}

}  // namespace

std::string read_from_zip(const std::filesystem::path& path, const std::string& name, size_t most_bytes) {
  constexpr uint32_t kEncrypted = 1, kStored = 0, kDeflated = 8;
  const Archive zip(path, most_bytes);
  const Member member = find_member(zip, name);
  if ((member.flags & kEncrypted) != 0) fail("zip", "{} in {} is encrypted", name, zip.path());
  if (member.method != kStored && member.method != kDeflated)
    fail("zip", "{} in {} is packed by method {}, wanted 0 or 8", name, zip.path(), member.method);
  if (member.size > most_bytes)
    fail("zip", "{} in {} has {} bytes, wanted up to {}", name, zip.path(), member.size, most_bytes);
  if (zip.part(member.at, 4) != std::string_view("PK\3\4", 4)) zip.broken("a file's header is damaged");
  const size_t from =
      member.at + size_t{30} + zip.number(member.at + size_t{26}, 2) + zip.number(member.at + size_t{28}, 2);
  const std::string_view packed = zip.part(from, member.packed);
  if (member.method == kStored && member.packed != member.size) zip.broken("a stored file has two sizes");
  std::string out = member.method == kStored ? std::string(packed) : inflate_all(zip, packed, member.size);
  const auto check = crc32(0, reinterpret_cast<const Bytef*>(out.data()), static_cast<uInt>(out.size()));
  if (check != member.check) zip.broken("a file's check sum is wrong");
  return out;
}

}  // namespace p2g
