// Precision, recall and F1 of every class, and their means, as scikit-learn's classification_report has them.
#pragma once

#include <string>
#include <vector>

#include "engine/core/json.h"
#include "trainer/metrics/evaluation.h"

namespace inkling {

struct Scores {
  double precision = 0;  // of what was read as this class, the share that is; 0 if nothing was read so
  double recall = 0;     // of this class, the share that was read as it; 0 if it does not occur
  double f1 = 0;         // their harmonic mean; 0 if both are 0
};

struct ClassScores {
  std::string label;
  Scores scores;
  int64_t support = 0;  // samples of this class, also those in which nothing was found
};

struct ClassificationReport {
  std::vector<ClassScores> classes;  // those that occur among labels or readings, in the order of the labels
  double accuracy = 0;
  Scores macro;     // mean over `classes`
  Scores weighted;  // mean over `classes`, weighted by support
  int64_t support = 0;
};

// labels: one per row of the confusion.
ClassificationReport classification_report(const Evaluation& evaluation,
                                           const std::vector<std::string>& labels);

// The table that scikit-learn prints with digits=4.
std::string to_text(const ClassificationReport& report);

// class,precision,recall,f1,support; then the rows "accuracy" (under f1), "macro avg" and "weighted avg".
std::string to_csv(const ClassificationReport& report);

// {classes: [{label, precision, recall, f1, support}], accuracy, macro: {precision, recall, f1}, weighted:
// {…}, support}
yyjson_mut_val* to_json(yyjson_mut_doc* document, const ClassificationReport& report);

}  // namespace inkling
