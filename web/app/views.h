// The views: each draws one thing into one place, in device pixels, and keeps only what moves.
#pragma once

#include <vector>

#include "engine/glyph/glyph.h"
#include "engine/reading/reading.h"
#include "web/app/animation.h"
#include "web/app/drawing.h"
#include "web/app/painter.h"

namespace inkling::page {

// The ink on the sheet.
void draw_sheet(Painter& painter, const Sheet& sheet);

// What lies over the sheet on a small screen.
void draw_panel(Painter& painter, const Box& box);

// The answer, very large, how sure it is, and its rivals.  Wide places have them side by side.
void draw_answer(Painter& painter, const Box& box, const Reading& reading);

// A thin bar for every label.
class BarsView {
 public:
  void set(const std::vector<std::string>& labels, const Reading& reading);
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
