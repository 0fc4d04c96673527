// `inkling export`: weights become other files, or one committee.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cmath>

#include "engine/network/model.h"
#include "tests/engine/network/small_model.h"
#include "tests/trainer/cli/program.h"

using namespace inkling;
using namespace inkling::trainer::testing;
using Catch::Matchers::ContainsSubstring;

namespace {

std::shared_ptr<const Model> model_in(const files::path& path) {
  const std::string bytes = read_text(path);
  const auto model = load_model({reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()});
  INFO((model ? "" : model.error().message));
  REQUIRE(model);
  return *model;
}

void write_weights(const files::path& path, const std::vector<Layer>& layers) {
  const auto bytes = write_safetensors(inkling::testing::random_weights(layers));
  write_text(path, {bytes.begin(), bytes.end()});
}

}  // namespace

TEST_CASE("The program writes weights in other numbers and formats, and joins several to a committee") {
  const Workplace place;
  write_weights(place / "a.safetensors", inkling::testing::small_layers());
  write_weights(place / "b.safetensors", inkling::testing::separable_layers());

  REQUIRE(place.run({"export", "--weights", "a.safetensors", "--out", "same.safetensors"}) == 0);
  CHECK(read_text(place / "same.safetensors") == read_text(place / "a.safetensors"));

  REQUIRE(place.run({"export", "--weights", "a.safetensors,b.safetensors", "--weight-format", "i8", "--out",
                     "new/folder/c.safetensors"}) == 0);
  CHECK_THAT(place.out(), ContainsSubstring("2 networks, 10 labels"));
  CHECK(model_in(place / "new/folder/c.safetensors")->members.size() == 2);
  CHECK(files::file_size(place / "new/folder/c.safetensors") <
        files::file_size(place / "a.safetensors") + files::file_size(place / "b.safetensors"));

  REQUIRE(place.run({"export", "--weights", "a.safetensors", "--out", "a.onnx"}) == 0);
  REQUIRE(place.run({"export", "--weights", "a.safetensors", "--out", "a", "--format", "onnx"}) == 0);
  CHECK(read_text(place / "a") == read_text(place / "a.onnx"));
  CHECK(read_text(place / "a").starts_with("\x08\x07\x12\x07Inkling"));

  REQUIRE(place.run({"export", "--out", "built-in.safetensors", "--json"}) == 0);
  CHECK(place.out() == "{\"file\":\"built-in.safetensors\",\"bytes\":" +
                           std::to_string(files::file_size(place / "built-in.safetensors")) +
                           ",\"networks\":1,\"labels\":10}\n");
}

TEST_CASE("A file is calibrated on the images that its training held out, as the training does it") {
  const Workplace place;
  trainer::Dataset doubtful =
      squares(700, 1);  // a fifth of the labels are wrong, so that no network can be sure
  for (size_t at = 0; at < doubtful.size(); at += 5) doubtful.labels[at] = (doubtful.labels[at] + 1) % 10;
  write_mnist(place / "data/mnist", doubtful);
  REQUIRE(place.run({"train", "--validation", "100", "--network", "4,pool,pool", "--batch", "40", "--epochs",
                     "4", "--weight-format", "f32", "--split-seed", "7", "--out", "a.safetensors"}) == 0);
  const auto trained = model_in(place / "a.safetensors");
  REQUIRE(trained->temperature > 0.1f);
  REQUIRE(trained->temperature < 10);
  write_text(place / "training.toml", "validation = 100\nsplit-seed = 7\n");
  REQUIRE(place.run({"export", "--weights", "a.safetensors", "--calibrate", "training.toml", "--out",
                     "again.safetensors"}) == 0);
  const auto again = model_in(place / "again.safetensors");
  CHECK(std::abs(again->temperature - trained->temperature) < 1e-2f * trained->temperature);
  CHECK(std::abs(again->rejection.least - trained->rejection.least) < 1e-2f);

  // Twice the same network is, joined, the network after its temperature: nothing is left to correct.
  REQUIRE(place.run({"export", "--weights", "a.safetensors,a.safetensors", "--calibrate", "training.toml",
                     "--out", "joined.safetensors"}) == 0);
  const auto joined = model_in(place / "joined.safetensors");
  CHECK(std::abs(joined->temperature - 1) < 2e-2f);
  CHECK(std::abs(joined->rejection.least - trained->rejection.least) < 1e-2f);

  // The calibration is handed on, and nothing else.
  REQUIRE(place.run({"export", "--weights", "joined.safetensors", "--calibrated-as", "a.safetensors", "--out",
                     "as-a.safetensors"}) == 0);
  const auto as_a = model_in(place / "as-a.safetensors");
  CHECK(as_a->temperature == trained->temperature);
  CHECK(as_a->rejection.least == trained->rejection.least);
  CHECK(as_a->members.size() == 2);

  write_weights(place / "nine.safetensors", {{LayerType::dense, "a", 9, 0, false}});
  CHECK(place.run({"export", "--weights", "nine.safetensors", "--calibrated-as", "a.safetensors", "--out",
                   "x"}) == 1);
  CHECK_THAT(place.err(), ContainsSubstring("nine.safetensors: its outputs are not those of a.safetensors"));
  CHECK(place.run(
            {"export", "--weights", "nine.safetensors", "--calibrate", "training.toml", "--out", "x"}) == 1);
  CHECK_THAT(place.err(),
             ContainsSubstring("nine.safetensors: its labels are not the classes of training.toml"));
}

TEST_CASE("What cannot be exported is refused, and nothing is written") {
  const Workplace place;
  write_weights(place / "a.safetensors", inkling::testing::small_layers());
  write_text(place / "b.safetensors", "no weights at all");
  CHECK(place.run({"export"}) == 2);
  CHECK(place.run({"export", "--out", "x", "--weight-format", "f64"}) == 2);
  CHECK(place.run({"export", "--weights", "a.safetensors,b.safetensors", "--out", "x"}) == 1);
  CHECK_THAT(place.err(), ContainsSubstring("b.safetensors: the header's length"));
  CHECK(place.run({"export", "--weights", "a.safetensors,missing", "--out", "x"}) == 1);
  CHECK_THAT(place.err(), ContainsSubstring("missing: "));
  CHECK_FALSE(files::exists(place / "x"));
}
