// gpt2 tokenize: text to ids and pieces, and back.
#include <fmt/ranges.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "gpt2/strict_json.h"
#include "math/error.h"
#include "program/program.h"
#include "tokenizer/files.h"
#include "tokenizer/tokenizer.h"
#include "tokenizer/unicode.h"

namespace p2g {
namespace {

struct TokenizeOptions {
  std::string model, file, jsonl;
  std::optional<std::string> text;
  std::vector<int32_t> decode;
  bool allow_special = false, ids_only = false;

  Special special() const { return allow_special ? Special::allowed : Special::forbidden; }
};

// A piece need not be whole characters: what is none, and what a terminal would obey, is shown escaped.
std::string shown(std::string_view piece) {
  std::string out;
  for (size_t at = 0; at < piece.size();) {
    const CodePoint point = code_point_at(piece, at);
    const std::string_view bytes = piece.substr(at, point.bytes);
    out += point.value == '\n' ? "\\n" : point.value >= 0xa0 ? std::string(bytes) : printable(bytes);
    at += point.bytes;
  }
  return out;
}

std::string read_all(std::istream& in) { return {std::istreambuf_iterator<char>(in), {}}; }

int print_decoded(const Tokenizer& tokenizer, const std::vector<int32_t>& ids) {
  const std::string text = tokenizer.decode(ids);
  std::fwrite(text.data(), 1, text.size(), stdout);
  return 0;
}

int print_tokens(const Tokenizer& tokenizer, const TokenizeOptions& options) {
  const std::string text = options.text           ? *options.text
                           : options.file.empty() ? read_all(std::cin)
                                                  : read_text("tokenize", options.file);
  const std::vector<int32_t> ids = tokenizer.encode(text, options.special());
  if (options.ids_only) {
    fmt::print("{}\n", fmt::join(ids, ","));
    return 0;
  }
  for (const int32_t id : ids) fmt::print("{:>6}  '{}'\n", id, shown(tokenizer.piece(id)));
  fmt::print("{} tokens of {} bytes\n", ids.size(), text.size());
  return 0;
}

std::string text_of_line(const std::string& path, int64_t number, const std::string& line) {
  const auto object = parse_strict_json("tokenize", fmt::format("{} line {}", path, number), line);
  const auto text = object.is_object() ? object.find("text") : object.end();
  if (text == object.end() || !text->is_string())
    fail("tokenize", "{} line {} is not an object with a string \"text\"", path, number);
  return text->get<std::string>();
}

int print_lines(const Tokenizer& tokenizer, const TokenizeOptions& options) {
  const bool standard = options.jsonl == "-";
  std::ifstream file;
  if (!standard) {
    file.open(options.jsonl, std::ios::binary);
    if (!file) fail("tokenize", "cannot open {}", options.jsonl);
  }
  std::istream& in = standard ? std::cin : file;
  std::string line;
  for (int64_t number = 1; std::getline(in, line); ++number) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const auto ids = tokenizer.encode(text_of_line(options.jsonl, number, line), options.special());
    fmt::print("[{}]\n", fmt::join(ids, ","));
  }
  if (in.bad()) fail("tokenize", "reading {} failed", options.jsonl);
  return 0;
}

int tokenize(const TokenizeOptions& options) {
  const auto tokenizer = load_tokenizer(options.model);
  if (!options.decode.empty()) return print_decoded(*tokenizer, options.decode);
  if (!options.jsonl.empty()) return print_lines(*tokenizer, options);
  return print_tokens(*tokenizer, options);
}

}  // namespace

void add_tokenize(CLI::App& app, Action& action) {
  auto* sub = app.add_subcommand("tokenize", "Text to ids and pieces, and back");
  auto options = std::make_shared<TokenizeOptions>();
  sub->add_option("-m,--model", options->model, "folder with vocab.json and merges.txt")->required();
  auto* text = sub->add_option("text", options->text, "the text; without it, -f or standard input");
  auto* file = sub->add_option("-f,--file", options->file, "read the text from a file")->excludes(text);
  auto* decode = sub->add_option("--decode", options->decode, "ids to turn into text: 15496,995")
                     ->delimiter(',')
                     ->excludes(text)
                     ->excludes(file);
  sub->add_option(
         "--jsonl", options->jsonl,
         "read {\"text\": …} lines from a file, or - for standard input; write an array of ids a line")
      ->excludes(text)
      ->excludes(file)
      ->excludes(decode);
  sub->add_flag("--allow-special", options->allow_special, "read <|endoftext|> as the special token");
  sub->add_flag("--ids", options->ids_only, "print the ids alone, with commas");
  sub->callback([options, &action] { action = [options] { return tokenize(*options); }; });
}

}  // namespace p2g
