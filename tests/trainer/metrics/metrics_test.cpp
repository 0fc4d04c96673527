#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <fstream>
#include <iterator>

#include "trainer/metrics/class_scores.h"
#include "trainer/metrics/csv.h"
#include "trainer/metrics/evaluation.h"
#include "trainer/metrics/rejection.h"
#include "trainer/metrics/writers.h"

using namespace inkling;
using Catch::Matchers::WithinAbs;

namespace {

double number(yyjson_val* object, const char* key) {
  return yyjson_get_num(yyjson_obj_get(object, key));
}

// What scikit-learn says: tests/trainer/sklearn/make-figures.py.
JsonDocument recorded() {
  std::ifstream file(INKLING_SOURCE_FOLDER "/tests/trainer/sklearn/figures.json");
  auto parsed = parse_json(std::string(std::istreambuf_iterator<char>(file), {}));
  REQUIRE(parsed);
  return std::move(*parsed);
}

struct Case {
  std::vector<Sample> samples;
  std::vector<std::string> labels;
};

Case case_of(yyjson_val* recorded_case) {
  Case made;
  yyjson_val* labels = yyjson_obj_get(recorded_case, "labels");
  yyjson_val* probabilities = yyjson_obj_get(recorded_case, "probabilities");
  for (size_t i = 0; i < yyjson_arr_size(labels); ++i) {
    Sample sample{yyjson_get_int(yyjson_arr_get(labels, i)), false, {}};
    yyjson_val* row = yyjson_arr_get(probabilities, i);
    for (size_t at = 0; at < yyjson_arr_size(row); ++at)
      sample.probabilities.push_back(static_cast<float>(yyjson_get_num(yyjson_arr_get(row, at))));
    made.samples.push_back(std::move(sample));
  }
  for (size_t i = 0; i < yyjson_arr_size(yyjson_obj_get(recorded_case, "confusion")); ++i)
    made.labels.push_back(std::to_string(i));
  return made;
}

void check_scores(const Scores& scores, yyjson_val* expected) {
  CHECK_THAT(scores.precision, WithinAbs(number(expected, "precision"), 1e-12));
  CHECK_THAT(scores.recall, WithinAbs(number(expected, "recall"), 1e-12));
  CHECK_THAT(scores.f1, WithinAbs(number(expected, "f1-score"), 1e-12));
}

void check_calibration(const Evaluation& evaluation, yyjson_val* expected) {
  size_t next = 0;
  for (const CalibrationBin& bin : evaluation.calibration) {
    if (bin.samples == 0) continue;
    yyjson_val* one = yyjson_arr_get(expected, next++);
    CHECK_THAT(bin.accuracy, WithinAbs(number(one, "accuracy"), 1e-12));
    CHECK_THAT(bin.confidence, WithinAbs(number(one, "confidence"), 1e-6));
  }
  CHECK(next == yyjson_arr_size(expected));
}

Sample read_as(int label, int reading, float confidence) {
  Sample sample{label, false, std::vector<float>(3, (1 - confidence) / 2)};
  sample.probabilities[static_cast<size_t>(reading)] = confidence;
  return sample;
}

}  // namespace

TEST_CASE("Precision, recall, F1, confusion and calibration are scikit-learn's") {
  const JsonDocument document = recorded();
  yyjson_val* cases = yyjson_obj_get(yyjson_doc_get_root(document.get()), "cases");
  REQUIRE(yyjson_arr_size(cases) == 3);
  for (size_t index = 0; index < 3; ++index) {
    yyjson_val* expected = yyjson_arr_get(cases, index);
    INFO(yyjson_get_str(yyjson_obj_get(expected, "name")));
    const Case made = case_of(expected);
    const Evaluation evaluation = evaluate(made.samples, made.labels.size());
    const ClassificationReport report = classification_report(evaluation, made.labels);

    yyjson_val* classes = yyjson_obj_get(expected, "classes");
    REQUIRE(report.classes.size() == yyjson_arr_size(classes));
    for (size_t i = 0; i < report.classes.size(); ++i) {
      yyjson_val* one = yyjson_arr_get(classes, i);
      CHECK(report.classes[i].label == yyjson_get_str(yyjson_obj_get(one, "label")));
      CHECK(report.classes[i].support == yyjson_get_sint(yyjson_obj_get(one, "support")));
      check_scores(report.classes[i].scores, one);
    }
    check_scores(report.macro, yyjson_obj_get(expected, "macro"));
    check_scores(report.weighted, yyjson_obj_get(expected, "weighted"));
    CHECK_THAT(report.accuracy, WithinAbs(number(expected, "accuracy"), 1e-12));
    yyjson_val* confusion = yyjson_obj_get(expected, "confusion");
    for (size_t row = 0; row < made.labels.size(); ++row)
      for (size_t column = 0; column < made.labels.size(); ++column)
        CHECK(evaluation.confusion[row][column] ==
              yyjson_get_sint(yyjson_arr_get(yyjson_arr_get(confusion, row), column)));

    if (!yyjson_obj_get(expected, "text")) continue;  // not all of scikit-learn's takes unread samples
    CHECK(to_text(report) == yyjson_get_str(yyjson_obj_get(expected, "text")));
    CHECK_THAT(evaluation.balanced_accuracy, WithinAbs(number(expected, "balanced_accuracy"), 1e-12));
    // The recorded probabilities have five decimals and sum to one but for that.
    CHECK_THAT(evaluation.loss, WithinAbs(number(expected, "loss"), 3e-5));
    check_calibration(evaluation, yyjson_obj_get(expected, "calibration"));
  }
}

TEST_CASE("The figures of four samples are those computed by hand") {
  std::vector<Sample> samples = {
      read_as(0, 0, 0.9f), read_as(0, 1, 0.6f), read_as(1, 1, 0.8f), {2, true, {}}};
  const Evaluation evaluation = evaluate(samples, 3);
  CHECK(evaluation.accuracy == 0.5);
  CHECK(evaluation.accuracy_error == 0.25);    // sqrt(0.5 * 0.5 / 4)
  CHECK(evaluation.balanced_accuracy == 0.5);  // (1/2 + 1 + 0) / 3
  CHECK(evaluation.unread == 1);
  CHECK(evaluation.rejected == 0.25);
  CHECK(evaluation.support == std::vector<int64_t>{2, 1, 1});
  // -(ln 0.9 + ln 0.2 + ln 0.8 + ln 1e-12) / 4
  CHECK_THAT(evaluation.loss, WithinAbs(7.392235, 1e-5));
  // Bins 13, 9 and 12 hold one sample each: (0.1 + 0.6 + 0.2) / 4
  CHECK_THAT(evaluation.ece, WithinAbs(0.225, 1e-6));
  CHECK(evaluation.calibration[13].samples == 1);
  CHECK(evaluation.calibration[9].accuracy == 0);

  const ClassificationReport report = classification_report(evaluation, {"0", "1", "2"});
  CHECK(to_csv(report) ==
        "class,precision,recall,f1,support\n"
        "0,1.000000,0.500000,0.666667,2\n"
        "1,0.500000,1.000000,0.666667,1\n"
        "2,0.000000,0.000000,0.000000,1\n"
        "accuracy,,,0.500000,4\n"
        "macro avg,0.500000,0.500000,0.444444,4\n"
        "weighted avg,0.625000,0.500000,0.500000,4\n");
}

TEST_CASE("Nothing to evaluate gives zeros, not a division by zero") {
  const Evaluation evaluation = evaluate({}, 3);
  const ClassificationReport report = classification_report(evaluation, {"a", "b", "c"});
  CHECK(evaluation.ece == 0);
  CHECK(report.classes.empty());
  CHECK(report.macro.f1 == 0);
}

TEST_CASE("The report's JSON can be read back and has every class") {
  const std::vector<Sample> samples = {read_as(0, 0, 0.9f), read_as(1, 0, 0.6f)};
  const ClassificationReport report = classification_report(evaluate(samples, 3), {"0", "\"1\"", "2"});
  const JsonBuilder builder = new_json();
  yyjson_mut_doc_set_root(builder.get(), to_json(builder.get(), report));
  const auto parsed = parse_json(to_text(builder.get()));
  REQUIRE(parsed);
  yyjson_val* classes = yyjson_obj_get(yyjson_doc_get_root(parsed->get()), "classes");
  REQUIRE(yyjson_arr_size(classes) == 2);
  CHECK(text_of(yyjson_obj_get(yyjson_arr_get(classes, 1), "label")) == "\"1\"");
  CHECK(number(yyjson_arr_get(classes, 0), "precision") == 0.5);
}

TEST_CASE("Declining below a confidence leaves the samples above it") {
  const std::vector<Sample> samples = {
      read_as(0, 0, 0.9f), read_as(0, 1, 0.6f), read_as(1, 1, 0.75f), {2, true, {}}};
  const std::vector<double> confidences = {0, 0.75, 0.95};
  const auto accepted = accepted_from(samples, confidences);
  REQUIRE(accepted.size() == 3);
  CHECK(accepted[0].share == 0.75);
  CHECK_THAT(accepted[0].accuracy, WithinAbs(2. / 3, 1e-12));
  CHECK(accepted[1].share == 0.5);
  CHECK(accepted[1].accuracy == 1);
  CHECK(accepted[2].share == 0);
  CHECK(accepted[2].accuracy == 0);
}

TEST_CASE("Writers come worst first, the better known of equals before the others") {
  WriterScores scores;
  for (const bool correct : {true, false}) scores.add("half of two", correct);
  for (const bool correct : {true, false, true, false}) scores.add("half of four", correct);
  scores.add("all", true);
  scores.add("none b", false);
  scores.add("none a", false);
  const auto sorted = scores.worst_first();
  std::vector<std::string> names;
  for (const WriterScore& score : sorted) names.push_back(score.writer);
  CHECK(names == std::vector<std::string>{"none a", "none b", "half of four", "half of two", "all"});
  CHECK(sorted[2].samples == 4);
  CHECK(sorted[2].correct == 2);
  CHECK_THAT(mean_accuracy(sorted), WithinAbs(0.4, 1e-12));
}

TEST_CASE("A field of CSV is quoted where it must be") {
  CHECK(csv_field("plain") == "plain");
  CHECK(csv_field("a,b") == "\"a,b\"");
  CHECK(csv_field("say \"7\"") == "\"say \"\"7\"\"\"");
}

TEST_CASE("The area under the ROC curve is the share of pairs in the right order, equals counting half") {
  // Of the nine pairs seven are in order and one is equal.
  const std::vector<float> inside = {0.9f, 0.8f, 0.5f}, outside = {0.6f, 0.5f, 0.1f};
  CHECK_THAT(area_under_roc(inside, outside), WithinAbs(7.5 / 9, 1e-12));
  CHECK(area_under_roc(inside, std::vector<float>{0.2f}) == 1);
  CHECK(area_under_roc(std::vector<float>{0.2f}, inside) == 0);
}
