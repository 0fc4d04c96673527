#include "trainer/cli/data/data_report.h"

#include <algorithm>
#include <numeric>

#include "engine/core/json.h"
#include "trainer/cli/drawings.h"
#include "trainer/fit/state_tensors.h"

namespace inkling {
namespace {

constexpr size_t columns = 12;  // classes side by side

size_t sum(const std::vector<size_t>& counts) {
  return std::reduce(counts.begin(), counts.end());
}

std::string kind_name(trainer::SourceKind kind) {
  switch (kind) {
    case trainer::SourceKind::mnist:
      return "MNIST";
    case trainer::SourceKind::pictures:
      return "pictures";
    case trainer::SourceKind::ink:
      break;
  }
  return "ink";
}

std::string right_aligned(const std::string& text, size_t width) {
  return std::string(width - std::min(width, text.size()), ' ') + text;
}

// One line of the table for each split, in blocks of a few classes.
std::string table(const std::vector<std::string>& classes, const trainer::SourceCounts& counts) {
  std::string text;
  for (size_t first = 0; first < classes.size(); first += columns) {
    const size_t end = std::min(first + columns, classes.size());
    std::string names = "\n            ", training = "\n  train     ", validation = "\n  validate  ";
    for (size_t label = first; label < end; ++label) {
      names += right_aligned(classes[label], 7);
      training += right_aligned(std::to_string(counts.training[label]), 7);
      validation += right_aligned(std::to_string(counts.validation[label]), 7);
    }
    text += names + training + validation;
  }
  return text;
}

std::string text_of(const std::vector<std::string>& classes, const trainer::SourceCounts& counts) {
  const std::string path = counts.name;
  const size_t training = sum(counts.training), validation = sum(counts.validation);
  std::string text = path + ": " + kind_name(counts.kind) + (counts.outsiders ? " of outsiders, " : ", ") +
                     std::to_string(training) + " to train on, " + std::to_string(validation) +
                     " to validate on";
  if (counts.weight != 1)
    text += ", " + std::to_string(counts.draws) + " an epoch (weight " + trainer::number_text(counts.weight) +
            ")";
  if (counts.other_folds > 0)
    text += ", " + std::to_string(counts.other_folds) + " of writers of other folds";
  if (!counts.outsiders) text += table(classes, counts);
  if (!counts.outside.empty())
    text += (counts.outsiders ? "\n  left out, as they are or look like a class: "
                              : "\n  left out, as their labels are none of the classes: ") +
            trainer::labels_text(counts.outside);
  const std::string left_out = left_out_text(path, counts.samples, counts.left_out);
  return left_out.empty() ? text : text + "\n" + left_out;
}

// What is no error, but may be a mistake.
std::string doubts(const trainer::TrainingData& data) {
  std::string missing;
  for (size_t label = 0; label < data.validation.classes.size(); ++label)
    if (std::ranges::find(data.validation.labels, label) == data.validation.labels.end())
      missing += " '" + data.validation.classes[label] + "'";
  return missing.empty() ? "" : "\nThere is nothing to validate on of:" + missing;
}

yyjson_mut_val* to_json(yyjson_mut_doc* document, const std::vector<std::string>& classes,
                        const std::vector<size_t>& counts) {
  yyjson_mut_val* object = yyjson_mut_obj(document);
  for (size_t label = 0; label < counts.size(); ++label)
    yyjson_mut_obj_add(object, json_text(document, label < classes.size() ? classes[label] : "none"),
                       yyjson_mut_uint(document, counts[label]));
  return object;
}

yyjson_mut_val* to_json(yyjson_mut_doc* document, const std::vector<std::string>& classes,
                        const trainer::SourceCounts& counts) {
  yyjson_mut_val* object = yyjson_mut_obj(document);
  yyjson_mut_obj_add_val(document, object, "path", json_text(document, counts.name));
  yyjson_mut_obj_add_val(document, object, "kind", json_text(document, kind_name(counts.kind)));
  yyjson_mut_obj_add_real(document, object, "weight", counts.weight);
  yyjson_mut_obj_add_uint(document, object, "samples", counts.samples);
  yyjson_mut_obj_add_uint(document, object, "draws", counts.draws);
  yyjson_mut_obj_add_val(document, object, "training", to_json(document, classes, counts.training));
  yyjson_mut_obj_add_val(document, object, "validation", to_json(document, classes, counts.validation));
  yyjson_mut_obj_add_uint(document, object, "other_folds", counts.other_folds);
  yyjson_mut_obj_add_uint(document, object, "over_limit", counts.over_limit);
  yyjson_mut_val* outside = yyjson_mut_obj_add_obj(document, object, "outside");
  for (const auto& [label, count] : counts.outside)
    yyjson_mut_obj_add(outside, json_text(document, label), yyjson_mut_uint(document, count));
  yyjson_mut_val* left_out = yyjson_mut_obj_add_arr(document, object, "left_out");
  for (const auto& [place, reason] : counts.left_out) {
    yyjson_mut_val* one = yyjson_mut_arr_add_obj(document, left_out);
    yyjson_mut_obj_add_val(document, one, "place", json_text(document, place));
    yyjson_mut_obj_add_val(document, one, "reason", json_text(document, reason));
  }
  return object;
}

}  // namespace

std::string data_to_text(const trainer::TrainingData& data) {
  std::string text;
  for (const trainer::SourceCounts& counts : data.sources) {
    if (!text.empty()) text += "\n";
    text += text_of(data.validation.classes, counts);
  }
  return text + doubts(data);
}

std::string data_to_json(const trainer::TrainingData& data) {
  const JsonBuilder builder = new_json();
  yyjson_mut_doc* document = builder.get();
  yyjson_mut_val* root = yyjson_mut_obj(document);
  yyjson_mut_doc_set_root(document, root);
  yyjson_mut_val* classes = yyjson_mut_obj_add_arr(document, root, "classes");
  for (const std::string& label : data.validation.classes)
    yyjson_mut_arr_append(classes, json_text(document, label));
  yyjson_mut_val* sources = yyjson_mut_obj_add_arr(document, root, "sources");
  for (const trainer::SourceCounts& counts : data.sources)
    yyjson_mut_arr_append(sources, to_json(document, data.validation.classes, counts));
  return to_text(document) + "\n";
}

std::string data_name(const trainer::TrainingData& data, const DataOptions& options) {
  std::string name;
  bool ink = false;
  for (const trainer::SourceCounts& counts : data.sources) {
    const bool mnist = counts.kind == trainer::SourceKind::mnist;
    ink = ink || counts.kind == trainer::SourceKind::ink;
    name += name.empty() ? "" : " + ";
    const std::string file = std::filesystem::path(counts.name).filename().string();
    name += mnist ? "MNIST training set" : file.substr(0, file.find('.'));
    if (counts.weight != 1) name += " x " + trainer::number_text(counts.weight);
  }
  if (!ink) return name;
  std::string folds;
  for (const int fold : options.train_folds) folds += (folds.empty() ? "" : ", ") + std::to_string(fold);
  return name + " (writers of folds " + folds + ")";
}

}  // namespace inkling
