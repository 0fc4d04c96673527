#include "web/app/app.h"

#include <emscripten/emscripten.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "web/app/reader.h"
#include "web/app/screen.h"
#include "web/app/texts.h"
#include "web/app/views.h"

namespace inkling::page {

namespace {

struct App {
  Reader reader;
  Screen screen;
  Theme theme;
  Box places[view_count];  // CSS pixels
  Sheet sheet;
  BarsView bars;
  GlyphView glyph;

  Reading reading;  // of what is on the sheet, unless it is stale
  bool is_stale = true;
  double readings_took = 0;  // milliseconds, of this drawing
  int readings_made = 0;
  double last_frame = 0;
  bool is_moving = false;

  std::string error, text;  // handed to JavaScript
};

App& app() {
  static App the_app;
  return the_app;
}

const char* hand_out(std::string text) {
  app().text = std::move(text);
  return app().text.c_str();
}

const char* hand_out(const Result<Reading>& reading) {
  if (reading) return hand_out(to_json(*reading));
  app().error = reading.error().message;
  return nullptr;
}

bool is_hidden(const Box& box) {
  return box.width() <= 0 || box.height() <= 0;
}

// Reads the sheet if it has changed since it was read.
void refresh(App& a) {
  if (!a.is_stale) return;
  a.is_stale = false;
  const double begin = emscripten_get_now();
  const std::optional<Seen> seen = see(a.sheet.drawing().ink);
  auto reading = a.reader.read(seen);
  if (!reading) a.error = reading.error().message;
  a.reading = reading.value_or(Reading{});
  if (seen) {
    a.readings_took += emscripten_get_now() - begin;
    ++a.readings_made;
  } else {
    a.readings_took = a.readings_made = 0;
  }
  a.glyph.set(seen ? &seen->glyph : nullptr);
  a.bars.set(a.reader.labels(), a.reading);
}

// Lets everything move on to `now`.  True while something has not arrived.
bool step(App& a, double now) {
  constexpr double usual_frame = 1000.0 / 60;
  // After a pause, what changed just now begins to move as if the last frame had been a moment ago.
  const double milliseconds = a.is_moving ? std::clamp(now - a.last_frame, 1.0, 50.0) : usual_frame;
  a.last_frame = now;
  const bool bars_move = a.bars.step(milliseconds, a.theme.motion);
  const bool glyph_moves = a.glyph.step(milliseconds, a.theme.motion);
  return bars_move || glyph_moves;
}

void draw(App& a) {
  Painter painter = a.screen.begin(a.theme);
  const auto place = [&](View view) { return painter.pixels(a.places[view]); };
  draw_sheet(painter, a.sheet);
  draw_answer(painter, place(view_answer), a.reading);
  if (!is_hidden(a.places[view_panel])) draw_panel(painter, place(view_panel));
  if (!is_hidden(a.places[view_bars])) a.bars.draw(painter, place(view_bars));
  if (!is_hidden(a.places[view_glyph])) a.glyph.draw(painter, place(view_glyph));
  a.screen.end();
}

}  // namespace

}  // namespace inkling::page

using namespace inkling;
using namespace inkling::page;

#define EXPORTED extern "C" EMSCRIPTEN_KEEPALIVE

EXPORTED void* app_allocate(size_t bytes) {
  return std::malloc(bytes);
}
EXPORTED void app_release(void* memory) {
  std::free(memory);
}
EXPORTED const char* app_error() {
  return app().error.c_str();
}

EXPORTED int app_load_weights(const uint8_t* file, size_t bytes) {
  const auto loaded = app().reader.load({file, bytes});
  if (!loaded) app().error = loaded.error().message;
  app().is_stale = true;
  return loaded.has_value();
}

EXPORTED void app_start_screen(const uint8_t* font, size_t bytes) {
  app().screen.start({font, bytes});
}

EXPORTED void app_lose_screen() {
  app().screen.lose();
}

EXPORTED void app_set_colours(uint32_t ink, uint32_t line, uint32_t quiet, uint32_t accent, uint32_t panel) {
  Theme& theme = app().theme;
  theme.ink = rgb(ink);
  theme.line = rgb(line);
  theme.quiet = rgb(quiet);
  theme.accent = rgb(accent);
  theme.panel = rgb(panel);
}

EXPORTED void app_set_text_sizes(float answer, float heading, float text, float small) {
  app().theme.text_size = {answer, heading, text, small};
}

EXPORTED void app_set_motion(int allowed) {
  app().theme.motion = allowed;
}

EXPORTED void app_resize(int width, int height, float pixel_ratio) {
  app().screen.resize(width, height, pixel_ratio);
}

EXPORTED void app_place(View view, float left, float top, float width, float height) {
  const Box box{left, top, left + width, top + height};
  app().places[view] = box;
  if (view == view_sheet) app().sheet.place(box);
}

EXPORTED void app_pen_down(int has_pressure) {
  app().sheet.pen_down(has_pressure);
}

EXPORTED void app_pen_move(const float* points, size_t count) {
  for (size_t i = 0; i < count; ++i, points += 4) app().sheet.pen_move({points[0], points[1]}, points[3]);
  app().is_stale = true;
}

EXPORTED void app_pen_up() {
  app().sheet.pen_up();
}

EXPORTED void app_undo() {
  app().sheet.undo();
  app().is_stale = true;
}

EXPORTED void app_clear() {
  app().sheet.clear();
  app().is_stale = true;
}

EXPORTED int app_can_undo() {
  return app().sheet.can_undo();
}
EXPORTED int app_is_empty() {
  return app().sheet.drawing().empty();
}

EXPORTED int app_frame(double now) {
  App& a = app();
  refresh(a);
  if (!a.screen.is_there()) return 0;
  a.is_moving = step(a, now);
  draw(a);
  return a.is_moving;
}

EXPORTED const char* app_current() {
  refresh(app());
  return hand_out(to_json(app().reading));
}

EXPORTED const char* app_status() {
  refresh(app());
  return hand_out(spoken(app().reading));
}

EXPORTED double app_reading_microseconds() {
  const App& a = app();
  return a.readings_made ? 1000 * a.readings_took / a.readings_made : 0;
}

EXPORTED const char* app_recognize_strokes(const float* points, const uint32_t* lengths, size_t count) {
  Ink ink;
  for (size_t i = 0; i < count; ++i) {
    Stroke& stroke = ink.strokes.emplace_back();
    for (uint32_t j = 0; j < lengths[i]; ++j, points += 2) stroke.push_back({points[0], points[1]});
  }
  return hand_out(app().reader.read(see(ink)));
}

EXPORTED const char* app_recognize_picture(const uint8_t* rgba, int width, int height) {
  const std::span pixels(rgba, static_cast<size_t>(width) * static_cast<size_t>(height) * 4);
  return hand_out(app().reader.read(see(grey_from_rgba(pixels, width, height))));
}
