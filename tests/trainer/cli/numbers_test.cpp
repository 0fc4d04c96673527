// `inkling predict` and `inkling evaluate` with --mode number.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "engine/core/json.h"
#include "engine/ink/ndjson.h"
#include "tests/trainer/cli/sources.h"

using namespace inkling;
using namespace inkling::trainer::testing;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::WithinAbs;

namespace {

const std::string own_drawings = INKLING_SOURCE_FOLDER "/assets/drawings/digits.ndjson";

// One of our own drawings, moved to the right, as "[[x,y],…],…": the strokes of a line of ink.
std::string strokes_of(const std::string& style, float right) {
  const std::string all = read_text(own_drawings);
  const size_t name = all.find(style);
  const size_t begin = all.rfind('\n', name) + 1;
  const auto drawing = parse_drawing(std::string_view(all).substr(begin, all.find('\n', name) - begin));
  REQUIRE(drawing);
  std::string text;
  for (const Stroke& stroke : drawing->ink.strokes) {
    text += text.empty() ? "[" : ",[";
    for (size_t i = 0; i < stroke.size(); ++i)
      text +=
          (i ? ",[" : "[") + std::to_string(stroke[i].x + right) + "," + std::to_string(stroke[i].y) + "]";
    text += "]";
  }
  return text;
}

std::string line(const std::string& label, const std::string& writer, const std::string& strokes) {
  return "{\"label\":\"" + label + "\",\"writer\":\"" + writer + "\",\"strokes\":[" + strokes + "]}\n";
}

double number_of(const std::string& json, const char* key) {
  const auto document = parse_json(json);
  REQUIRE(document);
  yyjson_val* value = yyjson_obj_get(yyjson_doc_get_root(document->get()), key);
  REQUIRE(yyjson_is_num(value));
  return yyjson_get_num(value);
}

std::string seven() {
  return strokes_of("\"7\",\"writer\":\"inkling-crossed\"", 0);
}

std::string seven_four() {
  return seven() + "," + strokes_of("\"4\",\"writer\":\"inkling-open\"", 700);
}

}  // namespace

TEST_CASE("Numbers are predicted with the place of each digit") {
  const Workplace place;
  write_text(place / "ink.ndjson", line("", "", seven_four()) + "nonsense\n" + line("", "", ""));
  CHECK(place.run({"predict", "ink.ndjson", "--mode", "number", "--json"}) == 1);
  const auto document = parse_json(place.out());
  REQUIRE(document);
  yyjson_val* results = yyjson_doc_get_root(document->get());
  REQUIRE(yyjson_arr_size(results) == 3);
  yyjson_val* first = yyjson_arr_get(results, 0);
  CHECK(text_of(yyjson_obj_get(first, "text")) == "74");
  CHECK(yyjson_arr_size(yyjson_obj_get(first, "digits")) == 2);
  CHECK_THAT(std::string(*text_of(yyjson_obj_get(yyjson_arr_get(results, 1), "error"))),
             ContainsSubstring("ink.ndjson:2: not JSON"));
  CHECK(yyjson_arr_size(yyjson_obj_get(yyjson_arr_get(results, 2), "digits")) == 0);
  CHECK(place.run({"predict", "ink.png", "--mode", "number"}) == 1);
}

TEST_CASE("Numbers are evaluated as a whole and digit by digit") {
  const Workplace place;
  const std::string writer = writers_of_fold[1][0], other = writers_of_fold[2][0];
  // One right, one of two digits with one of them missing, one that is no number; another writer's.
  write_text(place / "ink.ndjson", line("74", writer, seven_four()) + line("77", writer, seven()) +
                                       line("7x", writer, seven_four()) + line("1", other, seven()));
  CHECK(place.run({"evaluate", "--ink", "ink.ndjson", "--mode", "number", "--fold", "1", "--json"}) == 0);
  const std::string json = place.out();
  CHECK(number_of(json, "samples") == 2);
  CHECK(number_of(json, "accuracy") == 0.5);
  CHECK(number_of(json, "digits") == 4);
  CHECK(number_of(json, "digit_error_rate") == 0.25);
  CHECK(number_of(json, "outsiders") == 1);
  for (const char* key : {"balanced_accuracy", "loss", "ece", "rejected", "outsiders_rejected"})
    CHECK(number_of(json, key) >= 0);
  CHECK_THAT(json, ContainsSubstring("\"confusion\"") && ContainsSubstring("\"labels\""));
}

TEST_CASE("Single digits read as numbers are read as they are alone") {
  const Workplace place;
  CHECK(place.run({"evaluate", "--ink", own_drawings, "--json"}) == 0);
  const double alone = number_of(place.out(), "accuracy");
  CHECK(place.run({"evaluate", "--ink", own_drawings, "--mode", "number", "--json"}) == 0);
  CHECK(number_of(place.out(), "samples") == 60);
  CHECK_THAT(number_of(place.out(), "accuracy"), WithinAbs(alone, 1e-9));
}

TEST_CASE("MNIST cannot be evaluated as numbers") {
  const Workplace place;
  CHECK(place.run({"evaluate", "--data", "data/mnist", "--mode", "number"}) == 1);
  CHECK_THAT(place.err(), ContainsSubstring("--mode number reads drawings and pictures"));
}
