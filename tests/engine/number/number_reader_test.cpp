// Numbers put together by hand from the drawings in assets/, read with the default weights.
#include "engine/number/number_reader.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cmath>
#include <fstream>
#include <limits>
#include <map>
#include <numeric>

#include "engine/number/geometry.h"
#include "tests/engine/network/small_model.h"
#include "tests/engine/support/files.h"

using namespace inkling;
using Catch::Matchers::ContainsSubstring;

namespace {

Recogniser default_recogniser() {
  const auto file = testing::read_file(INKLING_SOURCE_FOLDER "/assets/weights/default.safetensors");
  auto model = load_model(file);
  REQUIRE(model);
  auto session = Session::create(std::move(*model));
  REQUIRE(session);
  return Recogniser(std::move(*session));
}

// The strokes of our own drawings by label and style, such as "7 crossed"; a digit is about 700 tall.
const std::map<std::string, std::vector<Stroke>>& drawings() {
  static const auto all = [] {
    std::map<std::string, std::vector<Stroke>> read;
    std::ifstream file(INKLING_SOURCE_FOLDER "/assets/drawings/digits.ndjson");
    for (std::string line; std::getline(file, line);) {
      const auto drawing = parse_drawing(line);
      REQUIRE(drawing);
      const std::string style = drawing->writer.substr(drawing->writer.find('-') + 1);
      read[drawing->label + " " + style] = drawing->ink.strokes;
    }
    return read;
  }();
  return all;
}

// The drawing with the left edge and the top of its box there.
std::vector<Stroke> at(const std::string& name, float left, float top, float scale = 1) {
  std::vector<Stroke> strokes = drawings().at(name);
  const Box box = *bounds(Ink{strokes});
  for (Stroke& stroke : strokes)
    for (Point& point : stroke)
      point = {left + scale * (point.x - box.left), top + scale * (point.y - box.top)};
  return strokes;
}

// The drawings side by side with gaps of that width; each is moved down by `slope` for its way to the right.
std::vector<std::vector<Stroke>> line(const std::vector<std::string>& names, float gap, float slope = 0) {
  std::vector<std::vector<Stroke>> digits;
  float x = 0;
  for (const std::string& name : names) {
    digits.push_back(at(name, x, slope * x));
    x = bounds(Ink{digits.back()})->right + gap;
  }
  return digits;
}

Ink joined_ink(const std::vector<std::vector<Stroke>>& digits) {
  Ink ink;
  for (const auto& strokes : digits) ink.strokes.insert(ink.strokes.end(), strokes.begin(), strokes.end());
  return ink;
}

// Every digit's first stroke, then the others.
Ink bars_late(const std::vector<std::vector<Stroke>>& digits) {
  Ink ink;
  for (const auto& strokes : digits) ink.strokes.push_back(strokes.front());
  for (const auto& strokes : digits)
    ink.strokes.insert(ink.strokes.end(), strokes.begin() + 1, strokes.end());
  return ink;
}

Reading reading_of(Recogniser& recogniser, const Ink& ink) {
  NumberReader reader(recogniser);
  REQUIRE(reader.set(ink));
  const auto reading = reader.read();
  REQUIRE(reading);
  return *reading;
}

std::string text_of(Recogniser& recogniser, const Ink& ink) {
  return reading_of(recogniser, ink).text;
}

bool same_box(const Box& a, const Box& b) {
  return a.left == b.left && a.top == b.top && a.right == b.right && a.bottom == b.bottom;
}

}  // namespace

TEST_CASE("Digits beside each other are a number, each digit with the box of its strokes") {
  Recogniser recogniser = default_recogniser();
  const auto digits = line({"4 open", "0 oval", "7 crossed", "2 plain", "5 two-strokes"}, 150);
  const Reading reading = reading_of(recogniser, joined_ink(digits));
  CHECK(reading.text == "40725");
  float product = 1;
  REQUIRE(reading.digits.size() == digits.size());
  for (size_t i = 0; i < digits.size(); ++i) {
    CHECK(same_box(reading.digits[i].box, *bounds(Ink{digits[i]})));
    product *= reading.digits[i].confidence;
  }
  CHECK(reading.confidence == product);
}

TEST_CASE("The groups name the strokes of each digit from left to right, whenever they were written") {
  Recogniser recogniser = default_recogniser();
  const Ink ink = bars_late(line({"7 crossed", "2 plain", "4 open"}, 150));
  NumberReader reader(recogniser);
  REQUIRE(reader.set(ink));
  const auto reading = reader.read();
  REQUIRE(reading);
  REQUIRE(reading->text == "724");
  REQUIRE(reader.groups().size() == reading->digits.size());
  std::vector<size_t> all;
  for (size_t i = 0; i < reader.groups().size(); ++i) {
    Ink digit;
    for (const size_t stroke : reader.groups()[i]) {
      REQUIRE(stroke < ink.strokes.size());
      digit.strokes.push_back(ink.strokes[stroke]);
      all.push_back(stroke);
    }
    CHECK(same_box(*bounds(digit), reading->digits[i].box));
  }
  std::sort(all.begin(), all.end());
  CHECK(all == std::vector<size_t>{0, 1, 2, 3, 4});
  reader.clear();
  REQUIRE(reader.read());
  CHECK(reader.groups().empty());
}

TEST_CASE("The bars of 4, 5 and 7 may be written after all other digits") {
  Recogniser recogniser = default_recogniser();
  const auto digits = line({"7 crossed", "4 open", "2 plain", "5 two-strokes", "3 round", "7 crossed"}, 120);
  CHECK(text_of(recogniser, bars_late(digits)) == "742537");
}

TEST_CASE("Digits may be written in any order") {
  Recogniser recogniser = default_recogniser();
  auto digits = line({"4 open", "9 curved", "7 crossed", "1 bar"}, 150);
  std::reverse(digits.begin(), digits.end());
  CHECK(text_of(recogniser, joined_ink(digits)) == "4971");
}

TEST_CASE("A 1 close to a 0 is no part of it") {
  Recogniser recogniser = default_recogniser();
  CHECK(text_of(recogniser, joined_ink(line({"1 bar", "0 oval"}, 60))) == "10");
  CHECK(text_of(recogniser, joined_ink(line({"0 oval", "1 bar"}, 60))) == "01");
  CHECK(text_of(recogniser, joined_ink(line({"1 bar", "1 bar", "0 oval", "1 bar"}, 110))) == "1101");
}

TEST_CASE("Neighbours may touch and overlap") {
  Recogniser recogniser = default_recogniser();
  CHECK(text_of(recogniser, joined_ink(line({"3 round", "8 s-shaped", "2 plain"}, 0))) == "382");
  CHECK(text_of(recogniser, joined_ink(line({"2 plain", "6 curved", "3 round"}, -40))) == "263");
}

TEST_CASE("A line may slant up and down") {
  Recogniser recogniser = default_recogniser();
  for (const float slope : {-0.5f, -0.2f, 0.2f, 0.5f})
    CHECK(text_of(recogniser, bars_late(line({"4 open", "7 crossed", "2 plain", "5 two-strokes"}, 150,
                                             slope))) == "4725");
}

TEST_CASE("Sizes may be uneven") {
  Recogniser recogniser = default_recogniser();
  std::vector<std::vector<Stroke>> digits;
  float x = 0;
  const std::pair<const char*, float> sizes[] = {
      {"4 open", 1.3f}, {"2 plain", 0.7f}, {"7 crossed", 1}, {"3 round", 0.75f}};
  for (const auto& [name, scale] : sizes) {
    digits.push_back(at(name, x, 0, scale));
    x = bounds(Ink{digits.back()})->right + 150;
  }
  CHECK(text_of(recogniser, joined_ink(digits)) == "4273");
}

TEST_CASE("No single digit is split") {
  Recogniser recogniser = default_recogniser();
  for (const auto& [name, strokes] : drawings()) {
    INFO(name);
    const Reading reading = reading_of(recogniser, Ink{strokes});
    CHECK(reading.digits.size() == 1);
    CHECK(reading.text == recogniser.read(see(Ink{strokes}))->text);
  }
}

TEST_CASE("Each digit is read by the path of its own strokes, in the order they were written") {
  const auto file = write_safetensors(
      testing::random_weights(testing::small_layers(), R"(["ink","path-x","path-y","path-time"])"));
  auto model = load_model(file);
  REQUIRE(model);
  auto session = Session::create(std::move(*model));
  REQUIRE(session);
  Recogniser recogniser(std::move(*session));
  // Far apart, so that only the groups are left that are meant.
  const auto digits = line({"4 open", "7 crossed", "5 two-strokes"}, 3000);
  const Reading reading = reading_of(recogniser, bars_late(digits));
  REQUIRE(reading.digits.size() == 3);
  for (size_t i = 0; i < digits.size(); ++i) {
    const auto alone = recogniser.read(see(Ink{digits[i]}));
    REQUIRE(alone);
    for (size_t label = 0; label < 10; ++label)
      CHECK(std::abs(reading.digits[i].probabilities[label] - alone->digits[0].probabilities[label]) < 1e-5f);
    Ink backwards{digits[i]};
    std::reverse(backwards.strokes.begin(), backwards.strokes.end());
    CHECK(recogniser.read(see(backwards))->digits[0].probabilities != alone->digits[0].probabilities);
  }
}

TEST_CASE("A point among the digits is no digit, and the number is rejected") {
  Recogniser recogniser = default_recogniser();
  const auto digits = line({"3 round", "2 plain", "4 open"}, 150);
  REQUIRE(text_of(recogniser, joined_ink(digits)) == "324");
  REQUIRE_FALSE(reading_of(recogniser, joined_ink(digits)).rejected);
  const Box three = *bounds(Ink{digits[0]}), two = *bounds(Ink{digits[1]});
  const float middle = (three.right + two.left) / 2;
  const std::vector<Stroke> points = {{{middle, three.bottom}},
                                      {{middle, three.bottom - 60}, {middle + 10, three.bottom}}};
  for (const Stroke& point : points) {
    Ink ink = joined_ink(digits);
    ink.strokes.push_back(point);
    const Reading reading = reading_of(recogniser, ink);
    CHECK(reading.rejected);
    REQUIRE(reading.digits.size() == 4);
    CHECK(reading.digits[0].label == "3");
    CHECK(reading.digits[1].confidence < 0.001f);
    CHECK(same_box(reading.digits[1].box, *bounds(Ink{{point}})));
    CHECK(reading.digits[2].label == "2");
    CHECK(reading.digits[3].label == "4");
  }
}

TEST_CASE("A letter among the digits is one sign that is none, and takes nothing from its neighbours") {
  Recogniser recogniser = default_recogniser();
  // In a square of 1 that stands on the digits' foot.
  const std::map<std::string, std::vector<Stroke>> letters = {
      {"A", {{{0.5f, 0}, {0.1f, 1}}, {{0.5f, 0}, {0.7f, 0.5f}, {0.9f, 1}}, {{0.2f, 0.65f}, {1, 0.6f}}}},
      {"E", {{{0.6f, 0}, {0.1f, 0.05f}, {0.1f, 0.95f}, {0.6f, 1}}, {{0.1f, 0.5f}, {0.5f, 0.5f}}}},
      {"F", {{{0.1f, 1}, {0.1f, 0}}, {{0.1f, 0}, {0.7f, 0}}, {{0.1f, 0.5f}, {0.6f, 0.5f}}}},
      {"t", {{{0.3f, 0}, {0.3f, 0.9f}, {0.5f, 1}}, {{0.1f, 0.35f}, {0.6f, 0.3f}}}},
      {"X", {{{0.1f, 0}, {0.8f, 1}}, {{0.8f, 0}, {0.1f, 1}}}},
  };
  for (const auto& [letter, strokes] : letters) {
    INFO(letter);
    const auto before = line({"1 bar", "9 straight"}, 150);
    const Box nine = *bounds(Ink{before.back()});
    Ink ink = joined_ink(before), sign;
    for (Stroke stroke : strokes) {
      for (Point& point : stroke)
        point = {nine.right + 150 + 600 * point.x, nine.top + nine.height() * point.y};
      sign.strokes.push_back(stroke);
      ink.strokes.push_back(std::move(stroke));
    }
    for (const Stroke& stroke : at("7 crossed", bounds(sign)->right + 150, nine.top))
      ink.strokes.push_back(stroke);
    const Reading reading = reading_of(recogniser, ink);
    CHECK(reading.rejected);
    REQUIRE(reading.digits.size() == 4);
    CHECK(same_box(reading.digits[2].box, *bounds(sign)));
    CHECK(reading.digits[1].label == "9");
    CHECK(reading.digits[3].label == "7");
  }
}

TEST_CASE("The reading does not change with unit and place") {
  Recogniser recogniser = default_recogniser();
  Ink ink = joined_ink(line({"4 open", "7 crossed", "5 two-strokes"}, 100));
  for (Stroke& stroke : ink.strokes)
    for (Point& point : stroke) point = {point.x / 1024 - 3, point.y / 1024 + 5};
  CHECK(text_of(recogniser, ink) == "475");
}

TEST_CASE("The grouping is the best of all divisions, each group scored by its reading and its geometry") {
  Recogniser recogniser = default_recogniser();
  const std::vector<std::vector<std::string>> numbers = {{"4 open", "7 crossed"},
                                                         {"5 two-strokes", "4 closed", "1 bar"},
                                                         {"7 crossed", "0 oval", "1 bar", "5 two-strokes"}};
  for (const auto& names : numbers) {
    for (const float gap : {-200.f, -80.f, 0.f, 100.f}) {
      const Ink ink = bars_late(line(names, gap));
      REQUIRE(ink.strokes.size() <= 6);
      const Reading reading = reading_of(recogniser, ink);
      const auto box_of = [&](size_t stroke) { return *bounds(Ink{{ink.strokes[stroke]}}); };
      std::vector<size_t> order(ink.strokes.size());  // of the strokes, from left to right
      std::iota(order.begin(), order.end(), size_t{0});
      std::ranges::stable_sort(order, {},
                               [&](size_t stroke) { return box_of(stroke).left + box_of(stroke).right; });
      std::vector<Box> boxes;
      for (const size_t stroke : order) boxes.push_back(box_of(stroke));
      // [members of a group, bit by bit]: its score and box
      std::map<uint32_t, std::pair<double, Box>> scores;
      for (const Group& group : possible_groups(boxes)) {
        const uint32_t members = uint32_t{group.members} << group.first;
        std::vector<size_t> written;  // the group's strokes, in the order they were written
        for (size_t i = 0; i < boxes.size(); ++i)
          if (members >> i & 1) written.push_back(order[i]);
        std::ranges::sort(written);
        Ink part;
        for (const size_t stroke : written) part.strokes.push_back(ink.strokes[stroke]);
        std::vector<float> logits(recogniser.model().outputs);
        REQUIRE(recogniser.logits(std::vector{*see(part)}, logits));
        const auto likely = probabilities_of_part(recogniser.model(), logits);
        scores[members] = {group.score + digit_score(likely), *bounds(part)};
      }
      // All divisions: the first open stroke goes with any of the other open ones.
      double best = -1e30;
      std::vector<Box> best_boxes, chosen;
      const auto divide = [&](const auto& self, uint32_t open, double score) -> void {
        if (open == 0) {
          if (score > best) best = score, best_boxes = chosen;
          return;
        }
        for (const auto& [members, scored] : scores) {
          if (!(members & open & (~open + 1)) || (members & ~open)) continue;
          chosen.push_back(scored.second);
          self(self, open & ~members, score + scored.first);
          chosen.pop_back();
        }
      };
      divide(divide, (1u << boxes.size()) - 1, 0);
      REQUIRE(reading.digits.size() == best_boxes.size());
      for (const DigitReading& digit : reading.digits)
        CHECK(std::any_of(best_boxes.begin(), best_boxes.end(),
                          [&](const Box& box) { return same_box(box, digit.box); }));
    }
  }
}

TEST_CASE("A stroke taken back leaves the reading that was there before it") {
  Recogniser recogniser = default_recogniser();
  const Ink ink = bars_late(line({"4 open", "7 crossed", "2 plain", "5 two-strokes"}, 100));
  NumberReader reader(recogniser);
  std::vector<std::string> before;
  for (const Stroke& stroke : ink.strokes) {
    const auto reading = reader.read();
    REQUIRE(reading);
    before.push_back(to_json(*reading));
    REQUIRE(reader.add(stroke));
  }
  for (; !before.empty(); before.pop_back()) {
    reader.undo();
    CHECK(to_json(*reader.read()) == before.back());
  }
  reader.undo();
  CHECK(reader.read()->digits.empty());
}

TEST_CASE("Strokes given one by one, at once, or over others read alike") {
  Recogniser recogniser = default_recogniser();
  const Ink ink = bars_late(line({"5 two-strokes", "7 crossed", "2 plain"}, 100));
  NumberReader reader(recogniser);
  for (const Stroke& stroke : ink.strokes) {
    REQUIRE(reader.add(stroke));
    REQUIRE(reader.read());
  }
  const std::string one_by_one = to_json(*reader.read());
  CHECK(to_json(reading_of(recogniser, ink)) == one_by_one);

  Ink other = ink;
  other.strokes.erase(other.strokes.begin() + 1);
  other.strokes.push_back({});  // no stroke
  REQUIRE(reader.set(other));
  CHECK(to_json(*reader.read()) == to_json(reading_of(recogniser, other)));
  REQUIRE(reader.set(ink));
  CHECK(to_json(*reader.read()) == one_by_one);
  reader.clear();
  CHECK(reader.read()->text.empty());
}

TEST_CASE("No ink has an empty reading") {
  Recogniser recogniser = default_recogniser();
  const Reading reading = reading_of(recogniser, {});
  CHECK(reading.text.empty());
  CHECK(reading.digits.empty());
  CHECK_FALSE(reading.rejected);
}

TEST_CASE("Strokes that no pen draws are refused and change nothing") {
  Recogniser recogniser = default_recogniser();
  NumberReader reader(recogniser);
  REQUIRE(reader.set(joined_ink(line({"7 plain"}, 0))));
  const std::string before = to_json(*reader.read());
  CHECK_THAT(reader.add({}).error().message, ContainsSubstring("stroke 2 has no point"));
  CHECK_THAT(reader.add({{1, 2}, {3, std::nanf("")}}).error().message,
             ContainsSubstring("stroke 2, point 2 is (3, nan)"));
  CHECK_FALSE(reader.add({{std::numeric_limits<float>::infinity(), 0}}));
  CHECK_FALSE(reader.add({{0, -2e9f}}));
  CHECK(to_json(*reader.read()) == before);
}

TEST_CASE("Of 10,000 strokes as many are taken as a number may have, and read, wherever they lie") {
  Recogniser recogniser = default_recogniser();
  for (const float apart : {0.f, 1.f, 1e5f}) {
    NumberReader reader(recogniser);
    size_t taken = 0;
    for (int i = 0; i < 10'000; ++i) {
      const float x = apart * static_cast<float>(i);
      taken += reader.add({{x, 0}, {x + 3, 10}, {x, static_cast<float>(20 + i % 7)}}).has_value();
    }
    CHECK(taken == most_strokes);
    CHECK_THAT(reader.add({{0, 0}}).error().message, ContainsSubstring("stroke 257 is one too many"));
    const auto reading = reader.read();
    REQUIRE(reading);
    CHECK(reading->digits.size() >= most_strokes / most_strokes_of_digit);
    CHECK(reading->digits.size() <= most_strokes);
  }
}

TEST_CASE("Dots and dashes are read without harm") {
  Recogniser recogniser = default_recogniser();
  CHECK(reading_of(recogniser, {{{{5, 5}}}}).digits.size() == 1);
  CHECK(reading_of(recogniser, {{{{5, 5}}, {{5, 5}}, {{900, 5}}}}).digits.size() >= 1);
  CHECK(reading_of(recogniser, {{{{0, 5}, {100, 5}}}}).digits.size() == 1);
  CHECK(reading_of(recogniser, {{{{-1e9f, -1e9f}}, {{1e9f, 1e9f}}, {{0, 0}, {1e-9f, 0}}}}).digits.size() >=
        1);
}
