// The page's program: what is on the sheet, how it is read, and how both are drawn.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "web/app/app.h"
#include "web/app/charts.h"
#include "web/app/reader.h"
#include "web/app/screen.h"
#include "web/app/sheet.h"
#include "web/app/views.h"

namespace inkling::page {

// A picture that lies on the sheet, and what was found on it.
struct Picture {
  float width = 0, height = 0;  // of the picture's own pixels
  Shown shown;
  std::vector<Glyph> glyphs;  // [digits]: what the network saw of each
};

// Where a view is, and what cuts it off, in CSS pixels.
struct Place {
  Box box, clip;
  bool is_empty() const { return box.width() <= 0 || box.height() <= 0; }
  bool shows() const {
    return std::min(box.right, clip.right) > std::max(box.left, clip.left) &&
           std::min(box.bottom, clip.bottom) > std::max(box.top, clip.top);
  }
};

struct Page {
  Reader reader;
  Screen screen;
  Theme theme;
  Place places[view_count];
  Sheet sheet;
  Mode mode = Mode::automatic;
  std::optional<Picture> picture;
  Charts charts;

  // What is read is read anew, in time for whoever asks or for the next frame.
  void change() {
    is_stale_ = true;
    chosen_.reset();
  }
  const Shown& shown();

  // The digit whose bars and glyph are shown: the one that was chosen, or else the one that was written last.
  void choose(std::optional<size_t> digit);
  std::optional<size_t> chosen() const { return chosen_; }
  // The digit of the answer at a point in CSS pixels of the viewport.
  std::optional<size_t> digit_at(Point point) const { return answer_.digit_at(screen.pixels(point)); }

  // Reads what changed and draws.  now: milliseconds.  True if another frame is needed.
  bool frame(double now);

  // The mean of how long the later half of the readings of the present drawing took; 0 without any.  The
  // first ones take many times as long, before the browser has compiled what they use; and no median, as some
  // browsers' clocks tick once a millisecond, and most readings are over by then.
  double reading_microseconds() const;

  // What goes on inside the network, while one of its views is on the screen; null otherwise, and of new
  // weights until the next frame.
  const Inside* inside() const {
    return inside_ && &inside_->model() == reader.model().get() ? &*inside_ : nullptr;
  }
  MapPlaces map_places;
  MapName chosen_map{1, 0};
  // The label that the reasons of inside() are about.
  const std::string& reasoned_label() const { return shown_.reading.digits[digit_in_hand()].label; }

  void lose_screen();

  std::string error;

 private:
  void refresh();
  void read_sheet();
  size_t digit_in_hand() const;
  // What the network saw of a digit of the reading.
  std::optional<Seen> seen_of(size_t digit) const;
  void show_digit();
  void look_inside();
  void ask_why();
  std::optional<Reasons> reasons() const;
  bool step(double now);
  void draw();
  void draw(View view, Painter& painter);

  AnswerView answer_;
  BarsView bars_;
  GlyphView glyph_;
  std::optional<Inside> inside_;
  Glide reasons_strength_;
  bool is_thinking_ = false;
  Atlas atlas_;
  Shown shown_;  // of what is on the sheet, unless it is stale
  std::optional<size_t> chosen_;
  bool is_stale_ = true, is_moving_ = false, expected_was_drawn_ = false;
  std::vector<double> readings_;  // milliseconds, of this drawing
  double last_frame_ = 0;
};

// The one that there is.
Page& page_now();

}  // namespace inkling::page
