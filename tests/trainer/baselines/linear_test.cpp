#include "trainer/baselines/linear.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/trainer/support.h"

using namespace inkling::trainer;

namespace {

double accuracy(const LinearModel& model, const Dataset& data) {
  size_t right = 0;
  for (size_t i = 0; i < data.size(); ++i) right += model.read(data.glyphs[i]) == data.labels[i];
  return static_cast<double>(right) / static_cast<double>(data.size());
}

}  // namespace

TEST_CASE("Linear models read images they have not seen, when a line tells the classes apart") {
  const Dataset training = testing::squares(400, 1), test = testing::squares(200, 2);
  for (const LinearKind kind : {LinearKind::logistic_regression, LinearKind::support_vector_machine}) {
    const auto model = LinearModel::fit(training, kind, 1);
    REQUIRE(model);
    CHECK(accuracy(*model, test) == 1);
    CHECK(model->bytes() == 10 * 785 * 4);
  }
}

TEST_CASE("Two classes keep their names, whichever comes first") {
  const Dataset all = testing::squares(600, 3);
  for (const bool turned : {false, true}) {
    Dataset two;
    two.classes = {"a", "b"};
    for (size_t i = 0; i < all.size(); ++i) {
      if (all.labels[i] > 1) continue;
      two.glyphs.push_back(all.glyphs[i]);
      two.labels.push_back(turned ? 1 - all.labels[i] : all.labels[i]);
    }
    const auto model = LinearModel::fit(two, LinearKind::logistic_regression, 1);
    REQUIRE(model);
    CHECK(accuracy(*model, two) == 1);
  }
}

TEST_CASE("No data and no cost are refused") {
  CHECK(!LinearModel::fit({}, LinearKind::logistic_regression, 1));
  const auto refused = LinearModel::fit(testing::squares(20, 1), LinearKind::logistic_regression, 0);
  REQUIRE(!refused);
  CHECK(refused.error().message.find("cost 0") != std::string::npos);
}
