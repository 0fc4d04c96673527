// What came out of reading labelled numbers, as text and JSON.
#pragma once

#include <string>
#include <vector>

#include "engine/reading/reading.h"
#include "trainer/metrics/evaluation.h"

namespace inkling {

struct NumberSample {
  std::string label;
  std::string place;  // a file
  Reading reading;    // without digits if nothing was found
};

struct NumberOutcome {
  std::vector<size_t> known;  // the samples whose label is made of labels that the model knows
  Evaluation numbers;         // of these: a number is right if all of it is
  Evaluation digits;  // of theirs; those of a number read with too many or too few digits count as unread
  std::vector<size_t> misread;
  size_t outsiders = 0;
  size_t outsiders_rejected = 0;  // or nothing found
};

NumberOutcome outcome_of_numbers(const Model& model, const std::vector<NumberSample>& samples);

// One object with the keys of the command's contract, and `misclassified`.  samples, accuracy, ece and
// rejected are those of the numbers; balanced_accuracy, loss and confusion those of their digits.
std::string outcome_to_json(const Model& model, const std::vector<NumberSample>& samples,
                            const NumberOutcome& outcome);

std::string outcome_to_text(const std::vector<NumberSample>& samples, const NumberOutcome& outcome);

}  // namespace inkling
