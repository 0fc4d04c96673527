// `inkling train` is killed, starved and lied to; the run goes on to the same bits.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "tests/trainer/cli/sources.h"
#include "trainer/kernels/kernels.h"

using namespace inkling;
using namespace inkling::trainer::testing;
using Catch::Matchers::ContainsSubstring;

namespace {

// 15 steps an epoch, a checkpoint after every second.
std::vector<std::string> training(int epochs, const std::vector<std::string>& more = {}) {
  std::vector<std::string> arguments = {
      "train", "--validation",       "100", "--network", "6,pool,8,pool",       "--batch", "40", "--threads",
      "2",     "--checkpoint-every", "2",   "--epochs",  std::to_string(epochs)};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

// The only run in `runs`, once it has a configuration.
files::path only_run(const files::path& runs) {
  std::error_code code;
  for (const auto& entry : files::directory_iterator(runs, code))
    if (files::exists(entry.path() / "config.toml")) return entry.path();
  return {};
}

void flip_a_byte(const files::path& path) {
  std::string bytes = read_text(path);
  bytes[bytes.size() / 2] ^= 4;
  write_text(path, bytes);
}

// Starts the training, waits until its run has `epochs` lines of metrics, and kills it.
files::path killed_after(const Workplace& place, size_t epochs) {
  const pid_t child = place.start(training(500));
  for (files::path run;; usleep(500)) {
    if (run.empty()) run = only_run(place / "runs");
    if (run.empty()) continue;
    const std::string metrics = read_text(run / "metrics.ndjson");
    if (static_cast<size_t>(std::ranges::count(metrics, '\n')) < epochs) continue;
    kill(child, SIGKILL);
    REQUIRE(Workplace::end_of(child) == -1);
    return run;
  }
}

}  // namespace

TEST_CASE("A training killed at any moment, again and again, ends in the same weights, bit by bit") {
  const Workplace place;
  REQUIRE(place.run(training(6, {"--runs", "whole"})) == 0);
  const files::path whole = only_run(place / "whole");
  const std::string expected = read_text(whole / "weights.safetensors");
  REQUIRE(expected.size() > 1000);
  CHECK(read_text(place / "weights.safetensors") == expected);

  int kills = 0;
  for (uint32_t trial = 0; trial < 3; ++trial) {
    const std::string runs = "killed" + std::to_string(trial);
    trainer::Random moments(trial, trainer::Purpose::split);
    pid_t child = place.start(training(6, {"--runs", runs}));
    while (only_run(place / runs).empty()) usleep(500);
    const files::path run = only_run(place / runs);
    for (;; child = place.start({"train", "--resume", run.string(), "--threads", "1"})) {
      usleep(2000 + moments.below(150'000));
      kill(child, SIGKILL);
      const int end = Workplace::end_of(child);
      REQUIRE((end == -1 || end == 0));
      if (end == 0) break;
      ++kills;
    }
    CHECK(read_text(run / "weights.safetensors") == expected);
  }
  WARN(kills << " kills in 3 trainings");
  CHECK(kills > 0);
}

TEST_CASE("A damaged checkpoint is named and the one before it used; with none left the run is refused") {
  const Workplace place;
  const files::path run = killed_after(place, 2);
  const files::path last = run / "checkpoints/last.safetensors",
                    before = run / "checkpoints/previous.safetensors";
  const auto resume = [&] {
    return place.run({"train", "--resume", run.filename().string(), "--limit", "1"});
  };
  CHECK(resume() == 2);
  CHECK_THAT(place.err(), ContainsSubstring("--limit cannot be changed with --resume"));

  if (!files::exists(last)) files::copy(before, last);
  const std::string good = read_text(last);
  write_text(last, good.substr(0, good.size() / 3));
  write_text(run / "config.toml", [&] {
    std::string config = read_text(run / "config.toml");
    return config.replace(config.find("epochs = 500"), 12, "epochs = 3  ");
  }());
  SECTION("cut off") {}
  SECTION("with one bit turned") {
    write_text(last, good);
    flip_a_byte(last);
  }
  SECTION("both") {
    flip_a_byte(before);
    CHECK(place.run({"train", "--resume", run.string()}) == 1);
    CHECK_THAT(place.err(), ContainsSubstring("none of the checkpoints is whole"));
    return;
  }
  CHECK(place.run({"train", "--resume", run.string()}) == 0);
  CHECK_THAT(place.err(), ContainsSubstring("last.safetensors: is damaged") &&
                              ContainsSubstring("trying the checkpoint before it"));
}

TEST_CASE("A full disk stops the run with the file's name, and the checkpoint before it is whole") {
  const Workplace place;
  const files::path run = killed_after(place, 3);
  const files::path last = run / "checkpoints/last.safetensors", best = run / "checkpoints/best.safetensors";
  if (!files::exists(last)) files::copy(run / "checkpoints/previous.safetensors", last);
  const std::string kept = read_text(last), best_kept = read_text(best);
  CHECK(place.run({"train", "--resume", run.string()}, 30'000) == 1);
  CHECK_THAT(place.err(), ContainsSubstring("cannot be written: File too large") &&
                              ContainsSubstring("last good checkpoint, after epoch") &&
                              ContainsSubstring("--resume"));
  CHECK(read_text(last) == kept);
  CHECK(read_text(best) == best_kept);
}

TEST_CASE("Two programs do not train in one run, and other samples are refused") {
  const Workplace place;
  const files::path run = killed_after(place, 1);
  const pid_t child = place.start({"train", "--resume", run.string()});
  usleep(100'000);
  files::path other = place / "elsewhere";
  write_mnist(other, squares(700, 2));
  CHECK(place.run({"train", "--resume", run.string()}) == 1);
  CHECK_THAT(place.err(), ContainsSubstring("another program is training in this run"));
  kill(child, SIGKILL);
  Workplace::end_of(child);
  CHECK(place.run({"train", "--resume", run.string(), "--data", other.string()}) == 1);
  CHECK_THAT(place.err(), ContainsSubstring("other samples"));
}

TEST_CASE("An instruction set that is not there is refused; going on with another one than before is said") {
  const Workplace place;
  setenv("INKLING_ISA", "x86-64-v5", 1);
  CHECK(place.run(training(1)) == 2);
  CHECK_THAT(place.err(), ContainsSubstring("INKLING_ISA=x86-64-v5") && ContainsSubstring("(baseline"));
  CHECK_FALSE(files::exists(place / "runs"));

  setenv("INKLING_ISA", "baseline", 1);
  CHECK(place.run(training(2, {"--schedule", "constant"})) == 0);
  unsetenv("INKLING_ISA");
  const files::path run = only_run(place / "runs");
  REQUIRE(place.run({"train", "--resume", run.string()}) == 0);
  const bool other = trainer::kernels_of_this_machine().size() > 1;
  CHECK(place.err().contains("the run began on baseline and goes on on ") == other);
  CHECK(read_text(run / "log.txt").contains("the last bits of the weights may differ") == other);
  setenv("INKLING_ISA", "baseline", 1);
  REQUIRE(place.run({"train", "--resume", run.string()}) == 0);
  unsetenv("INKLING_ISA");
  CHECK_FALSE(place.err().contains("warning"));
}

TEST_CASE("A training without progress stops early, and stays stopped") {
  const Workplace place;
  REQUIRE(place.run(training(400, {"--patience", "3"})) == 0);
  const files::path run = only_run(place / "runs");
  const std::string metrics = read_text(run / "metrics.ndjson"), summary = read_text(run / "summary.txt");
  const auto lines = std::ranges::count(metrics, '\n');
  CHECK(lines < 400);
  CHECK_THAT(summary, ContainsSubstring("stopped early"));
  CHECK_THAT(summary, ContainsSubstring("the best was " + std::to_string(lines - 3)));
  REQUIRE(place.run({"train", "--resume", run.string()}) == 0);  // it stays stopped
  CHECK(read_text(run / "metrics.ndjson") == metrics);
}

TEST_CASE("The last epoch's weights are written on demand, by the training or later") {
  const Workplace place;
  REQUIRE(place.run(training(30, {"--out", "best.safetensors"})) == 0);
  const files::path run = only_run(place / "runs");
  REQUIRE(place.run({"train", "--resume", run.string(), "--keep", "last", "--out", "last.safetensors"}) == 0);
  REQUIRE(place.run(training(30, {"--runs", "other", "--keep", "last", "--out", "at-once.safetensors"})) ==
          0);
  CHECK(read_text(place / "last.safetensors") == read_text(place / "at-once.safetensors"));
  CHECK(read_text(place / "last.safetensors").contains("epoch 30 of 30"));
  CHECK(read_text(place / "best.safetensors") != read_text(place / "last.safetensors"));
}

TEST_CASE("A training with every kind of state, killed halfway, ends in the same weights") {
  const Workplace place;
  const std::vector<std::string> recipe = {
      "--ema", "0.9",         "--schedule", "plateau",        "--schedule-epochs",
      "1",     "--optimiser", "adamw",      "--weight-decay", "0.01"};
  auto whole = training(6, {"--runs", "whole"}), killed = training(6);
  whole.insert(whole.end(), recipe.begin(), recipe.end());
  killed.insert(killed.end(), recipe.begin(), recipe.end());
  REQUIRE(place.run(whole) == 0);
  const pid_t child = place.start(killed);
  while (only_run(place / "runs").empty() ||
         std::ranges::count(read_text(only_run(place / "runs") / "metrics.ndjson"), '\n') < 3)
    usleep(500);
  kill(child, SIGKILL);
  REQUIRE(Workplace::end_of(child) == -1);
  const files::path run = only_run(place / "runs");
  REQUIRE(place.run({"train", "--resume", run.filename().string()}) == 0);
  CHECK(read_text(run / "weights.safetensors") ==
        read_text(only_run(place / "whole") / "weights.safetensors"));
}

TEST_CASE("A training on mixed sources and ink, killed halfway, ends in the same weights") {
  const Workplace place;
  write_folder(place / "pictures", pictures_of(squares(200, 3)));
  write_text(place / "digits.ndjson", digits_of_folds({1, 2, 3}, 4));
  const std::vector<std::string> mixed = {"--data", "data/mnist", "pictures:0.3", "digits.ndjson:2.5"};
  auto whole = training(6, {"--runs", "whole"}), killed = training(6);
  whole.insert(whole.end(), mixed.begin(), mixed.end());
  killed.insert(killed.end(), mixed.begin(), mixed.end());
  REQUIRE(place.run(whole) == 0);
  CHECK_THAT(place.err(),
             ContainsSubstring("digits.ndjson: ink, 160 to train on, 80 to validate on, 400 an epoch"));
  const pid_t child = place.start(killed);
  while (only_run(place / "runs").empty() ||
         std::ranges::count(read_text(only_run(place / "runs") / "metrics.ndjson"), '\n') < 3)
    usleep(500);
  kill(child, SIGKILL);
  REQUIRE(Workplace::end_of(child) == -1);
  const files::path run = only_run(place / "runs");
  REQUIRE(place.run({"train", "--resume", run.filename().string(), "--threads", "1"}) == 0);
  CHECK(read_text(run / "weights.safetensors") ==
        read_text(only_run(place / "whole") / "weights.safetensors"));
  CHECK_THAT(read_text(run / "data.json"), ContainsSubstring("\"draws\":400"));
  const auto resume = [&](const char* weights) {
    return place.run(
        {"train", "--resume", run.filename().string(), "--data", "data/mnist", "pictures:0.3", weights});
  };
  CHECK(resume("digits.ndjson:2") == 1);
  CHECK_THAT(place.err(), ContainsSubstring("other samples"));
  CHECK(resume("digits.ndjson:2.5") == 0);
}

TEST_CASE(
    "A training that diverges stops, says in which batch and layer, and keeps its last good checkpoint") {
  const Workplace place;
  // The rate is low over the first epochs of the one cycle, and much too high later.
  const int status =
      place.run({"train", "--validation", "100", "--network", "6,pool,dense:64,dense:64", "--batch", "40",
                 "--epochs", "60", "--optimiser", "sgd", "--learning-rate", "4"});
  CHECK(status == 1);
  CHECK_THAT(place.err(), ContainsSubstring("not finite any more") && ContainsSubstring("layer ") &&
                              ContainsSubstring("last good checkpoint, after epoch"));
  const files::path run = only_run(place / "runs");
  CHECK(files::exists(run / "checkpoints/last.safetensors"));
  CHECK_FALSE(files::exists(run / "weights.safetensors"));
  CHECK_THAT(read_text(run / "log.txt"), ContainsSubstring("diverged"));
}
