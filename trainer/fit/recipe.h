// Everything that decides what comes out of a training, beside the data.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/error.h"
#include "engine/network/input.h"
#include "engine/network/layers.h"
#include "trainer/augment/distortion.h"
#include "trainer/augment/strokes.h"
#include "trainer/fit/loss.h"
#include "trainer/optimise/optimiser.h"
#include "trainer/optimise/schedule.h"

namespace inkling::trainer {

struct Recipe {
  std::vector<Plane> planes = {Plane::ink};  // what the network sees: ink first, each once
  std::vector<Layer> layers;
  int epochs = 20;
  int batch = 128;
  float learning_rate = 0.01f;  // at its highest
  Optimiser optimiser = {};
  Schedule schedule = {};
  bool eight_bits = false;         // the weights will be written as I8: validation computes with such weights
  int eight_bit_epochs = 5;        // the last so many train with them, too
  float ema = 0;                   // decay of the moving average of the parameters; 0: none
  float label_smoothing = 0;       // share of what is wanted that all classes have alike
  Distillation distillation = {};  // when there is a teacher
  float dropout = 0.1f;            // before each dense layer
  Augmentation augmentation;       // of glyphs
  StrokeAugmentation strokes;      // of the strokes they come from, before that
  float path_reversal = 0;         // share of the drawings that are shown as if they were written backwards
  float path_dropout = 0.3f;       // share of the ink whose path is not shown, so that pictures can be read
  int distortions = 0;  // of each image, taken in turn, the same for every seed; 0: new ones in each epoch
  uint64_t seed = 1;
};

// The layers that a short text names, one word each, with commas between, `classes` outputs added at the end:
//   16         a convolution 3x3 of 16 channels      5x5:16  the same with another kernel
//   dw3        a depthwise convolution 3x3           dense:64  a dense layer
//   pool       maxima of 2x2 pixels                  avgpool  means of 2x2 pixels
//   global     means of the whole picture
//   add:-3     adds what the third word before it gave (a residual)
// Convolutions, dense layers and additions have ReLU unless ":linear" follows, as in 1x1:16:linear.
// planes: of the input.
Result<std::vector<Layer>> layers_from_text(std::string_view text, int classes, int planes = 1);

// "sgd", "adam", "adamw"; "constant", "step", "cosine", "one-cycle", "plateau".
Result<OptimiserKind> optimiser_from_text(std::string_view text);
Result<ScheduleKind> schedule_from_text(std::string_view text);

// Whether the whole training's length decides about its earlier epochs: then a longer training is another one
// from its first step, and no run can be made longer afterwards.
constexpr bool needs_length(const Recipe& recipe) {
  return recipe.schedule.kind == ScheduleKind::cosine || recipe.schedule.kind == ScheduleKind::one_cycle ||
         (recipe.eight_bits && recipe.eight_bit_epochs > 0);
}

// Fails on values that no training can use.
Result<void> check(const Recipe& recipe);

}  // namespace inkling::trainer
