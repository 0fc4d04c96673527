// The engine as a WebAssembly module without a page: the flat interface that JavaScript calls in workers, in
// Node and from packages.  engine/api/engine.mjs wraps it; nothing else needs to call it.
//
// A module instance holds one recogniser and the drawing it works on.  Functions that can fail give 0 and
// leave a message in inkling_error(); texts stay valid until the next call.  All memory passed in is the
// module's own (inkling_allocate), so that JavaScript writes it once.
#pragma once

#include <cstddef>
#include <cstdint>

extern "C" {

uint8_t* inkling_allocate(size_t bytes);  // null when memory has run out
void inkling_free(void* memory);
const char* inkling_error();

// Replaces the weights: 1, or 0 if the file is refused; then the earlier weights stay.
int inkling_load(const uint8_t* file, size_t bytes);
int inkling_label_count();
const char* inkling_model();  // JSON {labels, temperature, rejection, bytes, trainedOn, history}

// The steps of reading ink, each on what the step before left behind: 1, or 0 if there is nothing to go on
// with. points: [sum of lengths, 2] x and y; lengths: [strokes], the number of points of each.
int inkling_rasterise(const float* points, const int32_t* lengths, int strokes);
int inkling_normalise();
int inkling_classify();

// The whole way: the reading as JSON (engine/reading/reading.h), or null on an error.
const char* inkling_read_ink(const float* points, const int32_t* lengths, int strokes);
// The same for ink of several digits beside each other (engine/number/number_reader.h), at most 256 strokes,
// which may be written in any order.  What the ink begins with as that of the call before costs next to
// nothing: call it with every stroke.
const char* inkling_read_number(const float* points, const int32_t* lengths, int strokes);
// rgba: [height, width, 4], 50 megapixels at most.  As a number: all digits on all lines
// (engine/reading/read_number.h); else the one digit on it, or all where there surely are several.
const char* inkling_read_picture(const uint8_t* rgba, int width, int height, int as_number);

// What the network saw last: [28, 28], 0 to 255.
const uint8_t* inkling_glyph();
// What it saw of each digit of the picture that was read last: [digits of its reading, 28, 28].
const uint8_t* inkling_picture_glyphs();

// glyphs: [count, 28, 28]; probabilities: [count, labels], written.  1, or 0 on an error.
int inkling_probabilities(const uint8_t* glyphs, int count, float* probabilities);
}
