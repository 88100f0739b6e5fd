#include "math/gzip.h"

#include <zlib.h>

#include <array>
#include <cstring>
#include <fstream>
#include <utility>
#include <vector>

#include "math/error.h"

namespace p2g {

struct GzipFile::State {
  std::string who;
  std::filesystem::path path;
  std::ifstream file;
  std::array<uint8_t, 65536> buffer;  // bytes of the file that wait
  size_t next = 0, end = 0;
  bool compressed = false;
  bool stream_ended = false;
  z_stream inflater{};

  State(std::string name, std::filesystem::path where) : who(std::move(name)), path(std::move(where)) {}
  ~State() {
    if (compressed) inflateEnd(&inflater);
  }

  void open();
  bool fill();  // false where the file ends
  size_t copy(uint8_t* to, size_t count);
  size_t inflate_some(uint8_t* to, size_t count);
  void expect_end();
};

void GzipFile::State::open() {
  if (!std::filesystem::is_regular_file(path)) fail(who, "{} is not a file", path.string());
  file.open(path, std::ios::binary);
  if (!file) fail(who, "cannot open {}: may it be read?", path.string());
  if (!fill()) fail(who, "{} is empty: fetch it again", path.string());
  if (end < 2 || buffer[0] != 0x1f || buffer[1] != 0x8b) return;  // gzip's magic number
  constexpr int kGzipOnly = 16;
  if (inflateInit2(&inflater, MAX_WBITS + kGzipOnly) != Z_OK) fail(who, "zlib has no memory");
  compressed = true;
}

bool GzipFile::State::fill() {
  file.read(reinterpret_cast<char*>(buffer.data()), static_cast<std::streamsize>(buffer.size()));
  if (file.bad()) fail(who, "reading {} failed: is its disk well?", path.string());
  next = 0;
  end = static_cast<size_t>(file.gcount());
  return end > 0;
}

size_t GzipFile::State::copy(uint8_t* to, size_t count) {
  if (next == end && !fill()) return 0;
  const size_t some = std::min(count, end - next);
  std::memcpy(to, buffer.data() + next, some);
  next += some;
  return some;
}

// At least one byte, unless the stream ends.
size_t GzipFile::State::inflate_some(uint8_t* to, size_t count) {
  inflater.next_out = to;
  inflater.avail_out = static_cast<uInt>(std::min<size_t>(count, 1 << 20));
  const uInt room = inflater.avail_out;
  while (!stream_ended && inflater.avail_out == room) {
    if (next == end && !fill()) fail(who, "{} ends inside its gzip stream: fetch it again", path.string());
    inflater.next_in = buffer.data() + next;
    inflater.avail_in = static_cast<uInt>(end - next);
    const int code = ::inflate(&inflater, Z_NO_FLUSH);
    next = end - inflater.avail_in;
    if (code == Z_STREAM_END) {
      stream_ended = true;
      expect_end();
    } else if (code != Z_OK && code != Z_BUF_ERROR) {
      fail(who, "{} is no sound gzip stream ({}): fetch it again", path.string(),
           inflater.msg != nullptr ? inflater.msg : "damaged");
    }
  }
  return room - inflater.avail_out;
}

void GzipFile::State::expect_end() {
  if (next < end || fill())
    fail(who, "{} goes on after its gzip stream: wanted one stream, and its end", path.string());
}

GzipFile::GzipFile(std::string who, std::filesystem::path path)
    : state_(std::make_unique<State>(std::move(who), std::move(path))) {
  state_->open();
}

GzipFile::~GzipFile() = default;

bool GzipFile::compressed() const { return state_->compressed; }

size_t GzipFile::read(uint8_t* to, size_t count) {
  size_t done = 0;
  while (done < count) {
    const size_t some = state_->compressed ? state_->inflate_some(to + done, count - done)
                                           : state_->copy(to + done, count - done);
    if (some == 0) break;
    done += some;
  }
  return done;
}

std::string read_gzip(const std::string& who, const std::filesystem::path& path) {
  GzipFile file(who, path);
  std::string text;
  std::vector<uint8_t> some(1 << 20);
  while (const size_t got = file.read(some.data(), some.size()))
    text.append(reinterpret_cast<const char*>(some.data()), got);
  return text;
}

}  // namespace p2g
