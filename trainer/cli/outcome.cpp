#include "trainer/cli/outcome.h"

#include <algorithm>
#include <cstdarg>
#include <cstdio>

#include "trainer/metrics/csv.h"
#include "trainer/metrics/rejection.h"

namespace inkling {
namespace {

constexpr size_t most_named = 10;  // writers and samples, in the text

size_t top_of(const std::vector<float>& probabilities) {
  return static_cast<size_t>(std::max_element(probabilities.begin(), probabilities.end()) -
                             probabilities.begin());
}

bool is_rejected(const Model& model, const std::vector<float>& probabilities) {
  return probabilities.empty() || rejects(model.rejection, probabilities);
}

double outsiders_share(const Outcome& outcome) {
  return outcome.outsiders
             ? static_cast<double>(outcome.outsiders_rejected) / static_cast<double>(outcome.outsiders)
             : 0;
}

[[gnu::format(printf, 2, 3)]] void append(std::string& text, const char* format, ...) {
  char part[1024];
  va_list values;
  va_start(values, format);
  std::vsnprintf(part, sizeof part, format, values);
  va_end(values);
  text += part;
}

void append_confusion(std::string& text, const Model& model, const Evaluation& evaluation) {
  text += "\nwritten as (row), read as (column)\n      ";
  for (const std::string& label : model.labels) append(text, "%6s", label.c_str());
  for (size_t row = 0; row < evaluation.confusion.size(); ++row) {
    append(text, "\n%6s", model.labels[row].c_str());
    for (const int64_t count : evaluation.confusion[row]) {
      if (count)
        append(text, "%6lld", static_cast<long long>(count));
      else
        text += "     ·";
    }
  }
  text += "\n";
}

void append_writers(std::string& text, const std::vector<WriterScore>& writers) {
  append(text, "\n%zu writers, each counting the same %.2f %% read right; the worst read:\n", writers.size(),
         100 * mean_accuracy(writers));
  for (size_t i = 0; i < std::min(most_named, writers.size()); ++i)
    append(text, "  %6.2f %%  %zu of %zu  %s\n", 100 * writers[i].accuracy(), writers[i].correct,
           writers[i].samples, writers[i].writer.c_str());
}

void append_misread(std::string& text, const std::vector<LabelledSample>& samples,
                    const std::vector<Misread>& misread) {
  std::vector<Misread> surest = misread;
  std::stable_sort(surest.begin(), surest.end(),
                   [](const Misread& a, const Misread& b) { return a.confidence > b.confidence; });
  append(text, "\n%zu misread%s:\n", misread.size(),
         misread.size() > most_named ? "; those it was surest of" : "");
  for (size_t i = 0; i < std::min(most_named, surest.size()); ++i) {
    const LabelledSample& sample = samples[surest[i].sample];
    append(text, "  %s: %s, ", sample.place.c_str(), sample.label.c_str());
    if (surest[i].text.empty())
      text += "nothing found\n";
    else
      append(text, "read as %s  %.1f %%\n", surest[i].text.c_str(), 100 * surest[i].confidence);
  }
}

void add_writers(yyjson_mut_doc* document, yyjson_mut_val* root, const std::vector<WriterScore>& writers) {
  yyjson_mut_val* list = yyjson_mut_obj_add_arr(document, root, "writers");
  for (const WriterScore& score : writers) {
    yyjson_mut_val* object = yyjson_mut_arr_add_obj(document, list);
    yyjson_mut_obj_add_val(document, object, "writer", json_text(document, score.writer));
    yyjson_mut_obj_add_uint(document, object, "samples", score.samples);
    yyjson_mut_obj_add_uint(document, object, "correct", score.correct);
    yyjson_mut_obj_add_real(document, object, "accuracy", score.accuracy());
  }
}

void add_misread(yyjson_mut_doc* document, yyjson_mut_val* root, const std::vector<LabelledSample>& samples,
                 const std::vector<Misread>& misread) {
  yyjson_mut_val* list = yyjson_mut_obj_add_arr(document, root, "misclassified");
  for (const Misread& one : misread) {
    yyjson_mut_val* object = yyjson_mut_arr_add_obj(document, list);
    yyjson_mut_obj_add_val(document, object, "place", json_text(document, samples[one.sample].place));
    yyjson_mut_obj_add_val(document, object, "label", json_text(document, samples[one.sample].label));
    yyjson_mut_obj_add_val(document, object, "text", json_text(document, one.text));
    yyjson_mut_obj_add_val(document, object, "confidence", json_float(document, one.confidence));
    yyjson_mut_obj_add_bool(document, object, "suspected", is_label_suspected(one));
  }
}

}  // namespace

bool is_label_suspected(const Misread& misread) {
  return misread.believed < 0.02f;
}

Outcome outcome_of(const Model& model, const std::vector<LabelledSample>& samples,
                   const std::vector<std::vector<float>>& all) {
  Outcome outcome;
  WriterScores writers;
  std::vector<float> inside, outside;  // certainties
  for (size_t i = 0; i < all.size(); ++i) {
    const bool rejected = is_rejected(model, all[i]);
    const auto label = std::find(model.labels.begin(), model.labels.end(), samples[i].label);
    (label == model.labels.end() ? outside : inside)
        .push_back(all[i].empty() ? 0 : certainty(model.rejection.by, all[i]));
    if (label == model.labels.end()) {
      ++outcome.outsiders;
      outcome.outsiders_rejected += rejected;
      continue;
    }
    const std::string text = all[i].empty() ? "" : model.labels[top_of(all[i])];
    if (all[i].empty())
      outcome.misread.push_back({i, "", 0, 1});
    else if (text != *label)
      outcome.misread.push_back(
          {i, text, all[i][top_of(all[i])], all[i][static_cast<size_t>(label - model.labels.begin())]});
    if (!samples[i].writer.empty()) writers.add(samples[i].writer, text == *label);
    outcome.known.push_back({static_cast<int>(label - model.labels.begin()), rejected, all[i]});
  }
  if (!inside.empty() && !outside.empty()) outcome.outsiders_auc = area_under_roc(inside, outside);
  outcome.evaluation = evaluate(outcome.known, model.labels.size());
  outcome.report = classification_report(outcome.evaluation, model.labels);
  outcome.writers = writers.worst_first();
  return outcome;
}

std::string outcome_to_json(const Model& model, const std::vector<LabelledSample>& samples,
                            const Outcome& outcome) {
  const Evaluation& e = outcome.evaluation;
  const JsonBuilder builder = new_json();
  yyjson_mut_doc* document = builder.get();
  yyjson_mut_val* root = yyjson_mut_obj(document);
  yyjson_mut_doc_set_root(document, root);
  yyjson_mut_obj_add_uint(document, root, "samples", e.samples);
  yyjson_mut_obj_add_real(document, root, "accuracy", e.accuracy);
  yyjson_mut_obj_add_real(document, root, "accuracy_error", e.accuracy_error);
  yyjson_mut_obj_add_real(document, root, "balanced_accuracy", e.balanced_accuracy);
  yyjson_mut_obj_add_real(document, root, "loss", e.loss);
  yyjson_mut_obj_add_real(document, root, "ece", e.ece);
  yyjson_mut_obj_add_real(document, root, "rejected", e.rejected);
  yyjson_mut_obj_add_uint(document, root, "unread", e.unread);
  yyjson_mut_obj_add_uint(document, root, "outsiders", outcome.outsiders);
  yyjson_mut_obj_add_real(document, root, "outsiders_rejected", outsiders_share(outcome));
  if (outcome.outsiders_auc) yyjson_mut_obj_add_real(document, root, "outsiders_auc", *outcome.outsiders_auc);
  yyjson_mut_val* confusion = yyjson_mut_obj_add_arr(document, root, "confusion");
  for (const auto& row : e.confusion) {
    yyjson_mut_val* counts = yyjson_mut_arr_add_arr(document, confusion);
    for (int64_t value : row) yyjson_mut_arr_add_sint(document, counts, value);
  }
  yyjson_mut_val* labels = yyjson_mut_obj_add_arr(document, root, "labels");
  for (const std::string& label : model.labels) yyjson_mut_arr_append(labels, json_text(document, label));
  yyjson_mut_obj_add_val(document, root, "classification_report", to_json(document, outcome.report));
  add_writers(document, root, outcome.writers);
  add_misread(document, root, samples, outcome.misread);
  return to_text(document);
}

std::string outcome_to_text(const Model& model, const std::vector<LabelledSample>& samples,
                            const Outcome& outcome) {
  const Evaluation& e = outcome.evaluation;
  std::string text;
  append(text, "%zu samples, %.2f %% read right (standard error %.2f), balanced %.2f %%\n", e.samples,
         100 * e.accuracy, 100 * e.accuracy_error, 100 * e.balanced_accuracy);
  append(text, "loss %.4f, calibration error %.2f %%, %.2f %% rejected", e.loss, 100 * e.ece,
         100 * e.rejected);
  if (e.unread) append(text, ", nothing found in %zu", e.unread);
  if (outcome.outsiders)
    append(text, "; %zu samples of other labels, %.2f %% of them rejected", outcome.outsiders,
           100 * outsiders_share(outcome));
  if (outcome.outsiders_auc) append(text, " (area under the ROC curve %.4f)", *outcome.outsiders_auc);
  text += "\n\n" + to_text(outcome.report);
  append_confusion(text, model, e);
  if (!outcome.writers.empty()) append_writers(text, outcome.writers);
  if (!outcome.misread.empty()) append_misread(text, samples, outcome.misread);
  return text;
}

std::string misread_csv(const std::vector<LabelledSample>& samples, const std::vector<Misread>& misread) {
  std::string text = "place,label,text,confidence,suspected\n";
  for (const Misread& one : misread) {
    const LabelledSample& sample = samples[one.sample];
    text += csv_field(sample.place) + "," + csv_field(sample.label) + "," + csv_field(one.text);
    append(text, ",%.6f,%d\n", one.confidence, is_label_suspected(one));
  }
  return text;
}

}  // namespace inkling
