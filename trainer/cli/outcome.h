// What came out of reading labelled samples, as text, JSON and CSV.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/network/model.h"
#include "trainer/cli/samples.h"
#include "trainer/metrics/class_scores.h"
#include "trainer/metrics/evaluation.h"
#include "trainer/metrics/writers.h"

namespace inkling {

// A sample whose likeliest label is not its own.
struct Misread {
  size_t sample = 0;     // its index among the samples
  std::string text;      // what was read; empty if nothing was found
  float confidence = 0;  // of `text`
  float believed = 1;    // the probability of the sample's own label
};

// Whether the label itself is to be doubted: the reading leaves it less than 2 %.  Of weights that did not
// learn from the sample, and are calibrated, such labels deserve a look; a look decides.
bool is_label_suspected(const Misread& misread);

struct Outcome {
  std::vector<Sample> known;  // the samples whose label the model knows
  Evaluation evaluation;      // of these, as is all that follows
  ClassificationReport report;
  std::vector<WriterScore> writers;  // the worst first; empty where no writer is known
  std::vector<Misread> misread;      // in the order of the samples
  size_t outsiders = 0;              // samples of a label the model does not know
  size_t outsiders_rejected = 0;
  std::optional<double> outsiders_auc;  // of confidence as a test for outsiders; needs samples of both kinds
};

// probabilities: [samples][labels], a row empty where nothing was found.
Outcome outcome_of(const Model& model, const std::vector<LabelledSample>& samples,
                   const std::vector<std::vector<float>>& probabilities);

// One object with the keys of the command's contract, and classification_report, writers, misclassified (each
// with "suspected": whether its label is to be doubted).
std::string outcome_to_json(const Model& model, const std::vector<LabelledSample>& samples,
                            const Outcome& outcome);

std::string outcome_to_text(const Model& model, const std::vector<LabelledSample>& samples,
                            const Outcome& outcome);

// place,label,text,confidence,suspected: one line a misread sample.
std::string misread_csv(const std::vector<LabelledSample>& samples, const std::vector<Misread>& misread);

}  // namespace inkling
