// Configuration files of `inkling train`: read, written, and refused with their line.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "tests/trainer/cli/program.h"

using namespace inkling;
using namespace inkling::trainer::testing;
using Catch::Matchers::ContainsSubstring;

namespace {

// The resolved configuration of a training that is ended as soon as it has written it.
std::string resolved(const Workplace& place, std::vector<std::string> more) {
  const files::path runs = place / "resolved";
  files::remove_all(runs);
  std::vector<std::string> arguments = {"train", "--runs", runs.string(), "--validation", "100"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  const pid_t child = place.start(arguments);
  std::string text;
  for (int tries = 0; tries < 10'000 && text.empty(); ++tries, usleep(1000)) {
    std::error_code code;
    for (const auto& run : files::directory_iterator(runs, code))
      text = read_text(run.path() / "config.toml");
  }
  kill(child, SIGKILL);
  Workplace::end_of(child);
  return text;
}

}  // namespace

TEST_CASE("The quick recipe is what is trained without a configuration") {
  const Workplace place;
  const std::string recipe = INKLING_SOURCE_FOLDER "/trainer/recipes/quick.toml";
  const std::string expected = resolved(place, {});
  CHECK_THAT(expected, ContainsSubstring("epochs = "));
  CHECK(resolved(place, {"--config", recipe}) == expected);
}

TEST_CASE("A resolved configuration gives itself again, and flags win over it") {
  const Workplace place;
  const std::string odd =
      resolved(place, {"--no-augment", "--learning-rate", "0.00123456789", "--seed", "18446744073709551",
                       "--out", "a \"b\" \\ ü.safetensors", "--dropout", "0", "--network", "4,pool"});
  CHECK_THAT(odd, ContainsSubstring("augment = false"));
  const files::path file = place / "odd.toml";
  write_text(file, odd);
  CHECK(resolved(place, {"--config", file.string()}) == odd);
  const std::string changed = resolved(place, {"--config", file.string(), "--dropout", "0.5", "--augment"});
  CHECK_THAT(changed, ContainsSubstring("dropout = 0.5") && ContainsSubstring("augment = true") &&
                          ContainsSubstring("network = \"4,pool\""));
}

TEST_CASE("Values that are lists are arrays in a configuration, or one value alone") {
  const Workplace place;
  const std::string plain = resolved(place, {});
  CHECK_THAT(plain, ContainsSubstring("data = [\"data/mnist\"]") &&
                        ContainsSubstring("train-folds = [2, 3, 4]") && ContainsSubstring("outsiders = []") &&
                        ContainsSubstring("\"'\", \",\"]") &&
                        ContainsSubstring("classes = [\"0\", \"1\", \"2\""));
  const files::path file = place / "lists.toml";
  write_text(file, "data = \"data/mnist\"\ntrain-folds = 3\nvalidation-folds = [1, 2]\n");
  const std::string read = resolved(place, {"--config", file.string()});
  CHECK_THAT(read, ContainsSubstring("data = [\"data/mnist\"]") && ContainsSubstring("train-folds = [3]") &&
                       ContainsSubstring("validation-folds = [1, 2]"));
  const std::string flags = resolved(
      place, {"--config", file.string(), "--train-folds", "4,2", "--data", "data/mnist:2", "data/mnist"});
  CHECK_THAT(flags, ContainsSubstring("train-folds = [4, 2]") &&
                        ContainsSubstring("data = [\"data/mnist:2\", \"data/mnist\"]"));
  write_text(file, flags);
  CHECK(resolved(place, {"--config", file.string()}) == flags);
  write_text(file, plain);
  CHECK(resolved(place, {"--config", file.string()}) == plain);
}

TEST_CASE("What a configuration cannot mean is refused with file and line, before a run begins") {
  const Workplace place;
  const files::path file = place / "wrong.toml";
  const auto refusal = [&](const std::string& line) {
    write_text(file, "# first\nseed = 2\n" + line + "\n");
    CHECK(place.run({"train", "--config", file.string()}) == 2);
    CHECK_FALSE(files::exists(place / "runs"));
    CHECK_THAT(place.err(), ContainsSubstring(file.string() + ":3: "));
    return place.err();
  };
  CHECK_THAT(refusal("epoch = 3"), ContainsSubstring("epoch is no value of the configuration"));
  CHECK_THAT(refusal("resume = \"x\""), ContainsSubstring("resume is no value"));
  CHECK_THAT(refusal("no-augment = true"), ContainsSubstring("no-augment is no value"));
  CHECK_THAT(refusal("epochs = 0"), ContainsSubstring("epochs 0: expected 1"));
  CHECK_THAT(refusal("threads = 0"), ContainsSubstring("threads 0"));
  CHECK_THAT(refusal("epochs = \"3\""), ContainsSubstring("expected a whole number"));
  CHECK_THAT(refusal("epochs = 3.5"), ContainsSubstring("expected a whole number"));
  CHECK_THAT(refusal("epochs = 99999999999"), ContainsSubstring("epochs 99999999999"));
  CHECK_THAT(refusal("validation = -1"), ContainsSubstring("0 or more"));
  CHECK_THAT(refusal("augment = 1"), ContainsSubstring("true or false"));
  CHECK_THAT(refusal("learning-rate = nan"), ContainsSubstring("learning-rate"));
  CHECK_THAT(refusal("weight-format = \"f8\""), ContainsSubstring("f8"));
  CHECK_THAT(refusal("network = \"8,x\""), ContainsSubstring("\"x\" at position 3"));
  CHECK_THAT(refusal("epochs = [3]"), ContainsSubstring("expected a whole number"));
  CHECK_THAT(refusal("[training]\nepochs = 3"), ContainsSubstring("training is no value"));
  CHECK_THAT(refusal("epochs ="), ContainsSubstring(":3: "));
  CHECK_THAT(refusal("data = []"), ContainsSubstring("data []: expected a text in quotes or more"));
  CHECK_THAT(refusal("data = [1]"), ContainsSubstring("data [1]: expected a text"));
  CHECK_THAT(refusal("train-folds = [2, 5]"), ContainsSubstring("train-folds [2, 5]"));
  CHECK_THAT(refusal("train-folds = [0, 2]"), ContainsSubstring("fold 0 measures"));
  CHECK_THAT(refusal("classes = [\"1\", \"1\"]"), ContainsSubstring("named twice"));
  CHECK_THAT(refusal("ink-slant = 3"), ContainsSubstring("ink-slant 3"));
  CHECK_THAT(refusal("cache = \"x\""), ContainsSubstring("cache is no value"));
  CHECK_THAT(refusal("seed = 3"), ContainsSubstring("seed"));
  CHECK(place.run({"train", "--config", "nowhere.toml"}) == 2);
  CHECK_THAT(place.err(), ContainsSubstring("nowhere.toml: cannot be read"));
}
