#include "web/app/app.h"

#include <emscripten/emscripten.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>
#include <utility>

#include "engine/core/json.h"
#include "web/app/page.h"
#include "web/app/texts.h"

using namespace inkling;
using namespace inkling::page;

namespace {

constexpr size_t floats_a_point = 4;  // x, y, milliseconds, pressure

const char* hand_out(std::string text) {
  static std::string handed_out;
  handed_out = std::move(text);
  return handed_out.c_str();
}

Point point_of(const float* values) {
  return {values[0], values[1]};
}
Sample sample_of(const float* values) {
  return {values[2], values[3]};
}

// Hundredths of a pixel are finer than any pen.
yyjson_mut_val* rounded(yyjson_mut_doc* document, float value) {
  return json_float(document, std::round(value * 100) / 100);
}

yyjson_mut_val* stroke_to_json(yyjson_mut_doc* document, const Stroke& points,
                               const std::vector<Sample>& samples) {
  yyjson_mut_val* stroke = yyjson_mut_arr(document);
  for (size_t i = 0; i < points.size(); ++i) {
    yyjson_mut_val* point = yyjson_mut_arr_add_arr(document, stroke);
    for (const float value : {points[i].x, points[i].y, samples[i].milliseconds, samples[i].pressure})
      yyjson_mut_arr_append(point, rounded(document, value));
  }
  return stroke;
}

}  // namespace

#define EXPORTED extern "C" EMSCRIPTEN_KEEPALIVE

EXPORTED void* app_allocate(size_t bytes) {
  return std::malloc(bytes);
}
EXPORTED void app_release(void* memory) {
  std::free(memory);
}
EXPORTED const char* app_error() {
  return page_now().error.c_str();
}

EXPORTED int app_set_texts(const char* texts) {
  std::vector<std::string> lines = lines_of(texts);
  const size_t given = lines.size(), expected = static_cast<size_t>(Text::count);
  if (set_texts(std::move(lines))) return 1;
  page_now().error = "app_set_texts: " + std::to_string(given) + " texts; expected " +
                     std::to_string(expected) + ", those of Text in web/app/texts.h";
  return 0;
}

EXPORTED int app_load_weights(const uint8_t* file, size_t bytes) {
  const auto loaded = page_now().reader.load({file, bytes});
  if (!loaded) page_now().error = loaded.error().message;
  page_now().change();
  return loaded.has_value();
}

EXPORTED void app_start_screen(const uint8_t* font, size_t bytes) {
  page_now().screen.start({font, bytes});
}
EXPORTED void app_lose_screen() {
  page_now().lose_screen();
}

EXPORTED void app_set_colours(uint32_t ink, uint32_t line, uint32_t quiet, uint32_t accent, uint32_t panel) {
  Theme& theme = page_now().theme;
  theme.ink = rgb(ink);
  theme.line = rgb(line);
  theme.quiet = rgb(quiet);
  theme.accent = rgb(accent);
  theme.panel = rgb(panel);
}
EXPORTED void app_set_text_sizes(float answer, float heading, float text, float small) {
  page_now().theme.text_size = {answer, heading, text, small};
}
EXPORTED void app_set_motion(int allowed) {
  page_now().theme.motion = allowed;
}
EXPORTED void app_resize(int width, int height, float pixel_ratio) {
  page_now().screen.resize(width, height, pixel_ratio);
}
EXPORTED void app_place(View view, float left, float top, float width, float height, float clip_left,
                        float clip_top, float clip_width, float clip_height) {
  const Box box{left, top, left + width, top + height};
  page_now().places[view] = {box, {clip_left, clip_top, clip_left + clip_width, clip_top + clip_height}};
  if (view == view_sheet) page_now().sheet.place(box);
}

EXPORTED void app_set_mode(int mode) {
  page_now().mode = static_cast<Mode>(mode);
  page_now().change();
}

EXPORTED void app_pen_down(int tool) {
  page_now().sheet.pen_down(static_cast<Tool>(tool));
}
EXPORTED void app_pen_move(const float* points, size_t count) {
  for (size_t i = 0; i < count; ++i, points += floats_a_point)
    page_now().sheet.pen_move(point_of(points), sample_of(points));
  page_now().change();
}
EXPORTED void app_pen_expect(const float* points, size_t count) {
  for (size_t i = 0; i < count; ++i, points += floats_a_point)
    page_now().sheet.expect(point_of(points), sample_of(points));
}
EXPORTED void app_pen_up() {
  page_now().sheet.pen_up();
}
EXPORTED void app_pen_was_none() {
  page_now().sheet.pen_was_none();
  page_now().change();
}

EXPORTED void app_undo() {
  page_now().sheet.undo();
  page_now().change();
}
EXPORTED void app_redo() {
  page_now().sheet.redo();
  page_now().change();
}
EXPORTED void app_clear() {
  page_now().sheet.clear();
  page_now().change();
}
EXPORTED int app_can_undo() {
  return page_now().sheet.can_undo();
}
EXPORTED int app_can_redo() {
  return page_now().sheet.can_redo();
}
EXPORTED int app_is_empty() {
  return page_now().sheet.drawing().empty();
}

EXPORTED const char* app_drawing() {
  const Sheet& sheet = page_now().sheet;
  const JsonBuilder builder = new_json();
  yyjson_mut_doc* document = builder.get();
  yyjson_mut_val* root = yyjson_mut_obj(document);
  yyjson_mut_doc_set_root(document, root);
  yyjson_mut_val* size = yyjson_mut_obj_add_arr(document, root, "sheet");
  yyjson_mut_arr_append(size, rounded(document, sheet.home().width()));
  yyjson_mut_arr_append(size, rounded(document, sheet.home().height()));
  yyjson_mut_val* strokes = yyjson_mut_obj_add_arr(document, root, "strokes");
  const Drawing& drawing = sheet.drawing();
  for (size_t i = 0; i < drawing.ink.strokes.size(); ++i)
    yyjson_mut_arr_append(strokes, stroke_to_json(document, drawing.ink.strokes[i], drawing.samples[i]));
  return hand_out(to_text(document));
}

EXPORTED void app_restore(float width, float height, const float* points, const uint32_t* lengths,
                          size_t count) {
  Page& page = page_now();
  page.sheet.set_home(width, height);
  for (size_t i = 0; i < count; ++i) {
    Stroke stroke;
    std::vector<Sample> samples;
    for (uint32_t j = 0; j < lengths[i]; ++j, points += floats_a_point) {
      stroke.push_back(point_of(points));
      samples.push_back(sample_of(points));
    }
    page.sheet.restore(std::move(stroke), std::move(samples));
  }
  page.change();
}

EXPORTED void app_show_picture(float width, float height, const float* boxes, const float* probabilities,
                               const uint8_t* glyphs, size_t count) {
  Page& page = page_now();
  std::vector<Box> places;
  for (size_t i = 0; i < count; ++i, boxes += 4)
    places.push_back({boxes[0], boxes[1], boxes[0] + boxes[2], boxes[1] + boxes[3]});
  const std::span all(probabilities, count * page.reader.labels().size());
  Picture picture{width, height, page.reader.shown_of(all, places), std::vector<Glyph>(count)};
  for (Glyph& glyph : picture.glyphs) {
    std::copy_n(glyphs, glyph.size(), glyph.begin());
    glyphs += glyph.size();
  }
  page.picture = std::move(picture);
  page.change();
}
EXPORTED void app_hide_picture() {
  page_now().picture.reset();
  page_now().change();
}

EXPORTED int app_frame(double now) {
  return page_now().frame(now);
}
EXPORTED const char* app_current() {
  return hand_out(to_json(page_now().shown().reading));
}
EXPORTED const char* app_status() {
  Page& page = page_now();
  const Shown& shown = page.shown();
  return hand_out(page.chosen() ? spoken(shown, *page.chosen()) : spoken(shown));
}

EXPORTED int app_digit_at(float x, float y) {
  const auto digit = page_now().digit_at({x, y});
  return digit ? static_cast<int>(*digit) : -1;
}
EXPORTED void app_choose_digit(int digit) {
  page_now().choose(digit < 0 ? std::nullopt : std::optional(static_cast<size_t>(digit)));
}
EXPORTED const int* app_layers() {
  static std::vector<int> handed_out;
  handed_out.clear();
  if (const Inside* inside = page_now().inside()) handed_out = inside->shapes();
  return handed_out.data();
}
EXPORTED void app_place_maps(const float* tops, size_t layers, int columns, float pitch, float size) {
  page_now().map_places = {{tops, tops + layers}, columns, pitch, size};
}
EXPORTED void app_choose_map(size_t layer, int map) {
  page_now().chosen_map = {layer, map};
}
EXPORTED int app_strongest_field(size_t layer, int map) {
  const Inside* inside = page_now().inside();
  return inside ? inside->strongest_field(layer, map).value_or(-1) : -1;
}
EXPORTED const float* app_reasons() {
  static std::vector<float> handed_out;
  const Inside* inside = page_now().inside();
  if (!inside || !inside->influence()) return nullptr;
  const Influence& influence = *inside->influence();
  handed_out = {static_cast<float>(influence.output()), static_cast<float>(influence.strokes().size()),
                static_cast<float>(influence.parts().size())};
  handed_out.insert(handed_out.end(), influence.strokes().begin(), influence.strokes().end());
  for (const Part& part : influence.parts()) {
    handed_out.push_back(static_cast<float>(part.stroke));
    handed_out.push_back(part.fall);
  }
  return handed_out.data();
}

EXPORTED double app_reading_microseconds() {
  return page_now().reading_microseconds();
}

EXPORTED const char* app_recognize_strokes(const float* points, const uint32_t* lengths, size_t count,
                                           int mode) {
  Ink ink;
  for (size_t i = 0; i < count; ++i) {
    Stroke& stroke = ink.strokes.emplace_back();
    for (uint32_t j = 0; j < lengths[i]; ++j, points += 2) stroke.push_back(point_of(points));
  }
  const auto reading = page_now().reader.read_apart(ink, static_cast<Mode>(mode));
  if (reading) return hand_out(to_json(*reading));
  page_now().error = reading.error().message;
  return nullptr;
}
