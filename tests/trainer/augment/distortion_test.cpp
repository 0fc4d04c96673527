#include "trainer/augment/distortion.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <numeric>

#include "engine/reading/see.h"

using namespace inkling;
using namespace inkling::trainer;
using Catch::Matchers::WithinAbs;

namespace {

using Picture = std::array<float, glyph_size>;  // [28, 28]

Picture distorted(const Glyph& glyph, const Distortion& distortion) {
  Picture out;
  out.fill(-1);
  distort(glyph, distortion, out);
  return out;
}

Glyph noise() {
  Glyph glyph;
  Random random(1, Purpose::augmentation);
  for (uint8_t& pixel : glyph) pixel = static_cast<uint8_t>(random.below(256));
  return glyph;
}

struct Spot {
  double x = 0, y = 0, mass = 0;
};

Spot centre_of_mass(const Picture& picture) {
  Spot spot;
  for (int y = 0; y < glyph_side; ++y)
    for (int x = 0; x < glyph_side; ++x) {
      const double value = picture[y * glyph_side + x];
      spot.x += value * x, spot.y += value * y, spot.mass += value;
    }
  return {spot.x / spot.mass, spot.y / spot.mass, spot.mass};
}

// A soft dot of 3x3 pixels.
Glyph dot(int x, int y) {
  Glyph glyph{};
  for (int at = 0; at < 9; ++at) glyph[(y - 1 + at / 3) * glyph_side + x - 1 + at % 3] = at == 4 ? 240 : 120;
  return glyph;
}

}  // namespace

TEST_CASE("Distorting by nothing changes nothing") {
  const Glyph glyph = noise();
  const Picture same = distorted(glyph, {});
  for (int at = 0; at < glyph_size; ++at) CHECK(same[at] == static_cast<float>(glyph[at]) / 255.f);
  Random random(2, Purpose::augmentation);
  const Distortion none = random_distortion(no_augmentation, random);
  CHECK(distorted(glyph, none) == same);
}

TEST_CASE("Each distortion moves a dot to where it should be") {
  // Source positions for each result: a picture shifted by (dx, dy) is sampled at (-dx, -dy).
  const Spot shifted = centre_of_mass(distorted(dot(12, 10), {{1, 0, 0, 1, -3, 2.5f}, 0, {}}));
  CHECK_THAT(shifted.x, WithinAbs(15, 1e-4));
  CHECK_THAT(shifted.y, WithinAbs(7.5, 1e-4));
  // A quarter turn about the centre (13.5, 13.5).
  const Spot turned = centre_of_mass(distorted(dot(18, 12), {{0, 1, -1, 0, 0, 0}, 0, {}}));
  CHECK_THAT(turned.x, WithinAbs(13.5 - (12 - 13.5), 1e-4));
  CHECK_THAT(turned.y, WithinAbs(13.5 + (18 - 13.5), 1e-4));
  // Twice as large: distances from the centre double, the area is four times as large.
  const Spot before = centre_of_mass(distorted(dot(15, 15), {}));
  const Spot grown = centre_of_mass(distorted(dot(15, 15), {{0.5f, 0, 0, 0.5f, 0, 0}, 0, {}}));
  CHECK_THAT(grown.x, WithinAbs(16.5, 1e-3));
  CHECK_THAT(grown.mass, WithinAbs(4 * before.mass, 0.01 * grown.mass));
}

TEST_CASE("A glyph moved out of the picture leaves paper") {
  for (const auto& [x, y] : {std::pair{40.f, 0.f}, {-40.f, 0.f}, {0.f, 40.f}, {0.f, -1e6f}}) {
    const Picture empty = distorted(noise(), {{1, 0, 0, 1, x, y}, 0.5f, {}});
    CHECK(std::ranges::all_of(empty, [](float value) { return value >= 0 && value < 0.02f; }));
  }
}

TEST_CASE("The pen's path goes where its ink goes, and its directions turn with it") {
  constexpr Plane planes[] = {Plane::ink, Plane::path_x, Plane::path_y, Plane::path_time};
  const auto seen = see(Ink{{{{0, 0}, {100, 0}}}});  // to the right
  REQUIRE(seen);
  const auto values = [&](const Distortion& distortion) {
    std::vector<float> out(4 * glyph_size, -9);
    distort(*seen, planes, distortion, out);
    return out;
  };
  std::vector<float> same(4 * glyph_size);
  network_input({&*seen, 1}, planes, same);
  const auto undistorted = values({});
  for (size_t at = 0; at < same.size(); ++at) CHECK_THAT(undistorted[at], WithinAbs(same[at], 1e-6));

  // A quarter turn about the centre: what pointed right points down.  Larger, so that thin lines are whole.
  for (const float thickness : {0.f, 0.4f, -0.4f}) {
    const auto turned = values({{0, 0.5f, -0.5f, 0, 0, 0}, thickness, {}});
    double ink = 0;
    for (size_t pixel = 0; pixel < glyph_size; ++pixel) {
      const float* at = &turned[4 * pixel];
      CHECK_THAT(at[1], WithinAbs(0, 1e-4));
      CHECK_THAT(at[2], WithinAbs(at[0], 1e-4));
      CHECK(at[3] >= 0);
      CHECK(at[3] <= at[0] + 1e-6f);
      ink += at[0];
    }
    CHECK(ink > 50);
  }
}

TEST_CASE(
    "A reversed path is the path of the drawing written backwards, and twice reversed it is as it was") {
  constexpr Plane planes[] = {Plane::ink, Plane::path_time, Plane::path_x, Plane::path_y};
  const Ink ink{{{{0, 0}, {60, 10}, {100, 100}}, {{20, 90}, {80, 60}}}};
  Ink backwards = ink;
  std::ranges::reverse(backwards.strokes);
  for (Stroke& stroke : backwards.strokes) std::ranges::reverse(stroke);
  const auto input_of = [&](const Ink& drawing) {
    const auto seen = see(drawing);
    std::vector<float> input(4 * glyph_size);
    network_input({&*seen, 1}, planes, input);
    return input;
  };
  const auto original = input_of(ink), expected = input_of(backwards);
  auto reversed = original;
  reverse_path(planes, reversed);
  // Along a path that is walked from the other end, steps and their directions begin elsewhere.
  for (size_t at = 0; at < reversed.size(); ++at) CHECK_THAT(reversed[at], WithinAbs(expected[at], 0.1));
  reverse_path(planes, reversed);
  for (size_t at = 0; at < reversed.size(); ++at) CHECK_THAT(reversed[at], WithinAbs(original[at], 1e-6));

  std::vector<float> alone(glyph_size, 0.5f);
  reverse_path(std::span(planes).first(1), alone);
  CHECK(alone == std::vector<float>(glyph_size, 0.5f));
}

TEST_CASE("Thickness adds or takes ink within its bounds") {
  const Glyph glyph = dot(14, 14);
  const double mass = centre_of_mass(distorted(glyph, {})).mass;
  CHECK(centre_of_mass(distorted(glyph, {{1, 0, 0, 1, 0, 0}, 0.5f, {}})).mass > 1.2 * mass);
  CHECK(centre_of_mass(distorted(glyph, {{1, 0, 0, 1, 0, 0}, -0.5f, {}})).mass < 0.8 * mass);
  for (const float thickness : {-1.f, -0.3f, 0.3f, 1.f}) {
    const Picture picture = distorted(noise(), {{1, 0, 0, 1, 0, 0}, thickness, {}});
    CHECK(std::ranges::all_of(picture, [](float value) { return value >= 0 && value <= 1; }));
  }
}

TEST_CASE("Random distortions stay within their bounds and reach far into them") {
  const Augmentation most{2, 12, 0.1f, 0.05f, 0.2f, 0.3f, 0};
  float widest = 0, furthest = 0;
  for (uint32_t item = 0; item < 2000; ++item) {
    Random random(1, Purpose::augmentation, 0, item);
    const Distortion distortion = random_distortion(most, random);
    const Affine& affine = distortion.affine;
    // The area that a pixel comes from: 1 / (scale^2 * stretch^2); turning and shearing keep areas.
    const float area = affine.xx * affine.yy - affine.xy * affine.yx;
    REQUIRE(area > 1 / (1.1f * 1.1f * 1.05f * 1.05f) - 1e-4f);
    REQUIRE(area < 1 / (0.9f * 0.9f * 0.95f * 0.95f) + 1e-4f);
    REQUIRE(std::abs(affine.x) <= 2);
    REQUIRE(std::abs(distortion.thickness) <= 0.3f);
    widest = std::max(widest, area), furthest = std::max(furthest, std::abs(affine.y));
  }
  CHECK(widest > 1.2f);
  CHECK(furthest > 1.9f);
}

TEST_CASE("Elastic bending moves pixels by the distance asked for, root mean square, along each axis") {
  double x = 0, y = 0;
  int count = 0;
  for (uint32_t item = 0; item < 2000; ++item) {
    Random random(1, Purpose::augmentation, 0, item);
    const ElasticField field = random_elastic(1.5f, random);
    for (int row = 0; row < glyph_side; ++row) {
      const RowDisplacement moved = row_displacement(field, row);
      for (int column = 0; column < glyph_side; ++column, ++count) {
        x += moved.x[column] * moved.x[column];
        y += moved.y[column] * moved.y[column];
      }
    }
  }
  CHECK_THAT(std::sqrt(x / count), WithinAbs(1.5, 0.02));
  CHECK_THAT(std::sqrt(y / count), WithinAbs(1.5, 0.02));
}

TEST_CASE("A cubic B-spline gives back a field that is constant or a slope") {
  ElasticField field;
  for (int at = 0; at < knots * knots; ++at) {
    field.x[at] = 2.5f;
    field.y[at] = static_cast<float>(at % knots) * knot_distance;  // pixels along the row
  }
  for (const int row : {0, 6, 7, 27}) {
    const RowDisplacement moved = row_displacement(field, row);
    for (int column = 0; column < glyph_side; ++column) {
      CHECK_THAT(moved.x[column], WithinAbs(2.5, 1e-5));
      CHECK_THAT(moved.y[column] - moved.y[0], WithinAbs(column, 1e-4));
    }
  }
}

TEST_CASE("A bent glyph is the glyph sampled where the field says") {
  ElasticField field{};
  field.x.fill(-3);
  field.y.fill(2);
  CHECK(distorted(dot(12, 14), {{}, 0, field}) == distorted(dot(12, 14), {{1, 0, 0, 1, -3, 2}, 0, {}}));
}
