#include "engine/insight/influence.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <limits>

#include "engine/ink/ndjson.h"
#include "engine/reading/recogniser.h"
#include "tests/engine/network/small_model.h"
#include "tests/engine/support/files.h"

using namespace inkling;
using namespace inkling::testing;
using Catch::Matchers::WithinAbs;

namespace {

std::shared_ptr<const Model> shipped_model(const std::string& name) {
  const auto model = load_model(read_file(INKLING_SOURCE_FOLDER "/assets/weights/" + name + ".safetensors"));
  REQUIRE(model);
  return *model;
}

void finish(Influence& influence, Session& session) {
  for (int steps = 0; !influence.is_done(); ++steps) {
    REQUIRE(steps < 1000);
    REQUIRE(influence.step(session));
  }
}

// Of a network with one plane and temperature 1.5, by the plain loops.
double plain_log_odds(const Model& model, const Glyph& glyph, size_t output) {
  std::vector<double> input;
  for (const uint8_t level : glyph) input.push_back(level / 255.0);
  const std::vector<double> logits = plain_run(model, input).back();
  double others = 0;
  for (size_t i = 0; i < logits.size(); ++i)
    if (i != output) others += std::exp(logits[i] / 1.5);
  return logits[output] / 1.5 - std::log(others);
}

// A frame, and a line inside it: without a part of the line the box is the same.
const Ink framed{{{{0, 0}, {100, 0}, {100, 100}, {0, 100}, {0, 0}}, {{30, 50}, {50, 52}, {70, 50}}}};

}  // namespace

TEST_CASE("a piece of a stroke ends on its lines") {
  const Stroke stroke{{0, 0}, {10, 0}, {10, 20}};
  const auto is = [](const Stroke& piece, const Stroke& expected) {
    REQUIRE(piece.size() == expected.size());
    for (size_t i = 0; i < piece.size(); ++i) {
      CHECK(piece[i].x == expected[i].x);
      CHECK(piece[i].y == expected[i].y);
    }
  };
  is(piece_of(stroke, 0, 2), stroke);
  is(piece_of(stroke, 0.5f, 1.25f), {{5, 0}, {10, 0}, {10, 5}});
  is(piece_of(stroke, 1, 2), {{10, 0}, {10, 20}});
  is(piece_of(stroke, 0.25f, 0.75f), {{2.5f, 0}, {7.5f, 0}});
  is(piece_of({{3, 4}}, 0, 0), {{3, 4}});
}

TEST_CASE("the influence of a part is the fall of the log-odds when the rest is read alone") {
  const auto model = small_model();
  Session session = session_of(model);
  Influence influence(framed, 3);
  finish(influence, session);
  const auto whole = see(framed);
  const double log_odds = plain_log_odds(*model, whole->glyph, 3);
  CHECK_THAT(influence.log_odds(), WithinAbs(log_odds, 1e-3));
  int compared = 0;
  for (const Part& part : influence.parts()) {
    const Stroke& stroke = framed.strokes[part.stroke];
    Ink rest{{framed.strokes[1 - part.stroke]}};
    if (part.from > 0) rest.strokes.push_back(piece_of(stroke, 0, part.from));
    const auto last = static_cast<float>(stroke.size() - 1);
    if (part.to < last) rest.strokes.push_back(piece_of(stroke, part.to, last));
    const auto seen = see(rest);
    // Only if it is still centred alike can the rest be compared alone.
    if (seen->to_glyph.x != whole->to_glyph.x || seen->to_glyph.y != whole->to_glyph.y) continue;
    INFO("stroke " << part.stroke << " from " << part.from << " to " << part.to);
    CHECK_THAT(part.fall, WithinAbs(log_odds - plain_log_odds(*model, seen->glyph, 3), 1e-3));
    ++compared;
  }
  CHECK(compared >= 5);
  REQUIRE(influence.strokes().size() == 2);
  const auto frame = see({{framed.strokes[0]}});
  REQUIRE(frame->to_glyph.x == whole->to_glyph.x);
  CHECK_THAT(influence.strokes()[1], WithinAbs(log_odds - plain_log_odds(*model, frame->glyph, 3), 1e-3));
}

TEST_CASE("the parts of a stroke overlap and leave nothing out") {
  const Influence influence(framed, 0);
  size_t stroke = 0;
  float end = 0;
  for (const Part& part : influence.parts()) {
    if (part.stroke != stroke) {
      CHECK(end == static_cast<float>(framed.strokes[stroke].size() - 1));
      stroke = part.stroke;
      end = 0;
    }
    CHECK(part.from <= end);
    CHECK(part.from <= part.middle);
    CHECK(part.middle <= part.to);
    CHECK(part.to >= end);
    end = part.to;
  }
  CHECK(stroke == 1);
  CHECK(end == 2);
}

TEST_CASE("the log-odds of the whole ink are those of its reading, with one network and with a committee") {
  for (const char* name : {"tiny", "max"}) {
    const auto model = shipped_model(name);
    Session session = session_of(model);
    Recogniser recogniser(session_of(model));
    const Ink seven{{{{10, 12}, {60, 10}, {30, 90}}}};
    const auto reading = recogniser.read(see(seven));
    REQUIRE(reading);
    REQUIRE(reading->text == "7");
    Influence influence(seven, 7);
    REQUIRE(influence.step(session));
    const double probability = 1 / (1 + std::exp(-static_cast<double>(influence.log_odds())));
    CHECK_THAT(probability, WithinAbs(reading->confidence, 1e-5));
  }
}

TEST_CASE("a stray stroke speaks against the answer") {
  const auto model = shipped_model("default");
  Session session = session_of(model);
  Recogniser recogniser(session_of(model));
  // A seven, and a line beside its foot.
  const Ink ink{{{{20, 10}, {75, 10}, {45, 100}}, {{70, 70}, {95, 75}, {80, 100}}}};
  const auto reading = recogniser.read(see(ink));
  REQUIRE(reading);
  INFO(reading->text << ' ' << reading->confidence);
  const size_t seven = 7;
  Influence influence(ink, seven);
  finish(influence, session);
  REQUIRE(influence.strokes().size() == 2);
  CHECK(influence.strokes()[0] > 0);
  CHECK(influence.strokes()[1] < -0.5f);
}

TEST_CASE("a dot has one part, ink without points and scribbles of very many strokes have none") {
  const auto model = small_model();
  Session session = session_of(model);
  Influence dot(Ink{{{{5, 5}}}}, 0);
  finish(dot, session);
  CHECK(dot.parts().size() == 1);
  CHECK(dot.strokes().empty());
  CHECK(Influence(Ink{}, 0).is_done());
  CHECK(Influence(Ink{std::vector<Stroke>(5000, {{1, 2}, {3, 4}})}, 0).is_done());
}

TEST_CASE("a scribble of any length has no more parts than can be read") {
  Stroke scribble;
  for (int i = 0; i < 20000; ++i)
    scribble.push_back({static_cast<float>(i * 37 % 100), static_cast<float>(i * 53 % 100)});
  const Influence influence(Ink{{scribble}}, 0);
  CHECK(influence.parts().size() > 50);
  CHECK(influence.parts().size() <= 200);
}

TEST_CASE("coordinates that are no numbers do no harm") {
  const auto model = small_model();
  Session session = session_of(model);
  constexpr float nan = std::numeric_limits<float>::quiet_NaN(),
                  infinite = std::numeric_limits<float>::infinity();
  for (const float value : {nan, infinite, -infinite, 3e38f}) {
    Influence influence(Ink{{{{0, 0}, {value, 1}, {5, value}}, {{1, 1}, {2, 2}}}}, 0);
    finish(influence, session);
  }
}
