// A sheet of paper with digits written on it, flat and evenly lit.
#pragma once

#include <string>
#include <vector>

#include "engine/picture/image.h"
#include "trainer/random.h"

namespace inkling::compose {

// Values from 0 to 1.
struct Plane {
  int width = 0, height = 0;
  std::vector<float> values;  // [height, width]

  Plane(int across, int down, float value);
  float& at(int x, int y) {
    return values[static_cast<size_t>(y) * static_cast<size_t>(width) + static_cast<size_t>(x)];
  }
  // Between pixels; places outside the plane give the nearest inside.
  float between(float x, float y) const;
};

// What a page may hold.  Lengths are shares of a digit's height, chances and strengths go from 0 to 1.
struct PageStyle {
  int least_digits = 1, most_digits = 1;  // in a line
  int most_lines = 1;
  float least_gap = 0.1f, most_gap = 0.4f;  // between the ink of neighbours; negative: they overlap
  float drift = 0.06f;                      // how far digits go up and down from their line
  float size_spread = 0.12f;                // how much their heights differ
  float ruled = 0.25f, squared = 0.15f;     // the chance of lines, and of squares
  float ruling = 0.5f;                      // the strongest they are, compared with ink
  int specks = 6;                           // at most
  float texture = 0.04f;                    // how much the paper's brightness varies
};

// Where digits come from: the ink of digit `number`, of any size, cropped to it; 255 is ink.
struct Written {
  std::string label;
  Image ink;
};

struct Page {
  Plane reflectance;  // 0 black ink, 1 paper
  std::string label;  // the digits in reading order, lines joined without a space
};

// How many digits each line of a page has.
std::vector<int> line_lengths(const PageStyle& style, trainer::Random& random);

// The digits in lines of these lengths, `digits` being as many as their sum.
Page compose_page(const PageStyle& style, int width, int height, const std::vector<int>& lengths,
                  const std::vector<Written>& digits, trainer::Random& random);

}  // namespace inkling::compose
