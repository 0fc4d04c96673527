#include "trainer/data/collect.h"

#include <algorithm>

#include "engine/ink/ndjson.h"
#include "engine/picture/decode.h"
#include "engine/reading/see.h"

namespace inkling::trainer {
namespace {

void add(Samples& samples, const Glyph& glyph, std::string label, std::string writer) {
  samples.glyphs.push_back(glyph);
  samples.labels.push_back(std::move(label));
  samples.writers.push_back(std::move(writer));
  if (!samples.inks.empty()) samples.inks.resize(samples.size());
}

Result<Drawing> labelled_drawing(std::string_view ndjson) {
  auto drawing = parse_drawing(ndjson);
  if (drawing && drawing->label.empty()) return fail("the drawing has no label");
  return drawing;
}

// Those samples whose label's index in the classes, or their number for none of them, is wanted.
template <class Wanted>
Dataset chosen(Samples samples, const std::vector<std::string>& classes, Wanted wanted) {
  Dataset data;
  data.classes = classes;
  for (size_t at = 0; at < samples.size(); ++at) {
    const auto index = static_cast<size_t>(std::ranges::find(classes, samples.labels[at]) - classes.begin());
    if (!wanted(index)) continue;
    data.glyphs.push_back(samples.glyphs[at]);
    data.labels.push_back(static_cast<uint8_t>(index));
    if (!samples.inks.empty()) data.inks.push_back(std::move(samples.inks[at]));
  }
  return data;
}

}  // namespace

Samples samples_of(Dataset data) {
  Samples samples;
  samples.glyphs = std::move(data.glyphs);
  for (const uint8_t label : data.labels) samples.labels.push_back(data.classes[label]);
  samples.writers.resize(samples.size());
  return samples;
}

void add_picture(Samples& samples, std::string place, std::string label, std::span<const uint8_t> file) {
  const auto grey = decode_picture(file);
  const auto seen = grey ? see(*grey) : std::nullopt;
  if (seen)
    add(samples, seen->glyph, std::move(label), "");
  else
    samples.left_out.push_back({std::move(place), grey ? "nothing is written on it" : grey.error().message});
}

void add_drawing(Samples& samples, std::string_view ndjson, size_t line) {
  auto drawing = labelled_drawing(ndjson);
  const auto seen = drawing ? see(drawing->ink) : std::nullopt;
  if (!seen) {
    samples.left_out.push_back(
        {"line " + std::to_string(line), drawing ? "nothing is drawn" : drawing.error().message});
    return;
  }
  add(samples, seen->glyph, std::move(drawing->label), std::move(drawing->writer));
  samples.inks.resize(samples.size());
  samples.inks.back() = std::move(drawing->ink);
}

void add_drawings(Samples& samples, std::string_view ndjson) {
  for (size_t begin = 0, line = 1; begin < ndjson.size(); ++line) {
    const size_t end = std::min(ndjson.find('\n', begin), ndjson.size());
    const std::string_view drawing = ndjson.substr(begin, end - begin);
    if (!drawing.empty() && drawing != "\r") add_drawing(samples, drawing, line);
    begin = end + 1;
  }
}

Dataset dataset_of(Samples samples, const std::vector<std::string>& classes) {
  return chosen(std::move(samples), classes, [&](size_t index) { return index < classes.size(); });
}

Dataset outsiders_of(Samples samples, const std::vector<std::string>& classes) {
  Dataset data = chosen(std::move(samples), classes, [&](size_t index) { return index == classes.size(); });
  data.outsiders = true;
  return data;
}

}  // namespace inkling::trainer
