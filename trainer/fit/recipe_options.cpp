#include "trainer/fit/recipe_options.h"

namespace inkling::trainer {

Result<Recipe> recipe_of(const RecipeOptions& options, int classes) {
  Recipe recipe = options.recipe;
  if (!options.augment) {
    recipe.augmentation = no_augmentation;
    recipe.strokes = no_stroke_augmentation;
  }
  auto planes = planes_from_names(options.planes);
  if (!planes) return std::unexpected(in("planes", planes.error()));
  recipe.planes = std::move(*planes);
  auto layers = layers_from_text(options.network, classes, static_cast<int>(recipe.planes.size()));
  if (!layers) return std::unexpected(layers.error());
  recipe.layers = std::move(*layers);
  const auto optimiser = optimiser_from_text(options.optimiser);
  if (!optimiser) return std::unexpected(in("optimiser", optimiser.error()));
  recipe.optimiser.kind = *optimiser;
  const auto schedule = schedule_from_text(options.schedule);
  if (!schedule) return std::unexpected(in("schedule", schedule.error()));
  recipe.schedule.kind = *schedule;
  if (const auto checked = check(recipe); !checked) return std::unexpected(checked.error());
  return recipe;
}

}  // namespace inkling::trainer
