#include "trainer/api/api.h"

#include <emscripten/emscripten.h>

#include <cstdlib>

#include "engine/core/json.h"
#include "trainer/api/memory_training.h"
#include "trainer/data/idx.h"

using namespace inkling;
using trainer::MemoryTraining;
using trainer::Role;

namespace {

struct State {
  std::optional<MemoryTraining> training;
  std::vector<uint8_t> bytes;  // what the last call left behind
  std::string text, error;
};

State state;

int failed(const Error& error) {
  state.error = error.message;
  return 0;
}

int outcome(const Result<void>& result) {
  return result ? 1 : failed(result.error());
}

// The training, if it takes samples (still not started) or batches (started).
MemoryTraining* training(bool started) {
  if (state.training && state.training->started() == started) return &*state.training;
  state.error = !state.training ? "there is no training: call begin() first"
                : started       ? "the training has not started: call start() first"
                                : "the training has started: call begin() for another one";
  return nullptr;
}

const char* returned(std::string text) {
  state.text = std::move(text);
  return state.text.c_str();
}

std::string json_of(const trainer::TrainingEvent& event) {
  const JsonBuilder builder = new_json();
  yyjson_mut_doc* document = builder.get();
  yyjson_mut_val* root = yyjson_mut_obj(document);
  yyjson_mut_doc_set_root(document, root);
  const MemoryTraining& training = *state.training;
  yyjson_mut_obj_add_sint(document, root, "step", event.progress.step);
  yyjson_mut_obj_add_sint(document, root, "steps", event.progress.steps);
  yyjson_mut_obj_add_real(document, root, "loss", event.progress.loss);
  yyjson_mut_obj_add_real(document, root, "accuracy", event.progress.training_accuracy);
  yyjson_mut_obj_add_val(document, root, "learningRate", json_float(document, training.learning_rate()));
  if (event.kind == trainer::TrainingEvent::Kind::epoch) {
    yyjson_mut_val* validation = yyjson_mut_obj_add_obj(document, root, "validation");
    yyjson_mut_obj_add_uint(document, validation, "samples", training.validation_samples());
    yyjson_mut_obj_add_real(document, validation, "accuracy", event.progress.validation_accuracy);
    yyjson_mut_obj_add_real(document, validation, "loss", training.last_epoch().validation_loss);
  } else {
    yyjson_mut_obj_add_null(document, root, "validation");
  }
  return to_text(document);
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

int inkling_begin(const char* text) {
  state.training.reset();
  auto options = trainer::options_from_json(text);
  if (!options) return failed(options.error());
  auto training = MemoryTraining::create(std::move(*options));
  if (!training) return failed(training.error());
  state.training.emplace(std::move(*training));
  return 1;
}

int inkling_adapt(const uint8_t* weights, size_t bytes, const char* text) {
  state.training.reset();
  const auto options = trainer::adapting_options_from_json(text);
  if (!options) return failed(options.error());
  auto training = MemoryTraining::adapting({weights, bytes}, *options);
  if (!training) return failed(training.error());
  state.training.emplace(std::move(*training));
  return 1;
}

int inkling_add_idx(const uint8_t* images, size_t image_bytes, const uint8_t* labels, size_t label_bytes,
                    int role) {
  MemoryTraining* one = training(false);
  if (!one) return 0;
  auto data = trainer::parse_mnist({images, image_bytes}, {labels, label_bytes});
  if (!data) return failed(data.error());
  one->add(trainer::samples_of(std::move(*data)), static_cast<Role>(role));
  return 1;
}

int inkling_add_ink(const uint8_t* ndjson, size_t bytes, int role) {
  MemoryTraining* one = training(false);
  if (!one) return 0;
  trainer::Samples samples;
  trainer::add_drawings(samples, {reinterpret_cast<const char*>(ndjson), bytes});
  one->add(std::move(samples), static_cast<Role>(role));
  return 1;
}

int inkling_add_picture(const uint8_t* file, size_t bytes, const char* place, const char* label, int role) {
  MemoryTraining* one = training(false);
  if (!one) return 0;
  trainer::Samples samples;
  trainer::add_picture(samples, place, label, {file, bytes});
  one->add(std::move(samples), static_cast<Role>(role));
  return 1;
}

const char* inkling_left_out() {
  const JsonBuilder builder = new_json();
  yyjson_mut_doc* document = builder.get();
  yyjson_mut_val* root = yyjson_mut_arr(document);
  yyjson_mut_doc_set_root(document, root);
  if (state.training)
    for (const trainer::LeftOut& one : state.training->left_out()) {
      yyjson_mut_val* entry = yyjson_mut_arr_add_obj(document, root);
      yyjson_mut_obj_add_val(document, entry, "place", json_text(document, one.place));
      yyjson_mut_obj_add_val(document, entry, "reason", json_text(document, one.reason));
    }
  return returned(to_text(document));
}

int inkling_start() {
  MemoryTraining* one = training(false);
  return one ? outcome(one->start([] { return emscripten_get_now() / 1000; })) : 0;
}

const char* inkling_step(int batches) {
  MemoryTraining* one = training(true);
  if (!one) return nullptr;
  const auto event = one->step(batches);
  if (event) return returned(json_of(*event));
  failed(event.error());
  return nullptr;
}

int inkling_export() {
  MemoryTraining* one = training(true);
  if (one) state.bytes = one->weights();
  return one ? 1 : 0;
}

int inkling_state() {
  MemoryTraining* one = training(true);
  if (one) state.bytes = one->state();
  return one ? 1 : 0;
}

const uint8_t* inkling_bytes() {
  return state.bytes.data();
}

size_t inkling_byte_count() {
  return state.bytes.size();
}

int inkling_restore(const uint8_t* bytes, size_t count) {
  MemoryTraining* one = training(true);
  return one ? outcome(one->restore({bytes, count})) : 0;
}
