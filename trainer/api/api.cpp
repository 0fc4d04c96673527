#include "trainer/api/api.h"

#include <cstdlib>

#include "engine/core/json.h"
#include "trainer/api/training.h"

using namespace inkling;
using trainer::Training;

namespace {

struct State {
  std::optional<Training> training;
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
Training* training(bool started) {
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

std::string json_of(const trainer::Progress& progress) {
  const JsonBuilder builder = new_json();
  yyjson_mut_doc* document = builder.get();
  yyjson_mut_val* root = yyjson_mut_obj(document);
  yyjson_mut_doc_set_root(document, root);
  const auto share = [](auto part, auto all) { return static_cast<double>(part) / static_cast<double>(all); };
  const trainer::Trainer& trainer = state.training->trainer();
  yyjson_mut_obj_add_sint(document, root, "step", trainer.step());
  yyjson_mut_obj_add_sint(document, root, "steps", trainer.steps());
  yyjson_mut_obj_add_real(document, root, "loss", share(progress.loss, progress.images));
  yyjson_mut_obj_add_real(document, root, "accuracy", share(progress.correct, progress.images));
  yyjson_mut_obj_add_val(document, root, "learningRate", json_float(document, trainer.learning_rate()));
  if (progress.score) {
    yyjson_mut_val* validation = yyjson_mut_obj_add_obj(document, root, "validation");
    const size_t samples = state.training->validation_samples();
    yyjson_mut_obj_add_uint(document, validation, "samples", samples);
    yyjson_mut_obj_add_real(document, validation, "accuracy", share(progress.score->correct, samples));
    yyjson_mut_obj_add_real(document, validation, "loss", progress.score->loss);
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
  auto training = Training::create(std::move(*options));
  if (!training) return failed(training.error());
  state.training.emplace(std::move(*training));
  return 1;
}

int inkling_add_idx(const uint8_t* images, size_t image_bytes, const uint8_t* labels, size_t label_bytes,
                    int validates) {
  Training* one = training(false);
  return one ? outcome(one->add_idx({images, image_bytes}, {labels, label_bytes}, validates)) : 0;
}

int inkling_add_ink(const uint8_t* ndjson, size_t bytes, int validates) {
  Training* one = training(false);
  return one ? outcome(one->add_ink({reinterpret_cast<const char*>(ndjson), bytes}, validates)) : 0;
}

int inkling_start() {
  Training* one = training(false);
  return one ? outcome(one->start()) : 0;
}

const char* inkling_step(int batches) {
  Training* one = training(true);
  if (!one) return nullptr;
  const auto progress = one->step(batches);
  if (progress) return returned(json_of(*progress));
  failed(progress.error());
  return nullptr;
}

int inkling_export() {
  Training* one = training(true);
  if (one) state.bytes = one->weights();
  return one ? 1 : 0;
}

int inkling_state() {
  Training* one = training(true);
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
  Training* one = training(true);
  return one ? outcome(one->restore({bytes, count})) : 0;
}
