#include "trainer/network/unfold.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "tests/engine/network/small_model.h"
#include "trainer/export/export.h"
#include "trainer/fit/trainer.h"

using namespace inkling;
using namespace inkling::trainer;
using inkling::testing::random_values;

namespace {

const std::vector<Layer> all_kinds = {
    {LayerType::convolution, "a", 6, 3, true}, {LayerType::depthwise, "b", 6, 3, false},
    {LayerType::max_pool, "", 0, 2, false},    {LayerType::add, "", 0, 0, true, -3},
    {LayerType::dense, "c", 8, 0, true},       {LayerType::dense, "d", 11, 0, false}};

// With 10 labels and an output for outsiders.
std::shared_ptr<const Model> model_of(std::vector<Layer> layers) {
  std::erase_if(layers, [](const Layer& layer) { return layer.type == LayerType::add; });
  Safetensors file = testing::random_weights(layers);
  file.metadata["version"] = "3";
  file.metadata["labels"] = R"(["0","1","2","3","4","5","6","7","8","9"])";
  file.metadata["outsider_odds"] = "1";
  file.metadata["rejection"] = R"({"membership":0.5})";
  const auto model = load_model(write_safetensors(file));
  REQUIRE(model);
  return *model;
}

Network<float> unfolded(const Model& model, size_t outputs, float dropout) {
  auto network = Network<float>::create(layers_of(model, outputs), model.input_shape(), dropout, 2,
                                        Normalisation::folded);
  REQUIRE(network);
  network->start(1);
  take_weights(model, *network);
  return std::move(*network);
}

}  // namespace

TEST_CASE("a network that goes on from weights has these weights, and reads as the engine does with them") {
  const auto model = model_of(all_kinds);
  Network<float> network = unfolded(*model, 11, 0.3f);
  const std::vector<Layer> layers = layers_of(*model, 11);
  const std::vector<FoldedLayer> folded = folded_layers(layers, network);
  size_t next = 0;
  for (size_t at = 0; at < layers.size(); ++at) {
    if (layers[at].name.empty()) continue;
    CHECK(folded[next].weight == model->members[0].parameters[at].weight);
    CHECK(folded[next++].bias == model->members[0].parameters[at].bias);
  }
  const auto inputs = random_values(2 * 784, 4, 1.0f);
  std::vector<float> expected(2 * 11);
  Session session = testing::session_of(model);
  REQUIRE(session.run(inputs, expected));
  network.forward(
      2, false, {},
      [&](int image) { std::copy_n(inputs.begin() + image * 784, 784, network.input(image).begin()); },
      one_after_another);
  for (int image = 0; image < 2; ++image)
    for (int output = 0; output < 11; ++output)
      CHECK(std::abs(network.logits(image)[output] - expected[image * 11 + output]) < 1e-4);
}

TEST_CASE("new labels come between the known ones and the outsiders, and begin below them") {
  const auto model = model_of(all_kinds);
  const Network<float> network = unfolded(*model, 13, 0);
  const FoldedLayer last = folded_layers(layers_of(*model, 13), network).back();
  const Model::Parameters& known = model->members[0].parameters.back();
  REQUIRE(last.bias.size() == 13);
  const auto row = [](const std::vector<float>& weight, size_t at) {
    return std::vector<float>(weight.begin() + static_cast<long>(8 * at),
                              weight.begin() + static_cast<long>(8 * at + 8));
  };
  for (size_t label = 0; label < 10; ++label) {
    CHECK(row(last.weight, label) == row(known.weight, label));
    CHECK(last.bias[label] == known.bias[label]);
  }
  CHECK(row(last.weight, 12) == row(known.weight, 10));
  CHECK(last.bias[12] == known.bias[10]);
  for (const size_t label : {10, 11}) {
    CHECK(row(last.weight, label) == std::vector<float>(8));
    CHECK(last.bias[label] < *std::ranges::min_element(known.bias));
  }
}
