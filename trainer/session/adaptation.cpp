#include "trainer/session/adaptation.h"

#include <algorithm>
#include <cmath>

#include "trainer/export/export.h"
#include "trainer/network/unfold.h"

namespace inkling::trainer {
namespace {

Recipe recipe_of(const Model& model, size_t outputs, const AdaptationOptions& options) {
  Recipe recipe;
  recipe.planes = model.planes;
  recipe.layers = layers_of(model, outputs);
  recipe.epochs = options.epochs;
  recipe.batch = options.batch;
  recipe.learning_rate = options.learning_rate;
  recipe.optimiser.kind = OptimiserKind::adam;
  recipe.schedule.kind = ScheduleKind::cosine;
  recipe.dropout = 0;
  recipe.eight_bits = options.eight_bits;
  recipe.eight_bit_epochs = options.epochs;
  recipe.seed = options.seed;
  if (!options.augment) {
    recipe.augmentation = no_augmentation;
    recipe.strokes = no_stroke_augmentation;
  }
  return recipe;
}

// How many replayed samples an epoch shows.
double replayed_draws(const Dataset& fresh, const AdaptationOptions& options) {
  const double share = options.replay_share;
  return std::round(static_cast<double>(fresh.size()) * share / (1 - share));
}

int epochs_of(const Dataset& fresh, const Dataset& replayed, const AdaptationOptions& options) {
  constexpr double shown = 4000;
  constexpr int least = 8;
  if (options.epochs != 0) return options.epochs;
  if (fresh.size() == 0) return least;
  const double draws =
      static_cast<double>(fresh.size()) + (replayed.size() > 0 ? replayed_draws(fresh, options) : 0);
  return std::max(least, static_cast<int>(shown / draws));
}

// Both parts as one, the replayed with that share of the draws of an epoch.
Dataset mixed(Dataset fresh, Dataset replayed, const AdaptationOptions& options) {
  fresh.mixture = {{fresh.size(), 1}};
  const double draws = replayed_draws(fresh, options);
  if (draws < 1 || replayed.size() == 0) return fresh;
  // No more than are shown: a source gives a thousandth of its samples at least.
  const size_t most = static_cast<size_t>(draws) * options.epochs;
  if (replayed.size() > most) {
    const bool outsiders = replayed.outsiders;
    replayed = std::move(split_off_validation(replayed, most, options.seed)->second);
    replayed.outsiders = outsiders;
  }
  append(fresh, replayed);
  fresh.mixture.push_back({replayed.size(), draws / static_cast<double>(replayed.size())});
  return fresh;
}

}  // namespace

Result<std::vector<std::string>> labels_with(const Model& model, const std::vector<std::string>& new_labels) {
  constexpr size_t most = 64;
  std::vector<std::string> labels = model.labels;
  for (const std::string& label : new_labels) {
    if (std::ranges::find(labels, label) != labels.end())
      return fail("\"%s\" is a label already", label.c_str());
    labels.push_back(label);
  }
  if (labels.size() > most) return fail("these are %zu labels, expected at most %zu", labels.size(), most);
  return labels;
}

Result<Adaptation> adapt(const Model& model, Dataset fresh, Dataset replayed,
                         const AdaptationOptions& given) {
  if (model.members.size() > 1)
    return fail("the weights are a committee of %zu networks, expected those of one network",
                model.members.size());
  if (!(given.replay_share >= 0 && given.replay_share <= 0.99f))
    return fail("replay-share: is %g, expected 0 to 0.99", static_cast<double>(given.replay_share));
  AdaptationOptions options = given;
  options.epochs = epochs_of(fresh, replayed, given);
  Adaptation adaptation;
  adaptation.recipe = recipe_of(model, fresh.classes.size() + model.knows_outsiders(), options);
  if (const auto checked = check(adaptation.recipe); !checked) return std::unexpected(checked.error());
  adaptation.data = mixed(std::move(fresh), std::move(replayed), options);
  adaptation.data.outsiders = model.knows_outsiders();
  const size_t draws = draws_per_epoch(adaptation.data.mixture);
  if (draws < 2) return fail("there are %zu samples to learn from, expected at least 2", draws);
  adaptation.recipe.batch = static_cast<int>(std::min<size_t>(options.batch, draws));
  return adaptation;
}

Safetensors export_adapted(const Model& model, const Trainer& trainer,
                           const std::vector<std::string>& classes, DType type, const std::string& learnt) {
  ModelFacts facts;
  facts.labels = classes;
  facts.temperature = model.temperature;
  facts.outsider_odds = model.outsider_odds;
  facts.rejection = model.rejection;
  facts.trained_on = model.trained_on + "; then " + learnt;
  facts.history = model.history;
  facts.planes = model.planes;
  return export_weights(trainer.recipe().layers, trainer.network(), type, facts);
}

}  // namespace inkling::trainer
