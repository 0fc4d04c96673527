#include "engine/api/api.h"

#include <algorithm>
#include <cstdlib>

#include "engine/core/json.h"
#include "engine/glyph/normalise.h"
#include "engine/ink/rasterise.h"
#include "engine/number/number_reader.h"
#include "engine/picture/decode.h"
#include "engine/reading/read_number.h"
#include "engine/reading/recogniser.h"

using namespace inkling;

namespace {

struct State {
  std::optional<Recogniser> recogniser;
  std::optional<NumberReader> number;  // of the recogniser
  Ink ink;
  Raster raster;  // of the ink
  std::optional<Seen> seen;
  Reading reading;
  std::vector<Glyph> picture_glyphs;  // [digits of the picture that was read last]
  std::string text;                   // what the last call returned
  std::string error;
};

State state;

int failed(const Error& error) {
  state.error = error.message;
  return 0;
}

const char* returned(std::string text) {
  state.text = std::move(text);
  return state.text.c_str();
}

const Model* model() {
  if (state.recogniser) return &state.recogniser->model();
  state.error = "no weights are loaded yet: call load() first";
  return nullptr;
}

Ink ink_of(const float* points, const int32_t* lengths, int strokes) {
  Ink ink;
  for (int i = 0; i < strokes; ++i) {
    Stroke stroke;
    for (int k = 0; k < lengths[i]; ++k, points += 2) stroke.push_back({points[0], points[1]});
    if (!stroke.empty()) ink.strokes.push_back(std::move(stroke));
  }
  return ink;
}

}  // namespace

uint8_t* inkling_allocate(size_t bytes) {
  return static_cast<uint8_t*>(std::malloc(bytes));
}

void inkling_free(void* memory) {
  std::free(memory);
}

const char* inkling_error() {
  return state.error.c_str();
}

int inkling_load(const uint8_t* file, size_t bytes) {
  auto loaded = load_model({file, bytes});
  if (!loaded) return failed(loaded.error());
  auto session = Session::create(std::move(*loaded));
  if (!session) return failed(session.error());
  state.recogniser.emplace(std::move(*session));
  state.number.emplace(*state.recogniser);  // its readings were those of the earlier weights
  return 1;
}

int inkling_label_count() {
  return model() ? static_cast<int>(model()->labels.size()) : 0;
}

const char* inkling_model() {
  const Model* loaded = model();
  if (!loaded) return nullptr;
  const JsonBuilder builder = new_json();
  yyjson_mut_doc* document = builder.get();
  yyjson_mut_val* root = yyjson_mut_obj(document);
  yyjson_mut_doc_set_root(document, root);
  yyjson_mut_val* labels = yyjson_mut_obj_add_arr(document, root, "labels");
  for (const std::string& label : loaded->labels) yyjson_mut_arr_append(labels, json_text(document, label));
  yyjson_mut_obj_add_val(document, root, "temperature", json_float(document, loaded->temperature));
  const Rejection& rejection = loaded->rejection;
  yyjson_mut_val* rejecting = yyjson_mut_obj_add_obj(document, root, "rejection");
  yyjson_mut_obj_add_val(document, rejecting, name_of(rejection.by), json_float(document, rejection.least));
  yyjson_mut_obj_add_uint(document, root, "bytes", loaded->file_bytes);
  yyjson_mut_obj_add_val(document, root, "trainedOn", json_text(document, loaded->trained_on));
  yyjson_mut_obj_add_val(document, root, "history", json_text(document, loaded->history));
  return returned(to_text(document));
}

int inkling_rasterise(const float* points, const int32_t* lengths, int strokes) {
  state.ink = ink_of(points, lengths, strokes);
  state.raster = rasterise(state.ink);
  return state.raster.image.pixels.empty() ? 0 : 1;
}

int inkling_normalise() {
  const auto normalised = normalise(state.raster.image);
  state.seen.reset();
  if (normalised)
    state.seen =
        Seen{normalised->glyph, then(state.raster.from_ink, normalised->from_picture), {}, state.ink};
  return state.seen ? 1 : 0;
}

int inkling_classify() {
  if (!model() || !state.seen) return 0;
  auto reading = state.recogniser->read(state.seen);
  if (!reading) return failed(reading.error());
  state.reading = std::move(*reading);
  return 1;
}

const char* inkling_read_ink(const float* points, const int32_t* lengths, int strokes) {
  if (!model()) return nullptr;
  state.seen = see(ink_of(points, lengths, strokes));
  const auto reading = state.recogniser->read(state.seen);
  if (reading) return returned(to_json(*reading));
  failed(reading.error());
  return nullptr;
}

const char* inkling_read_number(const float* points, const int32_t* lengths, int strokes) {
  if (!model()) return nullptr;
  const auto set = state.number->set(ink_of(points, lengths, strokes));
  const auto reading = set ? state.number->read() : std::unexpected(set.error());
  if (reading) return returned(to_json(*reading));
  failed(reading.error());
  return nullptr;
}

const char* inkling_read_picture(const uint8_t* rgba, int width, int height, int as_number) {
  if (!model()) return nullptr;
  if (width < 1 || height < 1 || height > most_pixels / width) {
    state.error = "a picture of " + std::to_string(width) + " x " + std::to_string(height) +
                  " pixels; expected 1 to " + std::to_string(most_pixels) + " of them";
    return nullptr;
  }
  const Image grey = grey_from_rgba({rgba, static_cast<size_t>(width) * height * 4}, width, height);
  const auto read = as_number ? read_number : read_digit;
  const auto reading = read(*state.recogniser, grey, &state.picture_glyphs);
  if (reading) return returned(to_json(*reading));
  failed(reading.error());
  return nullptr;
}

const uint8_t* inkling_glyph() {
  static constexpr Glyph empty{};
  return state.seen ? state.seen->glyph.data() : empty.data();
}

const uint8_t* inkling_picture_glyphs() {
  return reinterpret_cast<const uint8_t*>(state.picture_glyphs.data());
}

int inkling_probabilities(const uint8_t* glyphs, int count, float* output) {
  if (!model()) return 0;
  static_assert(sizeof(Glyph) == glyph_size);
  const std::span<const Glyph> batch(reinterpret_cast<const Glyph*>(glyphs), static_cast<size_t>(count));
  const size_t labels = model()->labels.size();
  std::vector<float> logits(batch.size() * model()->outputs);
  if (const auto ran = state.recogniser->logits(batch, logits); !ran) return failed(ran.error());
  for (size_t i = 0; i < batch.size(); ++i) {
    const auto values =
        probabilities(*model(), std::span(logits).subspan(i * model()->outputs, model()->outputs));
    std::copy(values.begin(), values.end(), output + i * labels);
  }
  return 1;
}
