// The flat interface between the page's JavaScript (web/site/app.js) and the app in WebAssembly.
//
//   1. app_load_weights            a reading is possible from here on, with or without a screen (so in Node,
//   too)
//   2. app_start_screen            after a WebGL 2 context was made current; again when a lost context came
//   back
//   3. app_set_look, app_resize, app_place       whenever the page's style or layout changes
//   4. app_pen_down, _move, _up, app_undo, app_clear    as the user writes
//   5. app_frame                   in an animation frame, while something changed or moves: reads, then draws
//
// Lengths are CSS pixels of the viewport, y downwards; colours are 0xRRGGBB.  Text is UTF-8, ends in a zero,
// belongs to the app and is good until the next call.  What fails returns 0 or null, and app_error() says
// why.
#pragma once

#include <cstddef>
#include <cstdint>

extern "C" {

// Places on the page, laid out by CSS and drawn into by the app.
enum View : int { view_sheet, view_answer, view_bars, view_glyph, view_panel, view_count };

// Memory for what JavaScript hands over; null when there is none left.
void* app_allocate(size_t bytes);
void app_release(void* memory);
const char* app_error();

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
// An empty rectangle hides the view.
void app_place(View view, float left, float top, float width, float height);

// The pen.  points: [count, 4] of x, y, milliseconds, pressure (0 to 1).  A pen with pressure varies its
// width.
void app_pen_down(int has_pressure);
void app_pen_move(const float* points, size_t count);
void app_pen_up();
// Takes the last stroke back, or brings back what was cleared.
void app_undo();
void app_clear();
int app_can_undo();
int app_is_empty();

// Reads what changed and draws the page.  now: milliseconds on a clock that never goes back.  1 if something
// still moves and another frame is needed.
int app_frame(double now);

// The reading of what is on the sheet: as JSON (engine/reading/reading.h), and in words for people.
const char* app_current();
const char* app_status();
// The mean duration of the readings of the present drawing, in microseconds; 0 without any.
double app_reading_microseconds();

// The reading, as JSON, of given strokes: points [sum of lengths, 2] of x, y; lengths [count] of points a
// stroke.
const char* app_recognize_strokes(const float* points, const uint32_t* lengths, size_t count);
// The reading, as JSON, of a picture: rgba [height, width, 4], as in a browser's ImageData.
const char* app_recognize_picture(const uint8_t* rgba, int width, int height);
}
