#include "trainer/cli/number_outcome.h"

#include <algorithm>
#include <cstdio>
#include <optional>
#include <string_view>

#include "engine/core/json.h"

namespace inkling {
namespace {

constexpr size_t most_named = 20;  // samples, in the text

// The classes that a number is made of, the longest label first where several fit; nothing if a part fits
// none.
std::optional<std::vector<int>> classes_of(const Model& model, std::string_view number) {
  std::vector<int> classes;
  while (!number.empty()) {
    size_t longest = 0;
    int best = -1;
    for (size_t i = 0; i < model.labels.size(); ++i) {
      if (model.labels[i].size() <= longest || !number.starts_with(model.labels[i])) continue;
      longest = model.labels[i].size();
      best = static_cast<int>(i);
    }
    if (best < 0) return std::nullopt;
    classes.push_back(best);
    number.remove_prefix(longest);
  }
  return classes.empty() ? std::nullopt : std::optional(classes);
}

double outsiders_share(const NumberOutcome& outcome) {
  return outcome.outsiders
             ? static_cast<double>(outcome.outsiders_rejected) / static_cast<double>(outcome.outsiders)
             : 0;
}

}  // namespace

NumberOutcome outcome_of_numbers(const Model& model, const std::vector<NumberSample>& samples) {
  NumberOutcome outcome;
  std::vector<Sample> numbers, digits;
  for (size_t i = 0; i < samples.size(); ++i) {
    const Reading& reading = samples[i].reading;
    const bool rejected = reading.rejected || reading.digits.empty();
    const auto classes = classes_of(model, samples[i].label);
    if (!classes) {
      ++outcome.outsiders;
      outcome.outsiders_rejected += rejected;
      continue;
    }
    outcome.known.push_back(i);
    const bool right = reading.text == samples[i].label;
    if (!right) outcome.misread.push_back(i);
    // Of two classes, right and wrong, the reading says right.
    numbers.push_back({right ? 0 : 1, rejected, {}});
    if (!reading.digits.empty()) numbers.back().probabilities = {reading.confidence, 0};
    const bool aligned = reading.digits.size() == classes->size();
    for (size_t at = 0; at < classes->size(); ++at) {
      digits.push_back({(*classes)[at], rejected, {}});
      if (aligned) digits.back().probabilities = reading.digits[at].probabilities;
    }
  }
  outcome.numbers = evaluate(numbers, 2);
  outcome.digits = evaluate(digits, model.labels.size());
  return outcome;
}

std::string outcome_to_json(const Model& model, const std::vector<NumberSample>& samples,
                            const NumberOutcome& outcome) {
  const JsonBuilder builder = new_json();
  yyjson_mut_doc* document = builder.get();
  yyjson_mut_val* root = yyjson_mut_obj(document);
  yyjson_mut_doc_set_root(document, root);
  yyjson_mut_obj_add_uint(document, root, "samples", outcome.numbers.samples);
  yyjson_mut_obj_add_real(document, root, "accuracy", outcome.numbers.accuracy);
  yyjson_mut_obj_add_real(document, root, "accuracy_error", outcome.numbers.accuracy_error);
  yyjson_mut_obj_add_real(document, root, "balanced_accuracy", outcome.digits.balanced_accuracy);
  yyjson_mut_obj_add_real(document, root, "loss", outcome.digits.loss);
  yyjson_mut_obj_add_real(document, root, "ece", outcome.numbers.ece);
  yyjson_mut_obj_add_real(document, root, "rejected", outcome.numbers.rejected);
  yyjson_mut_obj_add_uint(document, root, "unread", outcome.numbers.unread);
  yyjson_mut_obj_add_uint(document, root, "digits", outcome.digits.samples);
  yyjson_mut_obj_add_real(document, root, "digit_accuracy", outcome.digits.accuracy);
  yyjson_mut_obj_add_uint(document, root, "outsiders", outcome.outsiders);
  yyjson_mut_obj_add_real(document, root, "outsiders_rejected", outsiders_share(outcome));
  yyjson_mut_val* confusion = yyjson_mut_obj_add_arr(document, root, "confusion");
  for (const auto& row : outcome.digits.confusion) {
    yyjson_mut_val* counts = yyjson_mut_arr_add_arr(document, confusion);
    for (const int64_t value : row) yyjson_mut_arr_add_sint(document, counts, value);
  }
  yyjson_mut_val* labels = yyjson_mut_obj_add_arr(document, root, "labels");
  for (const std::string& label : model.labels) yyjson_mut_arr_append(labels, json_text(document, label));
  yyjson_mut_val* misread = yyjson_mut_obj_add_arr(document, root, "misclassified");
  for (const size_t i : outcome.misread) {
    yyjson_mut_val* object = yyjson_mut_arr_add_obj(document, misread);
    yyjson_mut_obj_add_val(document, object, "place", json_text(document, samples[i].place));
    yyjson_mut_obj_add_val(document, object, "label", json_text(document, samples[i].label));
    yyjson_mut_obj_add_val(document, object, "text", json_text(document, samples[i].reading.text));
    yyjson_mut_obj_add_val(document, object, "confidence",
                           json_float(document, samples[i].reading.confidence));
  }
  return to_text(document);
}

std::string outcome_to_text(const std::vector<NumberSample>& samples, const NumberOutcome& outcome) {
  char line[512];
  std::snprintf(
      line, sizeof line,
      "%zu numbers, %.2f %% read right as a whole (standard error %.2f), %.2f %% rejected, nothing found in "
      "%zu\n"
      "%zu digits in them, %.2f %% read right; those of a number with too many or too few count as wrong\n",
      outcome.numbers.samples, 100 * outcome.numbers.accuracy, 100 * outcome.numbers.accuracy_error,
      100 * outcome.numbers.rejected, outcome.numbers.unread, outcome.digits.samples,
      100 * outcome.digits.accuracy);
  std::string text = line;
  if (outcome.outsiders) {
    std::snprintf(line, sizeof line, "%zu samples of other labels, %.2f %% of them rejected\n",
                  outcome.outsiders, 100 * outsiders_share(outcome));
    text += line;
  }
  if (!outcome.misread.empty()) text += "\nmisread:\n";
  for (size_t i = 0; i < std::min(most_named, outcome.misread.size()); ++i) {
    const NumberSample& sample = samples[outcome.misread[i]];
    text += "  " + sample.place + ": " + sample.label + ", read as " +
            (sample.reading.text.empty() ? "nothing" : sample.reading.text) + "\n";
  }
  return text;
}

}  // namespace inkling
