#include "trainer/report/history.h"

#include <cstdio>

#include "engine/core/json.h"

namespace inkling::report {
namespace {

struct Column {
  const char* name;
  double Epoch::* value;
};

constexpr Column columns[] = {{"epoch", &Epoch::epoch},
                              {"step", &Epoch::step},
                              {"loss", &Epoch::loss},
                              {"training_accuracy", &Epoch::training_accuracy},
                              {"validation_accuracy", &Epoch::validation_accuracy},
                              {"validation_loss", &Epoch::validation_loss},
                              {"learning_rate", &Epoch::learning_rate},
                              {"seconds", &Epoch::seconds}};

Result<void> take(yyjson_val* object, const char* key, double& value) {
  yyjson_val* found = yyjson_obj_get(object, key);
  if (!found || yyjson_is_null(found)) return {};
  if (!yyjson_is_num(found)) return fail("\"%s\" is %s, expected a number", key, kind_of(found));
  value = yyjson_get_num(found);
  return {};
}

Result<Epoch> parse_epoch(yyjson_val* object) {
  if (!yyjson_is_obj(object)) return fail("%s, expected an object with one epoch's figures", kind_of(object));
  Epoch epoch;
  for (const Column& column : columns)
    if (const auto taken = take(object, column.name, epoch.*column.value); !taken)
      return std::unexpected(taken.error());
  if (const auto taken = take(object, "accuracy", epoch.validation_accuracy); !taken)
    return std::unexpected(taken.error());
  if (std::isnan(epoch.epoch)) return fail("the \"epoch\" is missing");
  return epoch;
}

}  // namespace

Result<Epoch> parse_metrics(std::string_view line) {
  const auto document = parse_json(line);
  if (!document) return std::unexpected(document.error());
  return parse_epoch(yyjson_doc_get_root(document->get()));
}

Result<std::vector<Epoch>> parse_history(std::string_view json) {
  std::vector<Epoch> epochs;
  if (json.empty()) return epochs;
  const auto document = parse_json(json);
  if (!document) return std::unexpected(in("history", document.error()));
  yyjson_val* root = yyjson_doc_get_root(document->get());
  if (!yyjson_is_arr(root)) return fail("history: %s, expected a list of epochs", kind_of(root));
  size_t at = 0, count = 0;
  yyjson_val* object = nullptr;
  yyjson_arr_foreach(root, at, count, object) {
    const auto epoch = parse_epoch(object);
    if (!epoch) return std::unexpected(in("history, entry " + std::to_string(at + 1), epoch.error()));
    epochs.push_back(*epoch);
  }
  return epochs;
}

std::string to_csv(const std::vector<Epoch>& epochs) {
  std::string text;
  for (const Column& column : columns) text += std::string(text.empty() ? "" : ",") + column.name;
  text += "\n";
  for (const Epoch& epoch : epochs) {
    for (const Column& column : columns) {
      if (column.value != columns[0].value) text += ",";
      char digits[32] = "";
      if (!std::isnan(epoch.*column.value))
        std::snprintf(digits, sizeof digits, "%.10g", epoch.*column.value);
      text += digits;
    }
    text += "\n";
  }
  return text;
}

}  // namespace inkling::report
