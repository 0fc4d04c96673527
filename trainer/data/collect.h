// Samples from sources that somebody has read or received: MNIST's images, pictures, lines of ink.  What
// cannot be used is left out and listed in Samples::left_out, with its place and the reason.
#pragma once

#include "trainer/data/dataset.h"
#include "trainer/data/samples.h"

namespace inkling::trainer {

// Of glyphs without strokes, as MNIST's files hold them (trainer/data/idx.h).
Samples samples_of(Dataset data);

// Adds a PNG or JPEG of one sign.  place: what names it in messages.
void add_picture(Samples& samples, std::string place, std::string label, std::span<const uint8_t> file);

// Adds the drawing of a line of ink (engine/ink/ndjson.h), which has to have a label.  line: its number,
// from 1.
void add_drawing(Samples& samples, std::string_view ndjson, size_t line);
// Adds those of all lines that are not empty.
void add_drawings(Samples& samples, std::string_view ndjson);

// Those of the samples that have one of the classes' labels.
Dataset dataset_of(Samples samples, const std::vector<std::string>& classes);
// Those that have none of them, as outsiders.
Dataset outsiders_of(Samples samples, const std::vector<std::string>& classes);

}  // namespace inkling::trainer
