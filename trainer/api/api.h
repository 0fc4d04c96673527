// The trainer as a WebAssembly module: the flat interface that JavaScript calls in workers and in Node.
// trainer/api/trainer.mjs wraps it; nothing else needs to call it.
//
// A module instance holds one training: begin, add samples, start, then step.  Functions that can fail give 0
// or null and leave a message in inkling_error(); texts stay valid until the next call.  All memory passed in
// is the module's own (inkling_allocate).
#pragma once

#include <cstddef>
#include <cstdint>

extern "C" {

uint8_t* inkling_allocate(size_t bytes);  // null when memory has run out
void inkling_free(void* memory);
const char* inkling_error();

// Forgets the training before.  options: a JSON object with any of the keys of `inkling train --config`
// that are named in trainer/fit/recipe_options.h, and of classes, weight-format, validation and split-seed.
int inkling_begin(const char* options);

// The same, to teach finished weights new samples (trainer/session/adaptation.h).  options: a JSON object
// with any of new-labels, epochs, learning-rate, replay-share, batch, augment and seed.
int inkling_adapt(const uint8_t* weights, size_t bytes, const char* options);

// Adds samples.  role: 0 to train on, 1 to validate on; of an adaptation also 2 to be replayed and 3
// outsiders. What has a label of none of the classes (of outsiders: of one of them), and what cannot be used,
// is left out. images, labels: the bytes of MNIST's files (trainer/data/idx.h).
int inkling_add_idx(const uint8_t* images, size_t image_bytes, const uint8_t* labels, size_t label_bytes,
                    int role);
// ndjson: drawings with labels (engine/ink/ndjson.h).
int inkling_add_ink(const uint8_t* ndjson, size_t bytes, int role);
// A PNG or JPEG of one sign; place: what names it in messages.
int inkling_add_picture(const uint8_t* file, size_t bytes, const char* place, const char* label, int role);
// What could not be used so far, and why: JSON [{"place", "reason"}, ...].
const char* inkling_left_out();

// Holds out `validation` samples more and makes the network.
int inkling_start();

// So many batches, but none beyond the end of the epoch: JSON
// {"step", "steps", "loss", "accuracy", "learningRate", "validation"}.  loss and accuracy: means over the
// images of the epoch so far, distorted.  validation: {"samples", "accuracy", "loss"} if an epoch ended, else
// null.  An error when the training is over, or has diverged.
const char* inkling_step(int batches);

// Each leaves a file behind, of inkling_byte_count() bytes from inkling_bytes() on, until the next call.
int inkling_export();  // weights (engine/weights/safetensors.h), calibrated on the samples to validate on
int inkling_state();   // all that changes while training, a checkpoint (trainer/session/checkpoint.h)
const uint8_t* inkling_bytes();
size_t inkling_byte_count();

// Goes on from a state of the same options and samples, to the same bits.
int inkling_restore(const uint8_t* state, size_t bytes);
}
