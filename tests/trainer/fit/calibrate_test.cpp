#include "trainer/fit/calibrate.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>

#include "trainer/random.h"

using namespace inkling::trainer;
using Catch::Matchers::WithinRel;

namespace {

// Labels drawn from the softmax of true logits; what is reported are these logits times `overconfidence`.
struct Drawn {
  std::vector<float> logits;  // [samples, 4]
  std::vector<uint8_t> labels;
};

Drawn draw(int samples, float overconfidence) {
  Drawn drawn;
  Random random(8, Purpose::order);
  for (int sample = 0; sample < samples; ++sample) {
    float logits[4], sum = 0;
    for (float& logit : logits) logit = 2 * random.normal(), sum += std::exp(logit);
    float left = sum * random.uniform();
    uint8_t label = 0;
    while (label < 3 && (left -= std::exp(logits[label])) > 0) ++label;
    for (const float logit : logits) drawn.logits.push_back(overconfidence * logit);
    drawn.labels.push_back(label);
  }
  return drawn;
}

}  // namespace

TEST_CASE("The temperature undoes the overconfidence that was put in") {
  for (const float overconfidence : {0.5f, 1.f, 3.f}) {
    const Drawn drawn = draw(20'000, overconfidence);
    CHECK_THAT(best_temperature({drawn.logits, drawn.labels}), WithinRel(overconfidence, 0.05f));
  }
}

TEST_CASE("The temperature stays within its bounds when every answer is right") {
  const std::vector<float> logits = {5, 0, 0, 5};
  const std::vector<uint8_t> labels = {0, 1};
  const float temperature = best_temperature({logits, labels});
  CHECK(temperature >= 0.0499f);
  CHECK(temperature < 0.06f);
}

TEST_CASE("Outsiders that are one in four in training and one in twenty on a page have 3/19 of the odds") {
  CHECK_THAT(outsider_odds(0.25), WithinRel(3.f / 19, 1e-6f));
  CHECK_THAT(outsider_odds(0.05), WithinRel(1.f, 1e-6f));
}

TEST_CASE("The temperature is right for the odds of an outsider that are used") {
  // What is reported says too often by a known factor that a sample is the fourth, an outsider.
  const float factor = 7;
  for (const float overconfidence : {0.5f, 3.f}) {
    Drawn drawn = draw(20'000, overconfidence);
    for (size_t at = 3; at < drawn.logits.size(); at += 4)
      drawn.logits[at] += overconfidence * std::log(factor);
    CHECK_THAT(best_temperature({drawn.logits, drawn.labels, 3, 1 / factor}),
               WithinRel(overconfidence, 0.05f));
    CHECK(score({drawn.logits, drawn.labels, 3, 1 / factor}, overconfidence).loss <
          score({drawn.logits, drawn.labels, 3}, overconfidence).loss);
  }
}

TEST_CASE(
    "The rejection lets the wanted share of right answers fall below it, of confidence or of membership") {
  const Drawn drawn = draw(20'000, 1);
  // The fourth output is a label, or that of outsiders: of those none are drawn then.
  for (const size_t classes : {4, 3}) {
    std::vector<float> logits;
    std::vector<uint8_t> labels;
    for (size_t sample = 0; sample < drawn.labels.size(); ++sample) {
      if (drawn.labels[sample] >= classes) continue;
      labels.push_back(drawn.labels[sample]);
      logits.insert(logits.end(), &drawn.logits[4 * sample], &drawn.logits[4 * sample] + 4);
    }
    const inkling::Rejection rejection = best_rejection({logits, labels, classes}, 1, 0.1);
    CHECK(rejection.by == (classes == 4 ? inkling::Certainty::confidence : inkling::Certainty::membership));
    int correct = 0, below = 0;
    for (size_t sample = 0; sample < labels.size(); ++sample) {
      const float* row = &logits[4 * sample];
      if (std::max_element(row, row + classes) - row != labels[sample]) continue;
      double sum = 0, all = 0;
      for (size_t at = 0; at < 4; ++at) {
        sum += std::exp(double{row[at]});
        if (at < classes) all += std::exp(double{row[at]});
      }
      ++correct;
      below += (classes == 4 ? std::exp(double{row[labels[sample]]}) : all) / sum < rejection.least - 1e-6;
    }
    CHECK_THAT(static_cast<double>(below) / correct, WithinRel(0.1, 0.01));
  }
}
