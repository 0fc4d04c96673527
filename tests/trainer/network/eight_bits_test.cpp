#include "trainer/network/eight_bits.h"

#include <catch2/catch_test_macros.hpp>
#include <vector>

#include "tests/trainer/pytorch/figures.h"
#include "tests/trainer/support.h"
#include "trainer/fit/loss.h"
#include "trainer/network/network.h"

using namespace inkling;
using namespace inkling::trainer;

namespace {

// One pass with labels 0, 1, 2, …; the gradients.
AlignedVector<double> gradient_of(Network<double>& network) {
  const int images = network.batch();
  const std::vector<uint32_t> samples(images, 1);
  const BatchContext context{1, 0, samples};
  Random random(3, Purpose::order);
  network.forward(
      images, true, context, [&](int image) { std::ranges::fill(network.input(image), 0.1 * image); },
      one_after_another);
  for (int image = 0; image < images; ++image)
    cross_entropy_gradient(network.logits(image), image % network.logits(image).size(), 1.0);
  network.backward(images, context, one_after_another);
  return network.gradient;
}

}  // namespace

TEST_CASE("Rounding to 8 bits gives PyTorch's values for each channel, in either layout") {
  const std::vector<double> weight = testing::figures("eight_bits.weight");  // [3, 8]
  std::vector<double> rows = weight, columns(weight.size());
  round_to_eight_bits<double>(rows, 3, 8, 1);
  testing::check_figures("eight_bits", rows);
  for (size_t at = 0; at < weight.size(); ++at) columns[at % 8 * 3 + at / 8] = weight[at];
  round_to_eight_bits<double>(columns, 3, 1, 3);
  for (size_t at = 0; at < weight.size(); ++at) CHECK(columns[at % 8 * 3 + at / 8] == rows[at]);
}

TEST_CASE("A channel of zeros stays one") {
  std::vector<float> weights = {0, 0, 3, -6};
  round_to_eight_bits<float>(weights, 2, 2, 1);
  CHECK(weights[0] == 0);
  CHECK(weights[1] == 0);
  CHECK(weights[3] == -6);
}

TEST_CASE(
    "With 8 bits a network is the one whose weights are rounded, and its gradient goes straight through") {
  const auto layers = layers_from_text("4,dw3,1x1:3,pool,dense:5", 10);
  REQUIRE(layers);
  const auto make = [&] {
    auto network = Network<double>::create(*layers, {28, 28, 1}, 0, 20);
    REQUIRE(network);
    network->start(7);
    return std::move(*network);
  };
  Network<double> plain = make(), rounded = make(), replaced = make();
  rounded.eight_bits = true;
  for (size_t index = 0; index < replaced.layers(); ++index) {
    const auto values = replaced.parameters_of(index);
    const size_t begin = values.data() - replaced.parameters.data();
    replaced.layer(index).round_to_eight_bits(
        std::span(replaced.parameters).subspan(begin, replaced.layer(index).weights()));
  }
  const auto before = rounded.parameters;
  CHECK(gradient_of(rounded) == gradient_of(replaced));
  CHECK(rounded.parameters == before);
  CHECK(gradient_of(plain) != gradient_of(rounded));
}
