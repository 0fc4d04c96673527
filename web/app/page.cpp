#include "web/app/page.h"

#include <emscripten/emscripten.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <span>
#include <utility>

namespace inkling::page {

namespace {

// Cuts off what a view draws, as long as this lives.
class Clipped {
 public:
  Clipped(Painter& painter, const Place& place) : list_(painter.list) {
    const Box clip = painter.pixels(place.clip);
    list_.PushClipRect({clip.left, clip.top}, {clip.right, clip.bottom});
  }
  ~Clipped() { list_.PopClipRect(); }

 private:
  ImDrawList& list_;
};

Ink strokes_of(const Ink& ink, const std::vector<size_t>& strokes) {
  Ink some;
  for (const size_t stroke : strokes) some.strokes.push_back(ink.strokes[stroke]);
  return some;
}

}  // namespace

Page& page_now() {
  static Page page;
  return page;
}

const Shown& Page::shown() {
  refresh();
  return shown_;
}

// The digit that was chosen, else the one that was written last, or the first one found on a picture.
size_t Page::digit_in_hand() const {
  if (chosen_) return *chosen_;
  const auto latest = [](const std::vector<size_t>& strokes) { return std::ranges::max(strokes); };
  const auto group = std::ranges::max_element(shown_.groups, {}, latest);
  return group == shown_.groups.end() ? 0 : static_cast<size_t>(group - shown_.groups.begin());
}

std::optional<Seen> Page::seen_of(size_t digit) const {
  if (picture && digit < picture->glyphs.size()) return Seen{picture->glyphs[digit], {}, {}, {}};
  if (digit >= shown_.groups.size()) return std::nullopt;
  return see(strokes_of(sheet.drawing().ink, shown_.groups[digit]));
}

void Page::read_sheet() {
  const double begin = emscripten_get_now();
  auto read = reader.read(sheet.drawing().ink, mode);
  if (!read) error = read.error().message;
  shown_ = read ? std::move(*read) : Shown{};
  if (shown_.reading.digits.empty()) {
    readings_.clear();
  } else {
    readings_.push_back(emscripten_get_now() - begin);
  }
}

double Page::reading_microseconds() const {
  const auto later = std::span(readings_).last((readings_.size() + 1) / 2);
  if (later.empty()) return 0;
  return 1000 * std::accumulate(later.begin(), later.end(), 0.0) / static_cast<double>(later.size());
}

// Reads the sheet if it has changed since it was read.
void Page::refresh() {
  if (!std::exchange(is_stale_, false)) return;
  if (picture) {
    shown_ = picture->shown;
    readings_.clear();
  } else {
    read_sheet();
  }
  answer_.set(shown_);
  show_digit();
}

void Page::choose(std::optional<size_t> digit) {
  refresh();
  if (digit && *digit >= shown_.reading.digits.size()) digit.reset();
  chosen_ = digit;
  show_digit();
}

// Looks into the reading of the digit in hand.
void Page::look_inside() {
  if (!inside_) return;
  const size_t digit = digit_in_hand();
  const std::optional<Seen> seen = seen_of(digit);
  size_t output = 0;
  if (seen) {
    const auto& labels = reader.labels();
    output =
        static_cast<size_t>(std::ranges::find(labels, shown_.reading.digits[digit].label) - labels.begin());
  }
  if (!inside_->set(seen, output)) inside_.reset();
  reasons_strength_ = {};
}

// Keeps what it takes to look inside for as long as somebody does, and finds out why once the pen rests.
void Page::ask_why() {
  constexpr double milliseconds_a_frame = 6;
  const bool is_looked_at = std::ranges::any_of(std::array{view_why, view_map, view_layers},
                                                [this](View view) { return !places[view].is_empty(); });
  if (!is_looked_at || !reader.model()) {
    inside_.reset();
    atlas_.release();
  } else if (!inside_ || &inside_->model() != reader.model().get()) {
    auto session = Session::create(reader.model());
    if (!session) return;
    inside_.emplace(std::move(*session));
    look_inside();
  }
  is_thinking_ = false;
  if (!inside_ || sheet.pen_is_down()) return;
  const auto more = inside_->think(emscripten_get_now() + milliseconds_a_frame);
  is_thinking_ = more && *more;
  reasons_strength_.target = inside_->influence() ? 1 : 0;
}

std::optional<Reasons> Page::reasons() const {
  const size_t digit = digit_in_hand();
  if (!inside_ || !inside_->influence() || digit >= shown_.groups.size()) return std::nullopt;
  return Reasons{*inside_->influence(), shown_.groups[digit], reasons_strength_.value};
}

void Page::lose_screen() {
  screen.lose();
  atlas_.forget();
}

void Page::show_digit() {
  const size_t digit = digit_in_hand();
  answer_.point_out(digit);
  const std::optional<Seen> seen = seen_of(digit);
  glyph_.set(seen ? &seen->glyph : nullptr);
  bars_.set(reader.labels(), shown_.reading.digits.empty() ? nullptr : &shown_.reading.digits[digit]);
  look_inside();
}

// Lets everything move on to `now`.  True while something has not arrived.
bool Page::step(double now) {
  constexpr double usual_frame = 1000.0 / 60;
  // After a pause, what changed just now begins to move as if the last frame had been a moment ago.
  const double milliseconds = is_moving_ ? std::clamp(now - last_frame_, 1.0, 50.0) : usual_frame;
  last_frame_ = now;
  const bool answer_moves = answer_.step(milliseconds, theme.motion);
  const bool bars_move = bars_.step(milliseconds, theme.motion);
  const bool glyph_moves = glyph_.step(milliseconds, theme.motion);
  if (!theme.motion) reasons_strength_.jump();
  const bool reasons_move = reasons_strength_.step(milliseconds);
  return answer_moves || bars_move || glyph_moves || reasons_move;
}

// Draws a view into its place, if any of it shows.
void Page::draw(View view, Painter& painter) {
  const Place& place = places[view];
  if (!place.shows()) return;
  const Clipped clipped(painter, place);
  const Box box = painter.pixels(place.box);
  switch (view) {
    case view_answer:
      return answer_.draw(painter, box);
    case view_panel:
      return draw_panel(painter, box);
    case view_bars:
      return bars_.draw(painter, box);
    case view_glyph:
      return glyph_.draw(painter, box);
    case view_loss_curve:
      return charts.loss.draw(painter, box);
    case view_accuracy_curve:
      return charts.accuracy.draw(painter, box);
    case view_confusion:
      return charts.confusion.draw(painter, box);
    case view_digits:
      return charts.digits.draw(painter, box);
    case view_why:
      if (const auto why = reasons()) draw_reasons(painter, sheet.drawing(), *why, box);
      return;
    case view_map:
      if (inside_) draw_map(painter, box, *inside_, atlas_, chosen_map);
      return;
    case view_layers:
      if (inside_) draw_layers(painter, box, *inside_, atlas_, map_places, chosen_map);
      return;
    default:
      return;
  }
}

void Page::draw() {
  Painter painter = screen.begin(theme);
  if (inside_) atlas_.update(*inside_, theme);
  if (picture) {
    const Box box = picture_box(sheet.box(), picture->width, picture->height);
    draw_outlines(painter, painter.pixels(box), picture->width, shown_);
  } else {
    draw_sheet(painter, sheet, reasons());
    draw_groups(painter, sheet, shown_);
  }
  for (int view = 0; view < view_count; ++view) draw(static_cast<View>(view), painter);
  screen.end();
}

bool Page::frame(double now) {
  refresh();
  if (!screen.is_there()) return false;
  ask_why();
  is_moving_ = step(now);
  // The pen has come to rest, or it would have moved on since the last frame.
  if (expected_was_drawn_) sheet.forget_expected();
  draw();
  expected_was_drawn_ = !sheet.expected().empty();
  is_moving_ |= answer_.moves() || is_thinking_;
  return is_moving_ || expected_was_drawn_;
}

}  // namespace inkling::page
