#include "tokenizer/token_view.h"

#include "run_program.h"
#include "tokenizer/bpe_trainer.h"
#include "tokenizer/simple_tokenizers.h"

namespace p2g {
namespace {

TEST(TokenView, ShowsWhatATerminalWouldObey) {
  EXPECT_EQ(shown_piece(" naïve 東"), " naïve 東");
  EXPECT_EQ(shown_piece("\x1b[31m\n\t"), "\\x1B[31m\\n\\t");
  EXPECT_EQ(shown_piece("\xE6\x9D"), "\\xE6\\x9D");
  EXPECT_EQ(shown_piece("\xC2\x9B"), "\\xC2\\x9B");  // a control character of two bytes
  EXPECT_EQ(shown_piece(std::string("\0", 1)), "\\x00");
}

TEST(TokenView, InATerminalAndAsAPage) {
  const ByteTokenizer bytes;
  const auto ids = bytes.encode("a<\nb");
  EXPECT_EQ(terminal_view(bytes, ids, false), "a|<|\\n\nb");
  EXPECT_EQ(terminal_view(bytes, std::span(ids).first(1), true), "\x1b[48;5;153;38;5;16ma\x1b[0m");
  EXPECT_EQ(terminal_view(bytes, {}, true), "");
  const std::string page = html_view(bytes, ids, "a<\nb");
  EXPECT_NE(page.find(">&lt;<small>60</small></span>"), std::string::npos) << page;
  EXPECT_NE(page.find("<title>a&lt;"), std::string::npos);
  EXPECT_EQ(page.find("<script"), std::string::npos);
}

TEST(TokensProgram, SpeaksOneLineOfError) {
  const ScratchFolder folder;
  const auto run = [&](const std::string& arguments) {
    return run_program(folder, "tokenizer_tokens", arguments);
  };
  EXPECT_EQ(run("--help").code, 0);
  EXPECT_EQ(run("").code, 2);
  const Outcome wrong = run("--colour x");
  EXPECT_EQ(wrong.code, 2);
  EXPECT_EQ(std::count(wrong.err.begin(), wrong.err.end(), '\n'), 1);
  EXPECT_TRUE(fails_with(run("--model /absent x"), {"is not a folder"}, "tokens"));
  const Outcome good = run("--own --html " + (folder / "page.html") + " -- --to be");
  EXPECT_EQ(good.code, 0) << good.err;
  EXPECT_TRUE(says(good.out, {"7 bytes", "vocabulary of"}));
  EXPECT_EQ(good.out.find('\x1b'), std::string::npos);  // no terminal, no colours
  EXPECT_TRUE(says(contents(folder / "page.html"), {"<h1>--to be</h1>"}));
}

}  // namespace
}  // namespace p2g
