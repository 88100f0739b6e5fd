// Four characters, their numbers, and their bytes as UTF-8 writes them
#include "math/plain_main.h"
#include "tokenizer/unicode.h"

int main(int argc, char** argv) {
  return p2g::plain_main(argc, argv, "utf8_bytes", "four characters, their numbers and their bytes", [] {
    for (const std::string character : {"A", "é", "東", "🙂"}) {
      const p2g::CodePoint c = p2g::code_point_at(character, 0);
      fmt::print("{:>6x}  {} byte{} ", c.value, c.bytes, c.bytes == 1 ? " " : "s");
      for (const char byte : character) fmt::print(" {:08b}", static_cast<unsigned char>(byte));
      fmt::print("  {}\n", character);
    }
  });
}
