// The gradient of every layer, in double precision, against central finite differences of the loss.
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "tests/trainer/pytorch/figures.h"
#include "tests/trainer/support.h"
#include "trainer/fit/loss.h"
#include "trainer/network/network.h"

using namespace inkling;
using namespace inkling::trainer;

namespace {

struct Batch {
  std::vector<double> inputs;  // [images, height, width, channels]
  std::vector<size_t> labels;  // [images]
  std::vector<uint32_t> samples;
  BatchContext context() const { return {4, 2, samples}; }
};

Batch random_batch(int images, int size, int classes) {
  Batch batch;
  Random random(11, Purpose::order);
  for (int at = 0; at < images * size; ++at) batch.inputs.push_back(random.normal());
  for (int image = 0; image < images; ++image) {
    batch.labels.push_back(random.below(static_cast<uint32_t>(classes)));
    batch.samples.push_back(random.bits());
  }
  return batch;
}

// The summed loss in training mode; leaves its gradients in the place of the logits.
double loss_of(Network<double>& network, const Batch& batch) {
  const int images = static_cast<int>(batch.labels.size());
  network.forward(
      images, true, batch.context(),
      [&](int image) {
        const auto input = network.input(image);
        std::copy_n(batch.inputs.begin() + image * static_cast<ptrdiff_t>(input.size()), input.size(),
                    input.begin());
      },
      one_after_another);
  double loss = 0;
  for (int image = 0; image < images; ++image)
    loss += cross_entropy_gradient(network.logits(image), batch.labels[image], 1.0);
  return loss;
}

void check_gradients(const std::vector<Layer>& layers, Shape input, float dropout,
                     Normalisation normalisation = Normalisation::batch) {
  constexpr int images = 19;  // more than there are shards
  auto network = Network<double>::create(layers, input, dropout, images, normalisation);
  REQUIRE(network);
  network->start(3);
  Random random(5, Purpose::weights, 1);
  for (double& parameter : network->parameters) parameter += 0.1 * random.normal();
  const Batch batch = random_batch(images, input.size(), network->logits(0).size());
  loss_of(*network, batch);
  network->backward(images, batch.context(), testing::on_threads(2));
  const auto gradient = network->gradient;
  double largest = 0;
  for (const double value : gradient) largest = std::max(largest, std::abs(value));
  REQUIRE(largest > 0.01);

  constexpr double step = 1e-6;
  const size_t stride = 1 + gradient.size() / 400;
  for (size_t at = 0; at < gradient.size(); at += stride) {
    const double before = network->parameters[at];
    network->parameters[at] = before + step;
    const double above = loss_of(*network, batch);
    network->parameters[at] = before - step;
    const double below = loss_of(*network, batch);
    network->parameters[at] = before;
    const double expected = (above - below) / (2 * step);
    INFO("parameter " << at << " of " << gradient.size() << ": " << gradient[at] << ", expected "
                      << expected);
    CHECK(std::abs(gradient[at] - expected) <= 1e-6 * largest);
  }
}

Layer convolution(const char* name, int channels, int kernel, bool relu) {
  return {LayerType::convolution, name, channels, kernel, relu};
}
Layer depthwise(const char* name, int channels, int kernel, bool relu) {
  return {LayerType::depthwise, name, channels, kernel, relu};
}
Layer average(int size) {
  return {LayerType::average_pool, "", 0, size, false};
}
Layer global() {
  return {LayerType::global_average_pool, "", 0, 0, false};
}
Layer add(int from, bool relu) {
  return {LayerType::add, "", 0, 0, relu, from};
}
Layer pool(int size) {
  return {LayerType::max_pool, "", 0, size, false};
}
Layer dense(const char* name, int channels, bool relu) {
  return {LayerType::dense, name, channels, 0, relu};
}

}  // namespace

TEST_CASE("Gradients of a dense layer") {
  check_gradients({dense("a", 7, false)}, {3, 2, 2}, 0);
}

TEST_CASE("Gradients of dense layers with ReLU") {
  check_gradients({dense("a", 9, true), dense("b", 6, true), dense("c", 4, false)}, {3, 3, 1}, 0);
}

TEST_CASE("Gradients of dropout with fixed masks") {
  check_gradients({dense("a", 9, true), dense("b", 4, false)}, {4, 4, 1}, 0.4f);
}

TEST_CASE("Gradients of convolutions into which batch norm is folded, with ReLU and without") {
  check_gradients({convolution("a", 5, 3, true), depthwise("b", 5, 3, false), pool(2),
                   convolution("c", 4, 3, true), dense("d", 4, false)},
                  {6, 6, 2}, 0, Normalisation::folded);
}

TEST_CASE("Gradients of batch norm and convolution of one channel") {
  check_gradients({convolution("a", 5, 3, false), dense("b", 4, false)}, {5, 6, 1}, 0);
}

TEST_CASE("Gradients through convolutions of several kernel sizes and channels, with ReLU") {
  check_gradients({convolution("a", 3, 5, true), convolution("b", 6, 3, true), convolution("c", 4, 1, true),
                   convolution("d", 17, 3, false), dense("e", 3, false)},
                  {6, 5, 2}, 0);
}

TEST_CASE("Gradients through max-pool, with pixels left over") {
  check_gradients(
      {convolution("a", 4, 3, true), pool(2), convolution("b", 5, 3, true), pool(3), dense("c", 3, false)},
      {13, 15, 1}, 0);
}

TEST_CASE("Gradients of depthwise convolutions of several kernel sizes") {
  check_gradients({depthwise("a", 2, 3, true), convolution("b", 7, 1, false), depthwise("c", 7, 5, true),
                   depthwise("d", 7, 1, false), dense("e", 3, false)},
                  {7, 6, 2}, 0);
}

TEST_CASE("Gradients through average pools, with pixels left over, and a global one") {
  check_gradients({convolution("a", 5, 3, true), average(2), convolution("b", 6, 3, true), average(3),
                   dense("c", 3, false)},
                  {13, 15, 1}, 0);
  check_gradients(
      {convolution("a", 5, 3, true), convolution("b", 6, 3, true), global(), dense("c", 4, false)}, {5, 6, 1},
      0);
}

TEST_CASE("Gradients through additions: one after another, two from one layer, with and without ReLU") {
  check_gradients(
      {convolution("a", 5, 3, true), convolution("b", 5, 3, false), add(-2, true),
       convolution("c", 5, 3, false), add(-2, false), add(-5, true), pool(2), dense("d", 4, false)},
      {6, 5, 1}, 0);
  check_gradients({dense("a", 6, true), dense("b", 6, false), add(-2, true), dense("c", 4, false)}, {3, 3, 1},
                  0.2f);
}

TEST_CASE("Gradients of a whole network") {
  check_gradients({convolution("a", 8, 3, true), pool(2), convolution("b", 9, 3, true), pool(2),
                   dense("c", 6, true), dense("d", 10, false)},
                  {12, 12, 1}, 0.1f);
}

TEST_CASE("A separable network with a residual gives PyTorch's logits, loss and gradients") {
  using testing::check_figures, testing::figures;
  const auto network_of = [](auto scalar) {
    auto network = Network<decltype(scalar)>::create(
        {convolution("a", 4, 3, true), depthwise("b", 4, 3, true), convolution("c", 4, 1, false),
         add(-3, true), average(2), depthwise("d", 4, 5, true), global(), dense("e", 3, false)},
        {7, 6, 1}, 0, 2);
    REQUIRE(network);
    return std::move(*network);
  };
  const auto compare = [&](auto network, double tolerance) {
    using Scalar = std::remove_cvref_t<decltype(network.parameters[0])>;
    const auto parameters = figures("network.parameters"), input = figures("network.input");
    REQUIRE(network.parameters.size() == parameters.size());
    network.start(1);  // the statistics
    network.parameters.assign(parameters.begin(), parameters.end());
    const std::vector<uint32_t> samples = {0, 1};
    const BatchContext context{1, 0, samples};
    network.forward(
        2, true, context,
        [&](int image) { std::copy_n(input.begin() + 42 * image, 42, network.input(image).begin()); },
        one_after_another);
    std::vector<double> logits, losses;
    const auto labels = figures("network.labels");
    for (int image = 0; image < 2; ++image) {
      const auto row = network.logits(image);
      logits.insert(logits.end(), row.begin(), row.end());
      losses.push_back(cross_entropy_gradient<Scalar>(row, static_cast<size_t>(labels[image]), 1));
    }
    check_figures("network.logits", logits, tolerance);
    check_figures("network.losses", losses, tolerance);
    network.backward(2, context, one_after_another);
    check_figures("network.gradient", {network.gradient.begin(), network.gradient.end()}, tolerance);
    check_figures("network.statistics", {network.statistics.begin(), network.statistics.end()}, tolerance);
  };
  compare(network_of(1.0), 1e-9);
  compare(network_of(1.0f), 1e-4);
}

TEST_CASE("The gradient of the loss against finite differences, and the loss of equal logits") {
  const std::vector<double> logits = {0.3, -1.2, 2.5, 30, 0};
  std::vector<double> gradient = logits;
  const double loss = cross_entropy_gradient<double>(gradient, 2, 0.5);
  CHECK(std::abs(loss - cross_entropy<double>(logits, 2)) < 1e-12);
  for (size_t at = 0; at < logits.size(); ++at) {
    auto above = logits, below = logits;
    above[at] += 1e-5, below[at] -= 1e-5;
    const double expected = (cross_entropy<double>(above, 2) - cross_entropy<double>(below, 2)) / 2e-5;
    CHECK(std::abs(gradient[at] - 0.5 * expected) < 1e-9);
  }
  CHECK(std::abs(cross_entropy<double>(std::vector<double>(10, 700.0), 3) - std::log(10.0)) < 1e-12);
}
