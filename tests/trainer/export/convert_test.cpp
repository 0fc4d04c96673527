#include "trainer/export/convert.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cmath>

#include "tests/engine/network/small_model.h"

using namespace inkling;
using namespace inkling::testing;
using namespace inkling::trainer;
using Catch::Matchers::ContainsSubstring;

namespace {

LoadedWeights loaded(const std::string& name, const Safetensors& file) {
  auto weights = load_weights(name, write_safetensors(file));
  INFO((weights ? "" : weights.error().message));
  REQUIRE(weights);
  return *weights;
}

Safetensors described(Safetensors file, const std::string& trained_on, const std::string& history) {
  file.metadata["trained_on"] = trained_on;
  file.metadata["history"] = history;
  return file;
}

std::string refusal(const std::vector<LoadedWeights>& networks) {
  const auto committee = committee_of(networks);
  return committee ? "accepted" : committee.error().message;
}

}  // namespace

TEST_CASE("the numbers of weights are known where the first layer has none") {
  const std::vector<Layer> layers = {{LayerType::average_pool, "", 0, 2, false},
                                     {LayerType::dense, "a", 10, 0, false}};
  const LoadedWeights floats = loaded("a", random_weights(layers));
  CHECK(type_of(floats) == DType::f32);
  CHECK(type_of(loaded("b", with_weights_as(DType::i8, floats))) == DType::i8);
}

TEST_CASE("Weights in other numbers keep their meaning, their biases and all that is said of them") {
  const auto original = loaded("a", described(random_weights(separable_layers()), "pixels", "[1]"));
  for (const auto& [type, steps] : {std::pair{DType::f32, 1e9}, {DType::f16, 2048.0}, {DType::i8, 254.0}}) {
    const auto other = loaded("b", with_weights_as(type, original));
    CHECK(other.file.metadata == original.file.metadata);
    for (size_t layer = 0; layer < original.model->members[0].layers.size(); ++layer) {
      const std::string& name = original.model->members[0].layers[layer].name;
      if (name.empty()) continue;
      CHECK(other.file.tensors.at(name + ".weight").dtype == type);
      const auto& before = original.model->members[0].parameters[layer];
      const auto& after = other.model->members[0].parameters[layer];
      CHECK(after.bias == before.bias);
      float largest = 0, difference = 0;
      for (size_t at = 0; at < before.weight.size(); ++at) {
        largest = std::max(largest, std::abs(before.weight[at]));
        difference = std::max(difference, std::abs(before.weight[at] - after.weight[at]));
      }
      CHECK(difference <= 1.0001 * largest / steps);
    }
  }
}

TEST_CASE(
    "Weights that are 8-bit already keep their bits, and lose their scales when they are so no longer") {
  const auto original = loaded("a", random_weights(small_layers()));
  const auto rounded = loaded("b", with_weights_as(DType::i8, original));
  CHECK(write_safetensors(with_weights_as(DType::i8, rounded)) == write_safetensors(rounded.file));
  const auto wide = loaded("c", with_weights_as(DType::f32, rounded));
  CHECK(wide.file.tensors.size() == original.file.tensors.size());
  for (size_t layer = 0; layer < small_layers().size(); ++layer)
    CHECK(wide.model->members[0].parameters[layer].weight ==
          rounded.model->members[0].parameters[layer].weight);
}

TEST_CASE("A committee has its networks' tensors and temperatures bit by bit") {
  auto first = described(random_weights(small_layers()), "pixels", "[1]");
  auto second = described(random_weights(separable_layers()), "strokes", "[2]");
  first.metadata["temperature"] = "1.234567";
  second.metadata["rejection"] = R"({"confidence":0.7})";
  const std::vector<LoadedWeights> networks{loaded("a", first),
                                            loaded("b", with_weights_as(DType::i8, loaded("b", second)))};
  const auto made = committee_of(networks);
  REQUIRE(made);
  const auto committee = loaded("committee", *made);
  REQUIRE(committee.model->members.size() == 2);
  for (size_t which = 0; which < 2; ++which) {
    const Model::Member &before = networks[which].model->members[0], &after = committee.model->members[which];
    CHECK(after.name == std::to_string(which + 1));
    CHECK(after.layers == before.layers);
    CHECK(after.temperature == networks[which].model->temperature);
    for (size_t layer = 0; layer < before.layers.size(); ++layer) {
      CHECK(after.parameters[layer].weight == before.parameters[layer].weight);
      CHECK(after.parameters[layer].bias == before.parameters[layer].bias);
    }
  }
  CHECK(committee.model->temperature == 1);
  CHECK(std::abs(committee.model->rejection.least - 0.6f) < 1e-6f);
  CHECK(committee.model->labels == networks[0].model->labels);
  CHECK(committee.model->trained_on == "a committee of 2 networks: pixels; strokes");
  CHECK(committee.model->history == "[1]");
  // Its members' numbers can be changed as a single network's can.
  const auto wide = loaded("wide", with_weights_as(DType::f32, committee));
  CHECK(wide.file.tensors.at("2/conv1.weight").dtype == DType::f32);
  CHECK(wide.model->members[1].parameters[0].weight == committee.model->members[1].parameters[0].weight);
}

TEST_CASE("Networks that make no committee are refused by name") {
  const auto network = loaded("a.safetensors", random_weights(small_layers()));
  CHECK_THAT(refusal({network}), ContainsSubstring("at least two"));
  const auto committee = loaded("c.safetensors", *committee_of({network, network}));
  CHECK_THAT(refusal({network, committee}),
             ContainsSubstring("c.safetensors: holds a committee already: give the files of its 2 members"));
  auto stranger = network;
  std::shared_ptr<Model> otherwise = std::make_shared<Model>(*network.model);
  otherwise->rejection.by = Certainty::membership;
  stranger.model = otherwise;
  CHECK_THAT(refusal({network, stranger}), ContainsSubstring("rejects otherwise than a.safetensors does"));
  auto other = random_weights(small_layers());
  other.metadata["labels"] = R"(["a","b","c","d","e","f","g","h","i","j"])";
  CHECK_THAT(refusal({network, loaded("b.safetensors", other)}),
             ContainsSubstring(R"(b.safetensors: its labels are ["a",)") &&
                 ContainsSubstring(R"(those of a.safetensors are ["0",)"));
}
