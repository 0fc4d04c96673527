#include "trainer/metrics/class_scores.h"

#include <algorithm>
#include <cstdio>

#include "trainer/metrics/csv.h"

namespace inkling {
namespace {

double share(int64_t part, int64_t whole) {
  return whole ? static_cast<double>(part) / static_cast<double>(whole) : 0;
}

Scores scores_of(int64_t right, int64_t read_so, int64_t support) {
  return {share(right, read_so), share(right, support), share(2 * right, read_so + support)};
}

void add(Scores& sum, const Scores& scores, double weight) {
  sum.precision += weight * scores.precision;
  sum.recall += weight * scores.recall;
  sum.f1 += weight * scores.f1;
}

std::string row_of_text(const char* name, size_t width, const Scores& scores, int64_t support) {
  char row[512];
  std::snprintf(row, sizeof row, "%*s  %9.4f %9.4f %9.4f %9lld\n", static_cast<int>(width), name,
                scores.precision, scores.recall, scores.f1, static_cast<long long>(support));
  return row;
}

std::string row_of_csv(const std::string& name, const Scores& scores, int64_t support) {
  char values[128];
  std::snprintf(values, sizeof values, ",%.6f,%.6f,%.6f,%lld\n", scores.precision, scores.recall, scores.f1,
                static_cast<long long>(support));
  return csv_field(name) + values;
}

void add_scores(yyjson_mut_doc* document, yyjson_mut_val* object, const Scores& scores) {
  yyjson_mut_obj_add_real(document, object, "precision", scores.precision);
  yyjson_mut_obj_add_real(document, object, "recall", scores.recall);
  yyjson_mut_obj_add_real(document, object, "f1", scores.f1);
}

}  // namespace

ClassificationReport classification_report(const Evaluation& evaluation,
                                           const std::vector<std::string>& labels) {
  ClassificationReport report;
  report.accuracy = evaluation.accuracy;
  for (size_t label = 0; label < labels.size(); ++label) {
    int64_t read_so = 0;
    for (const auto& row : evaluation.confusion) read_so += row[label];
    const int64_t support = evaluation.support[label];
    if (read_so == 0 && support == 0) continue;
    report.classes.push_back(
        {labels[label], scores_of(evaluation.confusion[label][label], read_so, support), support});
    report.support += support;
  }
  for (const ClassScores& one : report.classes) {
    add(report.macro, one.scores, 1 / static_cast<double>(report.classes.size()));
    add(report.weighted, one.scores, share(one.support, report.support));
  }
  return report;
}

std::string to_text(const ClassificationReport& report) {
  const std::string last = "weighted avg";
  size_t width = last.size();
  for (const ClassScores& one : report.classes) width = std::max(width, one.label.size());
  std::string text(width, ' ');
  text += "  precision    recall  f1-score   support\n\n";
  for (const ClassScores& one : report.classes)
    text += row_of_text(one.label.c_str(), width, one.scores, one.support);
  char accuracy[512];
  std::snprintf(accuracy, sizeof accuracy, "\n%*s  %29.4f %9lld\n", static_cast<int>(width), "accuracy",
                report.accuracy, static_cast<long long>(report.support));
  return text + accuracy + row_of_text("macro avg", width, report.macro, report.support) +
         row_of_text(last.c_str(), width, report.weighted, report.support);
}

std::string to_csv(const ClassificationReport& report) {
  std::string text = "class,precision,recall,f1,support\n";
  for (const ClassScores& one : report.classes) text += row_of_csv(one.label, one.scores, one.support);
  char accuracy[96];
  std::snprintf(accuracy, sizeof accuracy, "accuracy,,,%.6f,%lld\n", report.accuracy,
                static_cast<long long>(report.support));
  return text + accuracy + row_of_csv("macro avg", report.macro, report.support) +
         row_of_csv("weighted avg", report.weighted, report.support);
}

yyjson_mut_val* to_json(yyjson_mut_doc* document, const ClassificationReport& report) {
  yyjson_mut_val* root = yyjson_mut_obj(document);
  yyjson_mut_val* classes = yyjson_mut_obj_add_arr(document, root, "classes");
  for (const ClassScores& one : report.classes) {
    yyjson_mut_val* object = yyjson_mut_arr_add_obj(document, classes);
    yyjson_mut_obj_add_val(document, object, "label", json_text(document, one.label));
    add_scores(document, object, one.scores);
    yyjson_mut_obj_add_sint(document, object, "support", one.support);
  }
  yyjson_mut_obj_add_real(document, root, "accuracy", report.accuracy);
  add_scores(document, yyjson_mut_obj_add_obj(document, root, "macro"), report.macro);
  add_scores(document, yyjson_mut_obj_add_obj(document, root, "weighted"), report.weighted);
  yyjson_mut_obj_add_sint(document, root, "support", report.support);
  return root;
}

}  // namespace inkling
