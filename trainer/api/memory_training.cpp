#include "trainer/api/memory_training.h"

#include <algorithm>
#include <set>

#include "trainer/api/json_values.h"
#include "trainer/export/convert.h"
#include "trainer/export/export.h"
#include "trainer/fit/calibrate.h"

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

std::string format_of(DType type) {
  return type == DType::i8 ? "i8" : type == DType::f16 ? "f16" : "f32";
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

Result<AdaptingOptions> adapting_options_from_json(std::string_view text) {
  AdaptingOptions options;
  AdaptationOptions& adaptation = options.adaptation;
  JsonValues values(text);
  values.take("new-labels", options.new_labels);
  values.take("epochs", adaptation.epochs);
  values.take("learning-rate", adaptation.learning_rate);
  values.take("replay-share", adaptation.replay_share);
  values.take("batch", adaptation.batch);
  values.take("augment", adaptation.augment);
  values.take("seed", adaptation.seed);
  if (auto done = values.done(); !done) return std::unexpected(done.error());
  return options;
}

Result<MemoryTraining> MemoryTraining::create(TrainingOptions options) {
  if (auto checked = check(options); !checked) return std::unexpected(checked.error());
  options.recipe.recipe.eight_bits = options.weight_format == "i8";
  auto recipe = recipe_of(options.recipe, static_cast<int>(options.classes.size()));
  if (!recipe) return std::unexpected(recipe.error());
  return MemoryTraining(std::move(options), std::move(*recipe));
}

Result<MemoryTraining> MemoryTraining::adapting(std::span<const uint8_t> weights,
                                                const AdaptingOptions& options) {
  const auto loaded = load_weights("weights", weights);
  if (!loaded) return std::unexpected(loaded.error());
  auto labels = labels_with(*loaded->model, options.new_labels);
  if (!labels) return std::unexpected(in("new-labels", labels.error()));
  TrainingOptions training;
  training.classes = std::move(*labels);
  training.weight_format = format_of(type_of(*loaded));
  Recipe recipe;
  recipe.planes = loaded->model->planes;
  MemoryTraining made(std::move(training), std::move(recipe));
  made.model_ = loaded->model;
  made.adaptation_ = options.adaptation;
  made.adaptation_.eight_bits = made.options_.weight_format == "i8";
  return made;
}

MemoryTraining::MemoryTraining(TrainingOptions options, Recipe recipe)
    : options_(std::move(options)),
      recipe_(std::move(recipe)),
      samples_(none()),
      validation_(none()),
      replayed_(none()) {}

Dataset MemoryTraining::none() const {
  Dataset part;
  part.classes = options_.classes;
  return part;
}

void MemoryTraining::add(Samples samples, Role role) {
  std::ranges::move(samples.left_out, std::back_inserter(left_out_));
  if (role == Role::outsiders) {
    append(replayed_, outsiders_of(std::move(samples), options_.classes));
    return;
  }
  Dataset& part = role == Role::training ? samples_ : role == Role::validation ? validation_ : replayed_;
  append(part, dataset_of(std::move(samples), options_.classes));
}

Result<Trainer> MemoryTraining::made_trainer() {
  if (!model_) return Trainer::create(recipe_, std::move(samples_));
  auto adaptation = adapt(*model_, std::move(samples_), std::move(replayed_), adaptation_);
  if (!adaptation) return std::unexpected(adaptation.error());
  return Trainer::create(std::move(adaptation->recipe), std::move(adaptation->data), {}, model_.get());
}

Result<void> MemoryTraining::start(std::function<double()> seconds) {
  if (options_.validation > 0) {
    auto parts = split_off_validation(samples_, options_.validation, options_.split_seed);
    if (!parts) return std::unexpected(parts.error());
    samples_ = std::move(parts->first);
    append(validation_, parts->second);
  }
  if (model_ && validation_.size() == 0) validation_ = samples_;
  if (validation_.size() == 0)
    return fail("validation: there is no sample to validate on: add some, or hold some out");
  auto trainer = made_trainer();
  if (!trainer) return std::unexpected(trainer.error());
  trainer_.emplace(std::move(*trainer));
  at_.state = trainer_->state();
  seconds_ = std::move(seconds);
  training_.emplace(*trainer_, validation_, 0, at_, seconds_);
  return {};
}

Result<TrainingEvent> MemoryTraining::step(int batches) {
  if (!training_->goes_on())
    return fail("the training of %lld batches is over: export its weights, or begin one of more epochs",
                static_cast<long long>(trainer_->steps()));
  TrainingEvent event;
  for (int batch = 0; batch < batches && event.kind == TrainingEvent::Kind::batch; ++batch)
    event = training_->step(one_after_another);
  if (event.kind == TrainingEvent::Kind::diverged)
    return fail("epoch %lld, %s; begin anew with a lower learning-rate",
                static_cast<long long>(training_->epoch()), event.reason.c_str());
  return event;
}

std::vector<uint8_t> MemoryTraining::weights() {
  if (model_)
    return write_safetensors(export_adapted(*model_, *trainer_, options_.classes,
                                            type_of(options_.weight_format), "samples of the user's own"));
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

std::vector<uint8_t> MemoryTraining::state() {
  return checkpoint_to_bytes(training_->checkpoint());
}

Result<void> MemoryTraining::restore(std::span<const uint8_t> state) {
  auto checkpoint = checkpoint_from_bytes(state);
  if (!checkpoint) return std::unexpected(checkpoint.error());
  if (auto restored = trainer_->restore(checkpoint->state); !restored) return restored;
  at_ = std::move(*checkpoint);
  training_.emplace(*trainer_, validation_, 0, at_, seconds_);
  return {};
}

}  // namespace inkling::trainer
