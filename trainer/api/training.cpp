#include "trainer/api/training.h"

#include <algorithm>
#include <set>

#include "engine/ink/ndjson.h"
#include "engine/reading/see.h"
#include "trainer/api/json_values.h"
#include "trainer/data/idx.h"
#include "trainer/export/export.h"
#include "trainer/fit/state_tensors.h"

namespace inkling::trainer {
namespace {

Result<void> check(const TrainingOptions& options) {
  const size_t classes = options.classes.size();
  if (classes < 2 || classes > 255) return fail("classes: there are %zu, expected 2 to 255", classes);
  const std::set<std::string> different(options.classes.begin(), options.classes.end());
  if (different.size() < classes) return fail("classes: one is named twice");
  const std::string& format = options.weight_format;
  if (format != "f32" && format != "f16" && format != "i8")
    return fail("weight-format: is \"%s\", expected f32, f16 or i8", format.c_str());
  return {};
}

DType type_of(const std::string& weight_format) {
  if (weight_format == "i8") return DType::i8;
  return weight_format == "f16" ? DType::f16 : DType::f32;
}

}  // namespace

Result<TrainingOptions> options_from_json(std::string_view text) {
  TrainingOptions options;
  JsonValues values(text);
  for_each_value(options.recipe, [&](const char* key, auto& value, const char*) { values.take(key, value); });
  values.take("classes", options.classes);
  values.take("weight-format", options.weight_format);
  values.take("validation", options.validation);
  values.take("split-seed", options.split_seed);
  if (auto done = values.done(); !done) return std::unexpected(done.error());
  return options;
}

Result<Training> Training::create(TrainingOptions options) {
  if (auto checked = check(options); !checked) return std::unexpected(checked.error());
  options.recipe.recipe.eight_bits = options.weight_format == "i8";
  auto recipe = recipe_of(options.recipe, static_cast<int>(options.classes.size()));
  if (!recipe) return std::unexpected(recipe.error());
  return Training(std::move(options), std::move(*recipe));
}

Training::Training(TrainingOptions options, Recipe recipe)
    : options_(std::move(options)), recipe_(std::move(recipe)), training_(none()), validation_(none()) {}

Dataset Training::none() const {
  Dataset part;
  part.classes = options_.classes;
  return part;
}

void Training::add(Dataset& part, const std::string& label, const Glyph& glyph) const {
  const auto found = std::ranges::find(options_.classes, label);
  if (found == options_.classes.end()) return;
  part.glyphs.push_back(glyph);
  part.labels.push_back(static_cast<uint8_t>(found - options_.classes.begin()));
}

Result<void> Training::add_idx(std::span<const uint8_t> images, std::span<const uint8_t> labels,
                               bool validates) {
  const auto read = parse_mnist(images, labels);
  if (!read) return std::unexpected(read.error());
  Dataset part = none();
  for (size_t at = 0; at < read->size(); ++at) add(part, read->classes[read->labels[at]], read->glyphs[at]);
  append(validates ? validation_ : training_, part);
  return {};
}

Result<void> Training::add_ink(std::string_view ndjson, bool validates) {
  Dataset part = none();
  for (size_t begin = 0, line = 1; begin < ndjson.size(); ++line) {
    const size_t end = std::min(ndjson.find('\n', begin), ndjson.size());
    auto drawing = parse_drawing(ndjson.substr(begin, end - begin));
    if (!drawing) return std::unexpected(in("line " + std::to_string(line), drawing.error()));
    const auto seen = see(drawing->ink);
    if (!seen) return fail("line %zu: nothing is drawn", line);
    add(part, drawing->label, seen->glyph);
    if (part.inks.size() < part.size()) part.inks.push_back(std::move(drawing->ink));
    begin = end + 1;
  }
  append(validates ? validation_ : training_, part);
  return {};
}

Result<void> Training::start() {
  if (options_.validation > 0) {
    auto parts = split_off_validation(training_, options_.validation, options_.split_seed);
    if (!parts) return std::unexpected(parts.error());
    training_ = std::move(parts->first);
    append(validation_, parts->second);
  }
  if (validation_.size() == 0)
    return fail("validation: there is no sample to validate on: add some, or hold some out");
  auto trainer = Trainer::create(recipe_, std::move(training_));
  if (!trainer) return std::unexpected(trainer.error());
  trainer_.emplace(std::move(*trainer));
  return {};
}

Result<Progress> Training::step(int batches) {
  if (trainer_->finished())
    return fail("the training of %lld batches is over: export its weights, or begin one of more epochs",
                static_cast<long long>(trainer_->steps()));
  Progress progress;
  for (int batch = 0; batch < batches && !progress.score; ++batch) {
    const BatchResult result = trainer_->step(one_after_another);
    if (!result.not_finite.empty())
      return fail("batch %lld: not finite any more: %s; begin anew with a lower learning-rate",
                  static_cast<long long>(trainer_->step() + 1), result.not_finite.c_str());
    progress.images += result.images;
    progress.correct += result.correct;
    progress.loss += result.loss;
    if (trainer_->step() % trainer_->steps_per_epoch() != 0) continue;
    const auto logits = trainer_->logits(validation_, one_after_another);
    progress.score = score({logits, validation_.labels, validation_.classes.size()});
    trainer_->report_validation_loss(progress.score->loss);
  }
  return progress;
}

std::vector<uint8_t> Training::weights() {
  const auto logits = trainer_->logits(validation_, one_after_another);
  const Answers answers{logits, validation_.labels, validation_.classes.size()};
  ModelFacts facts;
  facts.labels = validation_.classes;
  facts.temperature = best_temperature(answers);
  facts.rejection = best_rejection(answers, facts.temperature, rejected_share(false));
  facts.planes = recipe_.planes;
  return write_safetensors(
      export_weights(recipe_.layers, trainer_->network(), type_of(options_.weight_format), facts));
}

std::vector<uint8_t> Training::state() const {
  Safetensors file;
  put_state(file, "", trainer_->state());
  return write_safetensors(file);
}

Result<void> Training::restore(std::span<const uint8_t> state) {
  const auto file = parse_safetensors(state);
  if (!file) return std::unexpected(file.error());
  const auto taken = take_state(*file, "");
  if (!taken) return std::unexpected(taken.error());
  return trainer_->restore(*taken);
}

}  // namespace inkling::trainer
