#include "engine/network/session.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_all.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>

#include "tests/engine/network/small_model.h"

using namespace inkling;
using namespace inkling::testing;

TEST_CASE("every layer agrees with a plain double-precision run") {
  const auto model = small_model(GENERATE(small_layers(), separable_layers(), winograd_layers(),
                                          std::vector<Layer>{{LayerType::average_pool, "", 0, 10, false},
                                                             {LayerType::dense, "a", 10, 0, false}}));
  Session session = session_of(model);
  for (const size_t batch : {3, 1}) {
    const auto inputs = random_values(batch * 784, 99, 1.0f);  // [batch, 28, 28, 1]
    std::vector<float> logits(batch * 10);
    REQUIRE(session.run(inputs, logits));
    for (size_t n = 0; n < batch; ++n) {
      const auto expected = plain_run(*model, {inputs.begin() + static_cast<long>(n * 784),
                                               inputs.begin() + static_cast<long>((n + 1) * 784)});
      for (size_t i = 0; i < expected.size(); ++i) {
        const auto& values = expected[i];
        const auto activation = session.activation(i);
        REQUIRE(activation.size() == batch * values.size());
        double largest = 0;
        for (size_t k = 0; k < values.size(); ++k)
          largest = std::max(largest, std::abs(values[k] - activation[n * values.size() + k]));
        INFO("layer " << i << ", image " << n);
        CHECK(largest < 1e-4);
      }
      for (size_t k = 0; k < 10; ++k)
        CHECK_THAT(logits[n * 10 + k], Catch::Matchers::WithinAbs(expected.back()[k], 1e-4));
    }
  }
}

TEST_CASE("an image is read alike alone and in any batch") {
  const auto model = small_model();
  Session session = session_of(model);
  const auto inputs = random_values(8 * 784, 7, 1.0f);
  std::vector<float> together(8 * 10);
  REQUIRE(session.run(inputs, together));
  for (size_t n = 0; n < 8; ++n) {
    std::vector<float> alone(10);
    REQUIRE(session.run(std::span(inputs).subspan(n * 784, 784), alone));
    for (size_t k = 0; k < 10; ++k)
      CHECK_THAT(alone[k], Catch::Matchers::WithinAbs(together[n * 10 + k], 1e-5));
  }
}

TEST_CASE("sizes that do not fit the model are refused") {
  Session session = session_of(small_model());
  std::vector<float> inputs(784), logits(10);
  CHECK_FALSE(session.run(std::span(inputs).first(783), logits));
  CHECK_FALSE(session.run(inputs, std::span(logits).first(9)));
  CHECK_FALSE(session.run({}, {}));
  CHECK(session.run(inputs, logits));
}

TEST_CASE("two sessions share one model") {
  const auto model = small_model();
  Session first = session_of(model), second = session_of(model);
  const auto inputs = random_values(784, 3, 1.0f);
  std::vector<float> a(10), b(10);
  REQUIRE(first.run(inputs, a));
  REQUIRE(second.run(inputs, b));
  CHECK(a == b);
}
