// The flat interface between the page's JavaScript (web/site/app.js) and the app in WebAssembly.
//
//   1. app_load_weights            a reading is possible from here on, with or without a screen (so in Node,
//   too)
//   2. app_set_texts               readings are told in these words, and in none without them
//   3. app_start_screen            after a WebGL 2 context was made current; again when a lost context came
//   back
//   4. app_set_look, app_resize, app_place       whenever the page's style or layout changes
//   5. app_pen_down, _move, _up, app_undo, app_clear …    as the user writes
//   6. app_frame                   in an animation frame, while something changed or moves: reads, then draws
//
// Lengths are CSS pixels of the viewport, y downwards; colours are 0xRRGGBB.  Text is UTF-8, ends in a zero,
// belongs to the app and is good until the next call.  What fails returns 0 or null, and app_error() says
// why.
#pragma once

#include <cstddef>
#include <cstdint>

extern "C" {

// Places on the page, laid out by CSS and drawn into by the app, in this order: what comes later lies over
// what comes before.
enum View : int {
  view_sheet,
  view_answer,
  view_panel,
  view_bars,
  view_glyph,
  view_loss_curve,
  view_accuracy_curve,
  view_confusion,
  view_digits,
  view_why,
  view_map,
  view_layers,
  view_count
};

// Memory for what JavaScript hands over; null when there is none left.
void* app_allocate(size_t bytes);
void app_release(void* memory);
const char* app_error();

// The words that readings are told in, a line feed after each: those of Text in web/app/texts.h, in its
// order.  0, and the former ones stay, if they are more or fewer.
int app_set_texts(const char* texts);

// Takes the weights [bytes] into use if they are sound and leaves the former ones in use if not.
int app_load_weights(const uint8_t* file, size_t bytes);

// Sets up drawing in the current WebGL 2 context.  `font` [bytes] is a TrueType file and is copied.
void app_start_screen(const uint8_t* font, size_t bytes);
// The context is lost: until the next start, frames read but do not draw.
void app_lose_screen();
// Colours of ink, lines, quiet text and the network's answer; `panel` lies under what slides over the sheet.
void app_set_colours(uint32_t ink, uint32_t line, uint32_t quiet, uint32_t accent, uint32_t panel);
// The four sizes of text, as in CSS.
void app_set_text_sizes(float answer, float heading, float text, float small);
// Without motion, everything is in its place at once.
void app_set_motion(int allowed);
// The canvas in device pixels, and how many of them make a CSS pixel.
void app_resize(int width, int height, float pixel_ratio);
// Where a view is, and the rectangle that cuts it off, as what scrolls does.  A view of which nothing shows
// is hidden.
void app_place(View view, float left, float top, float width, float height, float clip_left, float clip_top,
               float clip_width, float clip_height);

// How ink is read: 0 as it seems best, 1 as one digit, 2 as a number.
void app_set_mode(int mode);

// The pen (tool 0) or the eraser (1), which takes whole strokes away.  points: [count, 4] of x, y,
// milliseconds, pressure (0 to 1; what cannot measure it sends 0.5).
void app_pen_down(int tool);
void app_pen_move(const float* points, size_t count);
// Where the pen will probably be next: drawn with the next frame, never read.
void app_pen_expect(const float* points, size_t count);
void app_pen_up();
// It was no pen, but a palm or a gesture: what it did since it came down goes.
void app_pen_was_none();

void app_undo();
void app_redo();
void app_clear();
int app_can_undo();
int app_can_redo();
int app_is_empty();

// The drawing as JSON {sheet: [width, height], strokes: [[[x, y, milliseconds, pressure], ...], ...]}, in CSS
// pixels of a sheet of that size; and back onto an empty sheet: points [sum of lengths, 4], lengths [count],
// none of them 0.
const char* app_drawing();
void app_restore(float width, float height, const float* points, const uint32_t* lengths, size_t count);

// A picture [width, height] lies on the sheet instead of the drawing.  boxes: [count, 4] of x, y, width,
// height, the digits found on it; probabilities: [count, labels]; glyphs: [count, 28, 28], what the
// network saw of each.
void app_show_picture(float width, float height, const float* boxes, const float* probabilities,
                      const uint8_t* glyphs, size_t count);
void app_hide_picture();

// Reads what changed and draws the page.  now: milliseconds on a clock that never goes back.  1 if something
// still moves and another frame is needed.
int app_frame(double now);

// The reading of what is on the sheet: as JSON (engine/reading/reading.h), and in words for people.
const char* app_current();
const char* app_status();
// The digit of the answer at that place, in CSS pixels of the viewport; -1 where there is none.
int app_digit_at(float x, float y);
// Shows bars and glyph of that digit, and lets app_status() speak of it, until the drawing changes; -1: of
// the one that was written last.
void app_choose_digit(int digit);
// What goes on inside the network (its first member, if it is a committee), while one of the views of it has
// a place.  The shapes of its layers: how many, then height, width and maps of each; null while nobody looks.
// Layer 0 is what goes in, here and below.
const int* app_layers();
// Where its maps are drawn in view_layers: tops [layers] of their rows under the top of the view, so many
// maps in a row, `pitch` from map to map, each `size` large.
void app_place_maps(const float* tops, size_t layers, int columns, float pitch, float size);
// Enlarges that map in view_map.
void app_choose_map(size_t layer, int map);
// Where a map is strongest, of nine fields counted from the upper left; -1 if it is empty or nobody looks.
int app_strongest_field(size_t layer, int map);
// Why the digit in hand is read so (engine/insight/influence.h); null while it is not known: its label's
// index, the number of strokes and of parts; the fall without each stroke, unless it is the only one; and of
// each part its stroke, counted within the digit, and the fall without it.
const float* app_reasons();
// The mean duration of the later readings of the present drawing, in microseconds; 0 without any.
double app_reading_microseconds();

// The charts of the Evidence tab (web/app/charts.h says what they show), each until it is told another. Lists
// of texts have a line feed after each text. heights: [curves, points] and tick_heights, one for each of the
// texts, from 0 to 1.
void app_show_curves(View view, const float* heights, size_t curves, size_t points, const float* tick_heights,
                     const char* tick_texts);
// The point that is looked at; -1 none.
void app_choose_point(View view, int point);
// counts: [labels, labels], of what was written by what was read.
void app_show_confusion(const uint32_t* counts, const char* labels);
// The cell that is looked at, row by row; -1 none.
void app_choose_cell(int cell);
// glyphs: [digits, 28, 28]; what each is and what it was read as: twice as many texts.
void app_show_digits(const uint8_t* glyphs, const char* labels_and_readings, size_t columns);

// The reading, as JSON, of given strokes: points [sum of lengths, 2] of x, y; lengths [count] of points a
// stroke; mode as in app_set_mode().
const char* app_recognize_strokes(const float* points, const uint32_t* lengths, size_t count, int mode);
}
