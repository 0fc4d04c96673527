// The views: each draws one thing into one place, in device pixels, and keeps only what moves.
#pragma once

#include <optional>
#include <vector>

#include "engine/glyph/glyph.h"
#include "web/app/animation.h"
#include "web/app/inside_views.h"
#include "web/app/painter.h"
#include "web/app/reader.h"
#include "web/app/sheet.h"

namespace inkling::page {

// The ink on the sheet; of a sign whose reasons are known, with them.
void draw_sheet(Painter& painter, const Sheet& sheet, const std::optional<Reasons>& reasons);

// What lies over the sheet on a small screen.
void draw_panel(Painter& painter, const Box& box);

// Which strokes make which digit of a number, if it is one: a line under each, and what it was read as.
void draw_groups(Painter& painter, const Sheet& sheet, const Shown& shown);

// Where a picture [width, height] lies on the sheet: as large as fits, in the middle.
Box picture_box(const Box& sheet, float width, float height);
// The digits found on a picture of that width, which lies at `picture`: each outlined, and what it was read
// as.
void draw_outlines(Painter& painter, const Box& picture, float width, const Shown& shown);

// The answer, very large, how sure it is, and its rivals.  A number of any length fits: its digits are
// smaller.
class AnswerView {
 public:
  void set(const Shown& shown);
  // Marks the digit of a number that the other views are about.
  void point_out(size_t digit) { pointed_out_ = digit; }
  // The digit at a place, as they were drawn last.
  std::optional<size_t> digit_at(Point point) const;
  // milliseconds since the last frame; true while the digits change their size.
  bool step(double milliseconds, bool motion);
  void draw(Painter& painter, const Box& box);
  // Whether the last drawing set the digits moving.
  bool moves() const { return scale_.value != scale_.target; }

 private:
  struct Layout {
    float scale;     // of the digits
    float baseline;  // on which they stand
    Point words;
    bool has_rivals;
  };
  Layout layout(const Painter& painter, const Box& box) const;
  // What is drawn very large.
  void draw_below(Painter& painter, const Box& digit, size_t i) const;

  Shown shown_;
  size_t pointed_out_ = 0;
  std::vector<Box> boxes_;  // [digits]
  Glide scale_;
  bool was_empty_ = true;
};

// A thin bar for every label.
class BarsView {
 public:
  // Of one digit; of none for null.
  void set(const std::vector<std::string>& labels, const DigitReading* digit);
  // milliseconds since the last frame; true while bars move.
  bool step(double milliseconds, bool motion);
  void draw(Painter& painter, const Box& box) const;

 private:
  std::vector<std::string> labels_;
  std::vector<Glide> bars_;  // [labels]
  size_t best_ = 0;
  bool empty_ = true;
};

// The 28x28 that the network sees, with its pixels visible.
class GlyphView {
 public:
  // Nothing fades away what was there.
  void set(const Glyph* glyph);
  bool step(double milliseconds, bool motion);
  void draw(Painter& painter, const Box& box) const;

 private:
  Glyph glyph_{};
  Glide opacity_;
};

}  // namespace inkling::page
