// An experiment is a program that puts our numbers beside a paper's, and fails where they are too far away.
//
//   PROGRAM [--results FOLDER]    exit code 0: every claim holds; 1: one does not; 77: its data is not here
//
// With --results it also writes FOLDER/ID.tsv, one row a claim or fact, and the tables that figures are drawn
// from.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace p2g {

struct About {
  std::string program;  // "math_shannon"
  std::string id;       // "E00.1"
  std::string title;    // a question or a statement, in one line
  std::string takes;    // "2 s", on two cores
};

// A number of ours beside a published one. What is shown as a gap, without an assertion, has no limit.
struct Claim {
  std::string key;         // names the row for the notes: "f1"
  std::string what;        // "no letter known, bits a letter"
  std::string paper;       // "Shannon 1951", or empty
  std::string published;   // as printed there, or empty
  std::string ours;        // as a reader should see it
  std::string limit = {};  // "within 0.1 of the paper", "<= 4.7"
  bool holds = true;
  std::string seeds = {};  // "20 of 20"; empty where nothing is drawn at random
};

using Row = std::vector<std::string>;

class Report {
 public:
  explicit Report(About about, std::filesystem::path results);

  void claim(Claim claim);                                      // printed at the end, in order
  void fact(const std::string& key, const std::string& value);  // for the notes only
  // FOLDER/NAME.tsv: a line of column names, then the rows.
  void table(const std::string& name, const Row& columns, const std::vector<Row>& rows) const;
  // "seed 12 of 20, 35 s left" on a line that moves; nothing where no terminal reads it.
  void progress(int64_t done, int64_t all, const std::string& what);

  int finish(double seconds);  // prints and writes; the exit code

 private:
  void print_claims(double seconds) const;
  void write_claims(double seconds) const;
  void clear_progress();

  About about_;
  std::filesystem::path results_;
  std::vector<Claim> claims_;
  std::vector<Row> facts_;
  bool moving_ = false;
  double started_ = 0;
};

// The head of a results file: "# command: …", "# commit: …", "# machine: …", a line each.
std::string measured_with(const std::string& command);

// P2G_DATA/FILE (data/FILE if not set). Where it is not there the experiment ends with code 77 and one line
// that names `./course fetch NAME`.
std::filesystem::path need_data(const std::string& file, const std::string& name);

int experiment_main(int argc, char** argv, const About& about, const std::function<void(Report&)>& body);

}  // namespace p2g
