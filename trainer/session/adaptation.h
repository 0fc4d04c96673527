// Teaches a finished network new samples, of its labels or of new ones, while some of the old ones are
// replayed so that it does not forget them (Robins, "Catastrophic forgetting, rehearsal and pseudorehearsal",
// 1995).
//
// Do this:
//   auto adaptation = adapt(model, fresh, replayed, options);
//   auto trainer = Trainer::create(adaptation->recipe, std::move(adaptation->data), {}, &model);
//   …
//   export_adapted(model, *trainer, classes, DType::i8, "drawings of Ada");
#pragma once

#include "engine/weights/safetensors.h"
#include "trainer/fit/trainer.h"

namespace inkling::trainer {

struct AdaptationOptions {
  int epochs = 0;               // over the new samples; 0: as many as show 4,000 samples, at least 8
  float learning_rate = 5e-4f;  // of Adam, falling to 0 along half a cosine
  float replay_share = 0.8f;    // of an epoch's samples, 0 to 0.99
  int batch = 32;               // fewer where an epoch has fewer
  bool augment = true;          // distorts glyphs and strokes
  bool eight_bits = true;       // for files with I8 weights
  uint64_t seed = 1;
};

// The model's labels, then the new ones.  Fails when one is there twice, and above 64.
Result<std::vector<std::string>> labels_with(const Model& model, const std::vector<std::string>& new_labels);

// What Trainer::create() takes.
struct Adaptation {
  Recipe recipe;
  Dataset data;
};

// fresh, replayed: with the same classes, the model's labels first.  Fails on values that no training can
// use, on fewer than two samples, and for committees, of which each network would learn by itself.
Result<Adaptation> adapt(const Model& model, Dataset fresh, Dataset replayed,
                         const AdaptationOptions& options);

// The weights file.  Temperature, odds of outsiders and rejection stay the model's.  learnt: what the new
// samples were, for `trained_on`.
Safetensors export_adapted(const Model& model, const Trainer& trainer,
                           const std::vector<std::string>& classes, DType type, const std::string& learnt);

}  // namespace inkling::trainer
