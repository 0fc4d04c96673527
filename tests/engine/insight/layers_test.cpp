// What the page shows of the layers is what reads.
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "engine/network/input.h"
#include "engine/reading/recogniser.h"
#include "tests/engine/network/small_model.h"
#include "tests/engine/support/files.h"

using namespace inkling;
using namespace inkling::testing;

TEST_CASE(
    "a session that is asked for its layers reads as the recogniser does, and its layers are the plain "
    "loops'") {
  const auto seen = see(Ink{{{{10, 12}, {60, 10}, {30, 90}}, {{20, 50}, {55, 48}}}});
  REQUIRE(seen);
  for (const char* name : {"tiny", "default", "max"}) {
    INFO(name);
    const auto model =
        load_model(read_file(INKLING_SOURCE_FOLDER "/assets/weights/" + std::string(name) + ".safetensors"));
    REQUIRE(model);
    auto session = Session::create(*model), reading = Session::create(*model);
    REQUIRE(session);
    REQUIRE(reading);
    Recogniser recogniser(std::move(*reading));
    std::vector<float> input(static_cast<size_t>((*model)->input_shape().size()));
    network_input({&*seen, 1}, (*model)->planes, input);
    std::vector<float> logits((*model)->outputs), read(logits.size());
    REQUIRE(session->run(input, logits));
    REQUIRE(recogniser.logits({&*seen, 1}, read));
    CHECK(logits == read);

    const auto expected = plain_run(**model, {input.begin(), input.end()}, 0);
    for (size_t layer = 0; layer < expected.size(); ++layer) {
      const auto given = session->activation(layer);
      REQUIRE(given.size() == expected[layer].size());
      double largest = 0, difference = 0;
      for (size_t i = 0; i < given.size(); ++i) {
        largest = std::max(largest, std::abs(expected[layer][i]));
        difference = std::max(difference, std::abs(expected[layer][i] - given[i]));
      }
      INFO("layer " << layer + 1);
      CHECK(largest > 0);
      CHECK(difference <= 1e-5 * std::max(largest, 1.0));
    }
  }
}
