#include "engine/reading/reading.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/core/json.h"

namespace inkling {
namespace {

constexpr size_t top_count = 3;

std::vector<Candidate> likeliest(const Model& model, std::span<const float> probabilities) {
  std::vector<size_t> order(probabilities.size());
  std::iota(order.begin(), order.end(), size_t{0});
  const size_t count = std::min(top_count, order.size());
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(),
                    [&](size_t a, size_t b) {
                      return probabilities[a] != probabilities[b] ? probabilities[a] > probabilities[b]
                                                                  : a < b;
                    });
  std::vector<Candidate> top;
  for (size_t i = 0; i < count; ++i) top.push_back({model.labels[order[i]], probabilities[order[i]]});
  return top;
}

yyjson_mut_val* digit_to_json(yyjson_mut_doc* document, const DigitReading& digit) {
  yyjson_mut_val* object = yyjson_mut_obj(document);
  yyjson_mut_obj_add_val(document, object, "label", json_text(document, digit.label));
  yyjson_mut_obj_add_val(document, object, "confidence", json_float(document, digit.confidence));
  yyjson_mut_val* all = yyjson_mut_obj_add_arr(document, object, "probabilities");
  for (float probability : digit.probabilities) yyjson_mut_arr_append(all, json_float(document, probability));
  yyjson_mut_val* top = yyjson_mut_obj_add_arr(document, object, "top");
  for (const Candidate& candidate : digit.top) {
    yyjson_mut_val* entry = yyjson_mut_arr_add_obj(document, top);
    yyjson_mut_obj_add_val(document, entry, "label", json_text(document, candidate.label));
    yyjson_mut_obj_add_val(document, entry, "probability", json_float(document, candidate.probability));
  }
  yyjson_mut_val* box = yyjson_mut_obj_add_arr(document, object, "box");
  for (float value : {digit.box.left, digit.box.top, digit.box.width(), digit.box.height()})
    yyjson_mut_arr_append(box, json_float(document, value));
  return object;
}

std::vector<float> probabilities(const Model& model, std::span<const float> logits, float outsider_odds) {
  const float largest = *std::max_element(logits.begin(), logits.end());
  std::vector<float> values(logits.size());
  float sum = 0;
  for (size_t i = 0; i < logits.size(); ++i) {
    values[i] = std::exp((logits[i] - largest) / model.temperature);
    if (i == model.labels.size()) values[i] *= outsider_odds;
    sum += values[i];
  }
  values.resize(model.labels.size());
  for (float& value : values) value /= sum;
  return values;
}

}  // namespace

std::vector<float> probabilities(const Model& model, std::span<const float> logits) {
  return probabilities(model, logits, model.outsider_odds);
}

std::vector<float> probabilities_of_part(const Model& model, std::span<const float> logits) {
  return probabilities(model, logits, 1);
}

Reading reading_of_one(const Model& model, std::span<const float> logits, const Box& box) {
  return reading_of_probabilities(model, probabilities(model, logits), box);
}

Reading reading_of_probabilities(const Model& model, std::vector<float> probabilities, const Box& box) {
  DigitReading digit;
  digit.probabilities = std::move(probabilities);
  digit.top = likeliest(model, digit.probabilities);
  digit.label = digit.top[0].label;
  digit.confidence = digit.top[0].probability;
  digit.box = box;
  Reading reading;
  reading.text = digit.label;
  reading.confidence = digit.confidence;
  reading.rejected = rejects(model.rejection, digit.probabilities);
  reading.digits.push_back(std::move(digit));
  return reading;
}

std::string to_json(const Reading& reading) {
  const JsonBuilder builder = new_json();
  yyjson_mut_doc* document = builder.get();
  yyjson_mut_val* root = yyjson_mut_obj(document);
  yyjson_mut_doc_set_root(document, root);
  yyjson_mut_obj_add_val(document, root, "text", json_text(document, reading.text));
  yyjson_mut_obj_add_val(document, root, "confidence", json_float(document, reading.confidence));
  yyjson_mut_obj_add_bool(document, root, "rejected", reading.rejected);
  yyjson_mut_val* digits = yyjson_mut_obj_add_arr(document, root, "digits");
  for (const DigitReading& digit : reading.digits)
    yyjson_mut_arr_append(digits, digit_to_json(document, digit));
  return to_text(document);
}

}  // namespace inkling
