// What `inkling evaluate` and `inkling report` say of samples that were read.
#include "trainer/cli/outcome.h"

#include <catch2/catch_test_macros.hpp>

using namespace inkling;

TEST_CASE("A label is suspected when the reading leaves it less than 2 %, and it still counts") {
  Model model;
  model.labels = {"0", "1", "7"};
  model.outputs = 3;
  const auto sample = [](const char* label) { return LabelledSample{label, "writer", "place", Seen{}}; };
  const std::vector<LabelledSample> samples = {sample("7"), sample("1"), sample("1"), sample("0")};
  const std::vector<std::vector<float>> probabilities = {
      {0.01f, 0.04f, 0.95f},  // right
      {0.01f, 0.03f, 0.96f},  // wrong, but 3 % are left
      {0.01f, 0.01f, 0.98f},  // 1 % is left
      {}};                    // nothing was found: says nothing about the label
  const Outcome outcome = outcome_of(model, samples, probabilities);
  REQUIRE(outcome.misread.size() == 3);
  CHECK_FALSE(is_label_suspected(outcome.misread[0]));
  CHECK(is_label_suspected(outcome.misread[1]));
  CHECK_FALSE(is_label_suspected(outcome.misread[2]));
  CHECK(outcome.evaluation.samples == 4);
  CHECK(outcome.evaluation.accuracy == 0.25);
  CHECK(misread_csv(samples, outcome.misread) ==
        "place,label,text,confidence,suspected\n"
        "place,1,7,0.960000,0\nplace,1,7,0.980000,1\nplace,0,,0.000000,0\n");
}
