#include "engine/reading/reading.h"

#include <yyjson.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <numeric>

using namespace inkling;
using Catch::Matchers::WithinAbs;

namespace {

Model three_labels(float temperature, float least_confidence) {
  Model model;
  model.labels = {"a", "b", "c\"ö"};
  model.outputs = 3;
  model.temperature = temperature;
  model.rejection.least = least_confidence;
  return model;
}

}  // namespace

TEST_CASE("probabilities are the softmax of logits over temperature") {
  // exp(0), exp(1), exp(2) over their sum, to six digits.
  const std::vector<float> logits{0, 2, 4};
  const auto values = probabilities(three_labels(2, 0), logits);
  CHECK_THAT(values[0], WithinAbs(0.090031, 1e-6));
  CHECK_THAT(values[1], WithinAbs(0.244728, 1e-6));
  CHECK_THAT(values[2], WithinAbs(0.665241, 1e-6));
}

TEST_CASE("huge logits give finite probabilities") {
  const std::vector<float> logits{1e30f, -1e30f, 0};
  const auto values = probabilities(three_labels(1, 0), logits);
  CHECK(values == std::vector<float>{1, 0, 0});
}

TEST_CASE("a reading names the likeliest label, the rivals in order, and whether it is sure enough") {
  const std::vector<float> logits{0, 2, 4};
  const Reading sure = reading_of_one(three_labels(2, 0.66f), logits, {});
  CHECK(sure.text == "c\"ö");
  CHECK_FALSE(sure.rejected);
  CHECK(sure.digits[0].top[1].label == "b");
  CHECK(sure.digits[0].top[2].label == "a");
  const Reading unsure = reading_of_one(three_labels(2, 0.67f), logits, {});
  CHECK(unsure.text == "c\"ö");
  CHECK(unsure.rejected);
}

TEST_CASE("a reading as JSON has the shape that programs rely on") {
  const std::vector<float> logits{0, 2, 4};
  const std::string json = to_json(reading_of_one(three_labels(2, 0), logits, {1, 2, 11, 22}));
  yyjson_doc* document = yyjson_read(json.data(), json.size(), 0);
  REQUIRE(document);
  yyjson_val* root = yyjson_doc_get_root(document);
  CHECK(std::string(yyjson_get_str(yyjson_obj_get(root, "text"))) == "c\"ö");
  CHECK(yyjson_is_false(yyjson_obj_get(root, "rejected")));
  CHECK_THAT(yyjson_get_num(yyjson_obj_get(root, "confidence")), WithinAbs(0.665241, 1e-6));
  yyjson_val* digit = yyjson_arr_get(yyjson_obj_get(root, "digits"), 0);
  CHECK(yyjson_arr_size(yyjson_obj_get(digit, "probabilities")) == 3);
  CHECK(yyjson_arr_size(yyjson_obj_get(digit, "top")) == 3);
  const double box[] = {1, 2, 10, 20};
  for (size_t i = 0; i < 4; ++i)
    CHECK(yyjson_get_num(yyjson_arr_get(yyjson_obj_get(digit, "box"), i)) == box[i]);
  yyjson_doc_free(document);
}

TEST_CASE("nothing drawn is an empty reading") {
  CHECK(to_json(Reading{}) == R"({"text":"","confidence":0,"rejected":false,"digits":[]})");
}

TEST_CASE("an output beyond the labels takes its probability from them, and can make a reading rejected") {
  // exp(1), exp(0), exp(0) and exp(2) over their sum, to six digits.
  Model model = three_labels(1, 0.5f);
  model.outputs = 4;
  const std::vector<float> logits{1, 0, 0, 2};
  const auto values = probabilities(model, logits);
  REQUIRE(values.size() == 3);
  CHECK_THAT(values[0], WithinAbs(0.224515, 1e-6));
  CHECK_THAT(values[1], WithinAbs(0.082595, 1e-6));
  const Reading doubtful = reading_of_one(model, logits, {});
  CHECK(doubtful.text == "a");
  CHECK(doubtful.rejected);
  // By membership all labels count, 0.389705 together: one that could be two of them is one of them.
  model.rejection = {Certainty::membership, 0.38f};
  CHECK_FALSE(reading_of_one(model, logits, {}).rejected);
  model.rejection.least = 0.39f;
  CHECK(reading_of_one(model, logits, {}).rejected);
  // The same three logits without an outsider's are surer: exp(1) / (exp(1) + 2).
  CHECK_FALSE(reading_of_one(three_labels(1, 0.5f), std::span(logits).first(3), {}).rejected);
}

TEST_CASE("outsiders that are rarer than in training are less likely, but not for parts of a drawing") {
  // By Bayes' rule: 4 of 10 samples in training and 1 of 10 now are outsiders, 1/9 : 4/6 = 1/6 of the odds.
  // A sign that training would have called one with 3 : 1 is one with 1 : 2.
  Model model = three_labels(2, 0);
  model.outputs = 4;
  model.outsider_odds = 1.f / 6;
  const std::vector<float> logits{0, 0, 0, 2 * std::log(9.f)};
  const auto sum = [](const std::vector<float>& values) {
    return std::accumulate(values.begin(), values.end(), 0.f);
  };
  CHECK_THAT(sum(probabilities(model, logits)), WithinAbs(2. / 3, 1e-6));
  CHECK_THAT(sum(probabilities_of_part(model, logits)), WithinAbs(0.25, 1e-6));
}
