// The charts of the Evidence tab.  What they say, and how one moves about in them, is in the document
// (web/site/evidence): it lays them out, and these draw into its elements, in device pixels.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/glyph/glyph.h"
#include "web/app/painter.h"

namespace inkling::page {

// Lines over steps of equal width, as a training's epochs, and values to read them by.
class CurvesView {
 public:
  struct Tick {
    float height;  // from 0, the bottom, to 1, the top
    std::string text;
  };

  // heights: [curves, points], from 0 to 1.  The first curve is what the chart is about, the others go with
  // it.
  void set(std::span<const float> heights, size_t points, std::vector<Tick> ticks);
  // The point that is looked at.
  void choose(std::optional<size_t> point) { chosen_ = point; }
  void draw(Painter& painter, const Box& box) const;

 private:
  std::vector<float> heights_;  // [curves, points]
  size_t points_ = 0;
  std::vector<Tick> ticks_;
  std::optional<size_t> chosen_;
};

// How often each label was read as each: a table of equal cells with a row for every true label and a column
// for every reading, under a row and beside a column of headings.
class ConfusionView {
 public:
  // counts: [labels, labels]
  void set(std::span<const uint32_t> counts, std::vector<std::string> labels);
  // The cell that is looked at: its row times the labels, and its column.
  void choose(std::optional<size_t> cell) { chosen_ = cell; }
  void draw(Painter& painter, const Box& box) const;

 private:
  void draw_cell(Painter& painter, const Box& box, size_t row, size_t column) const;

  std::vector<uint32_t> counts_;  // [labels, labels]
  std::vector<std::string> labels_;
  uint32_t most_ = 0;  // of the misreadings of one kind
  std::optional<size_t> chosen_;
};

// Digits in rows, each over what it is and what it was read as.
class DigitsView {
 public:
  struct Digit {
    Glyph glyph;
    std::string label, reading;
  };

  void set(std::vector<Digit> digits, size_t columns);
  void draw(Painter& painter, const Box& box) const;

 private:
  std::vector<Digit> digits_;
  size_t columns_ = 1;
};

struct Charts {
  CurvesView loss, accuracy;
  ConfusionView confusion;
  DigitsView digits;
};

}  // namespace inkling::page
