#include "trainer/cli/tune/journal.h"

#include <algorithm>

#include "engine/core/json.h"
#include "trainer/cli/files.h"

namespace inkling {
namespace {

std::string line_of(const TrialRecord& record) {
  const JsonBuilder builder = new_json();
  yyjson_mut_doc* document = builder.get();
  yyjson_mut_val* root = yyjson_mut_obj(document);
  yyjson_mut_doc_set_root(document, root);
  yyjson_mut_obj_add_int(document, root, "trial", record.trial + 1);
  yyjson_mut_obj_add_int(document, root, "rung", record.rung + 1);
  yyjson_mut_obj_add_val(document, root, "run", json_text(document, record.run));
  if (const auto& result = record.result) {
    yyjson_mut_obj_add_sint(document, root, "epochs", result->epochs);
    yyjson_mut_obj_add_real(document, root, "validation_accuracy", result->validation_accuracy);
    yyjson_mut_obj_add_real(document, root, "validation_loss", result->validation_loss);
    yyjson_mut_obj_add_bool(document, root, "diverged", result->diverged);
  }
  return to_text(document) + "\n";
}

Result<TrialRecord> record_of(std::string_view line) {
  const auto document = parse_json(line);
  if (!document) return std::unexpected(document.error());
  yyjson_val* root = yyjson_doc_get_root(document->get());
  const auto trial = integer_of(yyjson_obj_get(root, "trial"), 1, 100'000);
  const auto rung = integer_of(yyjson_obj_get(root, "rung"), 1, 100);
  const auto run = text_of(yyjson_obj_get(root, "run"));
  if (!trial || !rung || !run) return fail("expected an object with trial, rung and run");
  TrialRecord record{static_cast<int>(*trial) - 1, static_cast<int>(*rung) - 1, std::string(*run), {}};
  if (yyjson_val* epochs = yyjson_obj_get(root, "epochs")) {
    record.result = {yyjson_get_sint(epochs), yyjson_get_num(yyjson_obj_get(root, "validation_accuracy")),
                     yyjson_get_num(yyjson_obj_get(root, "validation_loss")),
                     yyjson_get_bool(yyjson_obj_get(root, "diverged"))};
  }
  return record;
}

}  // namespace

bool better(const TrialResult& a, const TrialResult& b) {
  if (a.diverged != b.diverged) return b.diverged;
  if (a.validation_accuracy != b.validation_accuracy) return a.validation_accuracy > b.validation_accuracy;
  return a.validation_loss < b.validation_loss;
}

Result<Journal> Journal::open(std::filesystem::path file) {
  Journal journal;
  journal.file_ = std::move(file);
  if (std::error_code code; !std::filesystem::exists(journal.file_, code)) return journal;
  const auto read = for_each_line(journal.file_, [&](std::string_view line, size_t) -> Result<void> {
    auto record = record_of(line);
    if (!record) return std::unexpected(record.error());
    journal.records_.push_back(std::move(*record));
    return {};
  });
  if (!read) return std::unexpected(read.error());
  return journal;
}

const TrialRecord* Journal::find(int trial, int rung) const {
  const auto found = std::ranges::find_if(
      records_, [&](const TrialRecord& record) { return record.trial == trial && record.rung == rung; });
  return found == records_.end() ? nullptr : &*found;
}

Result<void> Journal::put(const TrialRecord& record) {
  if (const TrialRecord* known = find(record.trial, record.rung)) {
    records_[static_cast<size_t>(known - records_.data())] = record;
  } else {
    records_.push_back(record);
  }
  std::string text;
  for (const TrialRecord& one : records_) text += line_of(one);
  return write_file(file_, text);
}

}  // namespace inkling
