#include "engine/insight/kernels.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/engine/network/small_model.h"

using namespace inkling;
using namespace inkling::testing;

namespace {

std::shared_ptr<const Model> model_of(const std::vector<Layer>& layers,
                                      const std::string& planes = "[\"ink\"]") {
  const auto model = load_model(write_safetensors(random_weights(layers, planes)));
  REQUIRE(model);
  return *model;
}

double strength(const Kernel& kernel) {
  double sum = 0;
  for (const double weight : kernel.weights) sum += weight * weight;
  return sum;
}

}  // namespace

TEST_CASE("through its kernels and all maps before, a map is what the layer gives") {
  // The layer's output, put together again from the kernels that are handed out, against the plain loops.
  const auto model = model_of(small_layers(), "[\"ink\",\"path-x\"]");
  const auto random = random_values(2 * 784, 5, 1.0f);
  const auto outputs = plain_run(*model, {random.begin(), random.end()});
  const Model::Member& member = model->members[0];
  const auto shapes = *output_shapes(member.layers, model->input_shape());
  for (const size_t layer : {size_t{0}, size_t{2}, size_t{5}}) {
    const Shape in = layer ? shapes[layer - 1] : model->input_shape(), out = shapes[layer];
    const std::vector<double> input =
        layer ? outputs[layer - 1] : std::vector<double>(random.begin(), random.end());
    const bool is_dense = member.layers[layer].type == LayerType::dense;
    for (int map = 0; map < out.channels; ++map) {
      const auto kernels = strongest_kernels(*model, member, layer, map, 1000);
      REQUIRE(kernels.size() == static_cast<size_t>(in.channels));
      const int row = is_dense ? 0 : out.height / 2, column = is_dense ? 0 : out.width / 2;
      double value = member.parameters[layer].bias[static_cast<size_t>(map)];
      for (const Kernel& kernel : kernels) {
        REQUIRE(kernel.height == (is_dense ? in.height : member.layers[layer].kernel));
        const int up = is_dense ? 0 : kernel.height / 2, left = is_dense ? 0 : kernel.width / 2;
        for (int y = 0; y < kernel.height; ++y)
          for (int x = 0; x < kernel.width; ++x)
            value += kernel.weights[static_cast<size_t>(y * kernel.width + x)] *
                     input[static_cast<size_t>(((row + y - up) * in.width + column + x - left) * in.channels +
                                               kernel.input)];
      }
      if (member.layers[layer].relu) value = std::max(value, 0.0);
      const double given =
          outputs[layer][static_cast<size_t>((row * out.width + column) * out.channels + map)];
      CHECK(std::abs(value - given) < 1e-6);
    }
  }
}

TEST_CASE("the strongest kernels come first, as many as are asked for") {
  const auto model = model_of(small_layers());
  const auto all = strongest_kernels(*model, model->members[0], 2, 3, 1000);
  const auto some = strongest_kernels(*model, model->members[0], 2, 3, 2);
  REQUIRE(all.size() == 5);
  REQUIRE(some.size() == 2);
  for (size_t i = 1; i < all.size(); ++i) CHECK(strength(all[i - 1]) >= strength(all[i]));
  for (size_t i = 0; i < some.size(); ++i) CHECK(some[i].input == all[i].input);
}

TEST_CASE("a depthwise map looks at its own map before, and layers without weights have no kernels") {
  const auto model = model_of(separable_layers());
  const Model::Member& member = model->members[0];
  const auto kernels = strongest_kernels(*model, member, 1, 4, 10);
  REQUIRE(kernels.size() == 1);
  CHECK(kernels[0].input == 4);
  for (int place = 0; place < 9; ++place)
    CHECK(kernels[0].weights[static_cast<size_t>(place)] ==
          member.parameters[1].weight[static_cast<size_t>(4 * 9 + place)]);
  CHECK(strongest_kernels(*model, member, 3, 0, 10).empty());
  CHECK(strongest_kernels(*model, member, 4, 0, 10).empty());
}
