#include "trainer/session/epoch_metrics.h"

#include <type_traits>

#include "engine/core/json.h"
#include "trainer/fit/state_tensors.h"

namespace inkling::trainer {
namespace {

std::string json_line(const EpochMetrics& metrics) {
  const JsonBuilder builder = new_json();
  yyjson_mut_doc* document = builder.get();
  yyjson_mut_val* root = yyjson_mut_obj(document);
  yyjson_mut_doc_set_root(document, root);
  for_each_metric(metrics, [&](const char* name, auto field) {
    using Field = decltype(field);
    if constexpr (std::is_integral_v<Field>) yyjson_mut_obj_add_sint(document, root, name, field);
    if constexpr (std::is_same_v<Field, float>)
      yyjson_mut_obj_add_val(document, root, name, json_float(document, field));
    if constexpr (std::is_same_v<Field, double>) yyjson_mut_obj_add_real(document, root, name, field);
  });
  return to_text(document) + "\n";
}

Result<EpochMetrics> metrics_from_json(std::string_view line) {
  const auto document = parse_json(line);
  if (!document) return std::unexpected(document.error());
  EpochMetrics metrics;
  Result<void> read;
  for_each_metric(metrics, [&]<class Field>(const char* name, Field& field) {
    yyjson_val* value = yyjson_obj_get(yyjson_doc_get_root(document->get()), name);
    if (!yyjson_is_num(value) && read) read = fail("'%s' is %s, expected a number", name, kind_of(value));
    if constexpr (std::is_integral_v<Field>) {
      field = yyjson_get_sint(value);
    } else {
      field = static_cast<Field>(yyjson_get_num(value));
    }
  });
  if (!read) return std::unexpected(read.error());
  return metrics;
}

}  // namespace

bool better(const EpochMetrics& a, const EpochMetrics& b) {
  if (a.validation_accuracy != b.validation_accuracy) return a.validation_accuracy > b.validation_accuracy;
  return a.validation_loss < b.validation_loss;
}

std::string metrics_to_ndjson(std::span<const EpochMetrics> metrics) {
  std::string text;
  for (const EpochMetrics& epoch : metrics) text += json_line(epoch);
  return text;
}

Result<std::vector<EpochMetrics>> metrics_from_ndjson(std::string_view text) {
  std::vector<EpochMetrics> metrics;
  for (size_t end; (end = text.find('\n')) != text.npos; text.remove_prefix(end + 1)) {
    const auto epoch = metrics_from_json(text.substr(0, end));
    if (!epoch)
      return std::unexpected(
          in("line " + std::to_string(metrics.size() + 1) + " of the metrics", epoch.error()));
    metrics.push_back(*epoch);
  }
  return metrics;
}

std::string metrics_to_csv(std::span<const EpochMetrics> metrics) {
  std::string text;
  const auto line = [&](const EpochMetrics& epoch, auto cell) {
    const char* separator = "";
    for_each_metric(epoch, [&](const char* name, auto field) {
      text += separator + cell(name, field);
      separator = ",";
    });
    text += "\n";
  };
  line({}, [](const char* name, auto) { return std::string(name); });
  for (const EpochMetrics& epoch : metrics)
    line(epoch, [](const char*, auto field) { return number_text(field); });
  return text;
}

}  // namespace inkling::trainer
