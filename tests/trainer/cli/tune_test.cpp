// `inkling tune`: a search is reproducible, goes on when it was killed, and what it finds can be trained
// again.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "engine/core/json.h"
#include "tests/trainer/cli/program.h"

using namespace inkling;
using namespace inkling::trainer::testing;
using Catch::Matchers::ContainsSubstring;

namespace {

std::vector<std::string> search(const std::vector<std::string>& more = {}) {
  std::vector<std::string> arguments = {
      "tune",         "--trials", "9",         "--epochs",    "9",       "--schedule",
      "constant",     "--json",   "--range",   "batch=20|40", "--range", "learning-rate=0.0001:0.1:log",
      "--validation", "100",      "--network", "4,pool,pool"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

size_t runs_in(const files::path& folder) {
  size_t count = 0;
  std::error_code code;
  for (const auto& entry : files::directory_iterator(folder, code)) count += entry.is_directory();
  return count;
}

// Without the ids of runs, which are times.
std::string without_runs(const std::string& text) {
  std::string kept;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = text.find("\"run\":\"", at);
    kept += text.substr(at, begin - at);
    at = begin == text.npos ? begin : text.find(',', begin);
  }
  return kept;
}

std::vector<std::string> trial_names(const std::string& journal) {
  std::vector<std::string> lines;
  for (size_t begin = 0, end; (end = journal.find('\n', begin)) != journal.npos; begin = end + 1)
    lines.push_back(journal.substr(begin, end - begin));
  return lines;
}

}  // namespace

TEST_CASE("A search halves its trials, and its best configuration trains the very weights it found") {
  const Workplace place;
  REQUIRE(place.run(search()) == 0);
  const std::string text = place.out();
  const auto document = parse_json(text);
  REQUIRE(document);
  yyjson_val* root = yyjson_doc_get_root(document->get());
  yyjson_val* trials = yyjson_obj_get(root, "trials");
  REQUIRE(yyjson_arr_size(trials) == 9);
  yyjson_val* best = yyjson_arr_get_first(trials);
  CHECK(yyjson_get_int(yyjson_obj_get(best, "epochs")) == 9);
  int reached[4] = {}, previous_rung = 3;
  double previous = 1;
  size_t index, count;
  yyjson_val* trial;
  yyjson_arr_foreach(trials, index, count, trial) {
    const int rung = yyjson_get_int(yyjson_obj_get(trial, "rung"));
    const double accuracy = yyjson_get_num(yyjson_obj_get(trial, "validation_accuracy"));
    ++reached[rung];
    CHECK((rung < previous_rung || accuracy <= previous));
    previous_rung = rung, previous = accuracy;
  }
  CHECK((reached[3] == 1 && reached[2] == 2 && reached[1] == 6));
  CHECK(runs_in(place / "runs") == 9);  // with a constant rate, runs go on from rung to rung

  const files::path run = place / "runs" / std::string(*text_of(yyjson_obj_get(best, "run")));
  REQUIRE(place.run({"train", "--config", "tuned/best.toml", "--threads", "1"}) == 0);
  CHECK(read_text(place / "weights.safetensors") == read_text(run / "weights.safetensors"));
}

TEST_CASE("A search killed again and again ends as one that was not, and the same search has the same end") {
  const Workplace place;
  REQUIRE(place.run(search({"--out", "whole"})) == 0);
  const std::string expected = without_runs(read_text(place / "whole/trials.ndjson"));
  REQUIRE(trial_names(expected).size() == 13);
  int kills = 0;
  for (uint32_t round = 0;; ++round) {
    const pid_t child = place.start(search({"--runs", "other", "--threads", "1"}));
    trainer::Random moments(round, trainer::Purpose::split);
    usleep(30'000 + moments.below(300'000));
    kill(child, SIGKILL);
    const int end = Workplace::end_of(child);
    if (end == 0) break;
    // Its training ends with it, but perhaps not before the next search looks.
    if (end == 1) CHECK_THAT(place.err(), ContainsSubstring("another program is training in this run"));
    if (end != 1) REQUIRE(end == -1);
    kills += end == -1;
  }
  CHECK(kills > 0);
  const auto found = trial_names(without_runs(read_text(place / "tuned/trials.ndjson")));
  CHECK(found == trial_names(expected));
  CHECK(read_text(place / "tuned/best.toml").substr(0, 200) ==
        read_text(place / "whole/best.toml").substr(0, 200));
  const size_t runs = runs_in(place / "other");
  REQUIRE(place.run(search({"--runs", "other"})) == 0);  // nothing is left to do
  CHECK(runs_in(place / "other") == runs);
}

TEST_CASE("With a schedule over the whole training, a trial that goes on is trained anew, and that is said") {
  const Workplace place;
  REQUIRE(place.run({"tune", "--trials", "3", "--epochs", "3", "--range", "learning-rate=0.001:0.03:log",
                     "--validation", "100", "--network", "4,pool,pool"}) == 0);
  CHECK_THAT(place.err(), ContainsSubstring("trained anew"));
  CHECK(runs_in(place / "runs") == 4);
  CHECK_THAT(place.out(), ContainsSubstring("validation") && ContainsSubstring("learning-rate") &&
                              ContainsSubstring("-trial-") && ContainsSubstring("tuned/best.toml"));
}

TEST_CASE("A trial that diverges is last, and the search goes on") {
  const Workplace place;
  REQUIRE(place.run({"tune",
                     "--trials",
                     "6",
                     "--epochs",
                     "3",
                     "--rungs",
                     "1",
                     "--optimiser",
                     "sgd",
                     "--batch",
                     "20",
                     "--schedule",
                     "constant",
                     "--range",
                     "learning-rate=0.01|10",
                     "--validation",
                     "100",
                     "--network",
                     "6,pool,dense:64,dense:64",
                     "--json"}) == 0);
  const std::string text = place.out();
  CHECK_THAT(text, ContainsSubstring("\"diverged\":true"));
  CHECK(text.find("\"diverged\":false") < text.find("\"diverged\":true"));
  REQUIRE(place.run({"tune", "--trials", "2", "--epochs", "3", "--optimiser", "sgd", "--batch", "20",
                     "--schedule", "constant", "--range", "learning-rate=9|10", "--validation", "100",
                     "--network", "6,pool,dense:64,dense:64", "--out", "all"}) == 1);
  CHECK_THAT(place.err(), ContainsSubstring("every trial of rung 1 has diverged"));
}

TEST_CASE("A search that makes no sense is refused before anything is trained") {
  const Workplace place;
  const auto refusal = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "tune");
    CHECK(place.run(arguments) == 2);
    CHECK_FALSE(files::exists(place / "runs"));
    CHECK_FALSE(files::exists(place / "tuned"));
    return place.err();
  };
  CHECK_THAT(refusal({}), ContainsSubstring("nothing to search"));
  CHECK_THAT(refusal({"--range", "rate=1:2"}), ContainsSubstring("rate is no value of a training"));
  CHECK_THAT(refusal({"--range", "dropout"}), ContainsSubstring("expected KEY=RANGE"));
  CHECK_THAT(refusal({"--range", "seed=1:9"}), ContainsSubstring("seed is the same in all trials"));
  CHECK_THAT(refusal({"--range", "ema=0:0.9", "--ema", "0.5"}),
             ContainsSubstring("ema is given as --ema too"));
  CHECK_THAT(refusal({"--range", "ema=0:0.9", "--range", "ema=0:1"}), ContainsSubstring("a range already"));
  CHECK_THAT(refusal({"--range", "network=4,pool|4,x"}), ContainsSubstring("\"x\" at position 3"));
  CHECK_THAT(refusal({"--range", "batch=1000:90000"}), ContainsSubstring("expected 2 to 65536"));
  CHECK_THAT(refusal({"--range", "ema=0:0.9", "--rungs", "9"}),
             ContainsSubstring("--rungs 9: expected 1 to"));
  CHECK_THAT(refusal({"--range", "ema=0:0.9", "--resume", "x"}), ContainsSubstring("--resume"));
  CHECK_THAT(refusal({"--range", "ema=0:0.9", "--epoch", "3"}), ContainsSubstring("--epoch"));
  write_text(place / "ranges.toml", "dropout = \"0:0.5\"\nema = 0.9\n");
  CHECK_THAT(refusal({"--ranges", "ranges.toml"}),
             ContainsSubstring("ranges.toml:2: ema: expected a range in quotes"));
}

TEST_CASE("Ranges come from a file too, and a folder of another search is not touched") {
  const Workplace place;
  write_text(place / "ranges.toml", "learning-rate = \"0.001:0.03:log\"  # low\ndropout = \"0:0.5\"\n");
  const auto tune = [&](const std::string& range) {
    return place.run({"tune", "--trials", "2", "--epochs", "1", "--ranges", "ranges.toml", "--range", range,
                      "--validation", "100", "--network", "4,pool,pool"});
  };
  REQUIRE(tune("dropout=0.1|0.2") == 0);
  const std::string kept = read_text(place / "tuned/search.toml");
  CHECK_THAT(kept, ContainsSubstring("learning-rate = \"0.001:0.03:log\"") &&
                       ContainsSubstring("dropout = \"0.1|0.2\""));
  CHECK(tune("dropout=0.1|0.3") == 1);
  CHECK_THAT(place.err(), ContainsSubstring("is of another search: it has \"dropout = \"0.1|0.2\"\""));
  CHECK(read_text(place / "tuned/search.toml") == kept);
}
