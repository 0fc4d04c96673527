// The program with weights that see the pen's path: trained, resumed, taught, evaluated, joined.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cmath>

#include "engine/network/model.h"
#include "tests/trainer/cli/sources.h"

using namespace inkling;
using namespace inkling::trainer::testing;
using Catch::Matchers::ContainsSubstring;

namespace {

// A short training on MNIST and ink.
std::vector<std::string> training(const std::string& out, std::vector<std::string> more = {}) {
  std::vector<std::string> arguments = {
      "train",   "--data", "data/mnist", "ink.ndjson", "--validation",    "100", "--network", "4,pool,pool,6",
      "--batch", "40",     "--epochs",   "2",          "--weight-format", "f32", "--out",     out};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

const std::vector<std::string> with_path = {"--planes", "ink,path-x,path-y,path-time"};

std::vector<std::string> operator+(std::vector<std::string> a, const std::vector<std::string>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

std::shared_ptr<const Model> model_in(const files::path& path) {
  const std::string bytes = read_text(path);
  const auto model = load_model({reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()});
  REQUIRE(model);
  return *model;
}

size_t planes_in(const files::path& path) {
  return model_in(path)->planes.size();
}

size_t answers_in(const files::path& folder) {
  return static_cast<size_t>(std::distance(files::directory_iterator(folder), files::directory_iterator()));
}

}  // namespace

TEST_CASE("The program trains on planes of the path, by flags and by a configuration, and reads with them") {
  const Workplace place;
  write_text(place / "ink.ndjson", digits_of_folds({1, 2, 3}, 2));
  REQUIRE(place.run(training("a.safetensors", with_path + std::vector<std::string>{"--threads", "1"})) == 0);
  CHECK(planes_in(place / "a.safetensors") == 4);
  write_text(place / "path.toml", "planes = [\"ink\", \"path-x\", \"path-y\", \"path-time\"]\n");
  REQUIRE(place.run(training("b.safetensors", {"--config", "path.toml", "--threads", "3"})) == 0);
  CHECK(read_text(place / "a.safetensors") == read_text(place / "b.safetensors"));

  // Calibrated anew on the same drawings, with their path: nothing is left to correct.
  const auto run = *files::directory_iterator(place / "runs");
  REQUIRE(place.run({"export", "--weights", "a.safetensors", "--calibrate",
                     (run.path() / "config.toml").string(), "--out", "again.safetensors"}) == 0);
  const float temperature = model_in(place / "a.safetensors")->temperature;
  CHECK(std::abs(model_in(place / "again.safetensors")->temperature - temperature) < 1e-2f * temperature);

  REQUIRE(place.run({"evaluate", "--weights", "a.safetensors", "--ink", "ink.ndjson", "--json"}) == 0);
  CHECK_THAT(place.out(), ContainsSubstring("\"samples\":120"));
  REQUIRE(place.run({"predict", "--weights", "a.safetensors", "ink.ndjson", "--mode", "number"}) == 0);
  REQUIRE(place.run({"predict", "--weights", "a.safetensors", "ink.ndjson", "--grid", "9"}) == 0);
  REQUIRE(place.run({"bench", "reading", "--weights", "a.safetensors", "--ink", "ink.ndjson", "--repeats",
                     "1"}) == 0);
  REQUIRE(place.run({"export", "--weights", "a.safetensors,b.safetensors", "--out", "ab.safetensors"}) == 0);
  REQUIRE(place.run({"export", "--weights", "ab.safetensors", "--out", "ab.onnx"}) == 0);
  REQUIRE(place.run(training("ink.safetensors")) == 0);
  CHECK(planes_in(place / "ink.safetensors") == 1);
  CHECK(place.run({"export", "--weights", "a.safetensors,ink.safetensors", "--out", "no.safetensors"}) == 1);
  CHECK_THAT(place.err(), ContainsSubstring("the members of a committee see the same"));
}

TEST_CASE("A run with planes of the path that was ended goes on to the same bits") {
  const Workplace place;
  write_text(place / "ink.ndjson", digits_of_folds({1, 2, 3}, 2));
  const std::vector<std::string> more = with_path + std::vector<std::string>{"--schedule", "constant"};
  REQUIRE(place.run(training("whole.safetensors", more)) == 0);
  const auto run = [&](const std::string& name) {
    for (const auto& folder : files::directory_iterator(place / "runs"))
      if (folder.path().filename().string().ends_with(name)) return folder.path();
    return files::path();
  };
  const pid_t child = place.start(training(
      "ended.safetensors", more + std::vector<std::string>{"--name", "ended", "--checkpoint-every", "1"}));
  for (int tries = 0; tries < 10'000; ++tries, usleep(1000))
    if (const auto folder = run("ended");
        !folder.empty() && files::exists(folder / "checkpoints/last.safetensors"))
      break;
  kill(child, SIGKILL);
  Workplace::end_of(child);
  REQUIRE(place.run({"train", "--resume", run("ended").string()}) == 0);
  CHECK(read_text(place / "ended.safetensors") == read_text(place / "whole.safetensors"));
}

TEST_CASE("A teacher looks at those of its student's planes that it knows, and its answers are kept apart") {
  const Workplace place;
  write_text(place / "ink.ndjson", digits_of_folds({1, 2, 3}, 2));
  REQUIRE(place.run(training("ink.safetensors")) == 0);
  REQUIRE(place.run(training("path.safetensors", with_path)) == 0);
  const auto taught = [&](const std::string& teacher, const std::vector<std::string>& more) {
    return place.run(training(
        "taught.safetensors",
        std::vector<std::string>{"--teacher", teacher, "--distortions", "1", "--teacher-memory", "kept"} +
            more));
  };
  REQUIRE(taught("ink.safetensors", {}) == 0);
  CHECK(answers_in(place / "kept") == 1);
  REQUIRE(taught("ink.safetensors", with_path) == 0);  // sees the same ink
  CHECK(answers_in(place / "kept") == 1);
  REQUIRE(taught("path.safetensors", with_path) == 0);
  CHECK(answers_in(place / "kept") == 2);
  REQUIRE(taught("path.safetensors", with_path + std::vector<std::string>{"--path-dropout", "0.5"}) == 0);
  CHECK(answers_in(place / "kept") == 2);  // its teacher sees the path all the same
  REQUIRE(taught("path.safetensors", {"--planes", "ink,path-time,path-y,path-x"}) == 0);
  CHECK(answers_in(place / "kept") == 2);
  REQUIRE(taught("ink.safetensors,path.safetensors", with_path) == 0);
  CHECK(taught("path.safetensors", {"--planes", "ink,path-x"}) != 0);
  CHECK_THAT(place.err(),
             ContainsSubstring("path.safetensors: sees the plane \"path-y\", but its student does "
                               "not: add it to --planes"));
}

TEST_CASE("Planes and dropout that no training can use are refused before it begins") {
  const Workplace place;
  const auto refusal = [&](const std::string& line) {
    write_text(place / "wrong.toml", line + "\n");
    CHECK(place.run({"train", "--config", "wrong.toml"}) == 2);
    CHECK_FALSE(files::exists(place / "runs"));
    CHECK_THAT(place.err(), ContainsSubstring("wrong.toml:1: "));
    return place.err();
  };
  CHECK_THAT(refusal("planes = [\"ink\", \"speed\"]"),
             ContainsSubstring("planes: \"speed\" is none of: ink, path-x, path-y, path-time"));
  CHECK_THAT(refusal("planes = [\"path-x\"]"), ContainsSubstring("expected \"ink\""));
  CHECK_THAT(refusal("planes = [\"ink\", \"ink\"]"), ContainsSubstring("twice"));
  CHECK_THAT(refusal("path-dropout = 2"), ContainsSubstring("path-dropout 2: expected 0 to 1"));
  CHECK(place.run({"train", "--planes", "ink,nothing"}) == 2);
  CHECK_THAT(place.err(), ContainsSubstring("--planes: \"nothing\" is none of"));
}
