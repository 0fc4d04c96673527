#include "engine/ink/ndjson.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "tests/engine/support/files.h"

using namespace inkling;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("a drawing has its label, writer and points") {
  const auto drawing = parse_drawing(
      R"({"label":"7","writer":"w\u00f6","source":{"any":[1]},"strokes":[[[1,2],[3.5,-4e1,17,0.5]],[[0,0,1]]]})");
  REQUIRE(drawing);
  CHECK(drawing->label == "7");
  CHECK(drawing->writer == "w\xc3\xb6");
  REQUIRE(drawing->ink.strokes.size() == 2);
  REQUIRE(drawing->ink.strokes[0].size() == 2);
  CHECK(drawing->ink.strokes[0][0].x == 1);
  CHECK(drawing->ink.strokes[0][1].x == 3.5f);
  CHECK(drawing->ink.strokes[0][1].y == -40);
  CHECK(drawing->ink.strokes[1].size() == 1);
}

TEST_CASE("label and writer may be missing, and there may be no stroke") {
  const auto drawing = parse_drawing("{\"strokes\":[]}\r");
  REQUIRE(drawing);
  CHECK(drawing->label.empty());
  CHECK(drawing->writer.empty());
  CHECK(drawing->ink.strokes.empty());
}

TEST_CASE("a bad line is refused with its place, its value and what was expected") {
  const struct {
    const char *line, *message;
  } bad[] = {
      {"", "empty"},
      {"  \r", "empty"},
      {"[]", "an array; expected an object"},
      {"null", "null; expected an object"},
      {"{", "not JSON at byte"},
      {"{} {}", "not JSON at byte"},
      {R"({"strokes":[[[1,2])", "not JSON at byte"},
      {R"({"strokes":[[[1,NaN]]]})", "not JSON at byte"},
      {R"({"strokes":[[[1,-Infinity]]]})", "not JSON at byte"},
      {R"({"strokes":[[[1,1e999]]]})", "not JSON at byte"},
      {"{\"strokes\":[],\"label\":\"\xff\"}", "not JSON at byte"},
      {R"({"label":"1"})", "'strokes' is missing"},
      {R"({"strokes":{}})", "'strokes' is an object"},
      {R"({"strokes":[],"label":7})", "'label' is a number; expected a string"},
      {R"({"strokes":[],"writer":null})", "'writer' is null; expected a string"},
      {R"({"strokes":[[[0,0]],7]})", "stroke 2 is a number"},
      {R"({"strokes":[[[0,0]],[]]})", "stroke 2 has no point"},
      {R"({"strokes":[[[0,0]],[[0,0],7]]})", "stroke 2, point 2 is a number; expected [x,y]"},
      {R"({"strokes":[[[0]]]})", "stroke 1, point 1 has 1 numbers"},
      {R"({"strokes":[[[0,1,2,3,4]]]})", "stroke 1, point 1 has 5 numbers"},
      {R"({"strokes":[[[0,"1"]]]})", "stroke 1, point 1 y is a string; expected a number"},
      {R"({"strokes":[[[0,1,null]]]})", "stroke 1, point 1 milliseconds is null; expected a number"},
      {R"({"strokes":[[[0,1,2,true]]]})", "stroke 1, point 1 pressure is a boolean; expected a number"},
      {R"({"strokes":[[[0,0],[-1e10,0]]]})",
       "stroke 1, point 2 x is -1e+10; expected a magnitude of at most 1e+09"},
      {R"({"strokes":[[[0,1000000001]]]})", "stroke 1, point 1 y is"},
  };
  for (const auto& [line, message] : bad) {
    INFO(line);
    const auto drawing = parse_drawing(line);
    REQUIRE_FALSE(drawing);
    CHECK_THAT(drawing.error().message, ContainsSubstring(message));
  }
}

TEST_CASE("a line cut anywhere is refused") {
  const std::string line = R"({"label":"7","writer":"w","strokes":[[[1,2],[3.5,-4e1,17,0.5]],[[0,0]]]})";
  REQUIRE(parse_drawing(line));
  for (size_t length = 0; length < line.size(); ++length) {
    INFO(length);
    CHECK_FALSE(parse_drawing(std::string_view(line).substr(0, length)));
  }
}

TEST_CASE("nesting a million deep is refused without a crash") {
  CHECK_FALSE(parse_drawing(std::string(1'000'000, '[')));
  CHECK_FALSE(parse_drawing("{\"strokes\":" + std::string(500'000, '[') + std::string(500'000, ']') + "}"));
}

TEST_CASE("a drawing has at most 100,000 points, however they are spread over its strokes") {
  const auto line = [](size_t strokes, size_t points) {
    std::string text = "{\"strokes\":[";
    for (size_t s = 0; s < strokes; ++s) {
      text += s ? ",[" : "[";
      for (size_t p = 0; p < points; ++p) text += p ? ",[0,1]" : "[0,1]";
      text += "]";
    }
    return text + "]}";
  };
  CHECK(parse_drawing(line(1, 100'000)));
  CHECK(parse_drawing(line(10'000, 10)));
  CHECK_FALSE(parse_drawing(line(1, 100'001)));
  const auto refused = parse_drawing(line(100'001, 1));
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error().message, ContainsSubstring("stroke 100001 has 1 points"));
}

TEST_CASE("a writer's fold is FNV-1a modulo 5") {
  // Hashes from Landon Curt Noll's published test vectors.
  CHECK(fold_of_writer("") == 0x811c9dc5u % 5);
  CHECK(fold_of_writer("a") == 0xe40c292cu % 5);
  CHECK(fold_of_writer("b") == 0xe70c2de5u % 5);
  CHECK(fold_of_writer("foobar") == 0xbf9cf968u % 5);
}

TEST_CASE("every line of real ink is read") {
  const auto lines = testing::ink_lines("unipen-digits.ndjson.gz", 1);
  if (lines.empty()) SKIP("no real ink in " << testing::shared_folder() << "/ink");
  CHECK(lines.size() == 10'958);
  for (const std::string& line : lines) {
    const auto drawing = parse_drawing(line);
    REQUIRE(drawing);
    CHECK_FALSE(drawing->writer.empty());
  }
}
