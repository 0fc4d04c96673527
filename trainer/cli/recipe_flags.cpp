#include "trainer/cli/recipe_flags.h"

#include "trainer/cli/config.h"

namespace inkling {

void add_recipe_flags(CLI::App& command, RecipeOptions& options) {
  trainer::Recipe& recipe = options.recipe;
  trainer::Augmentation& most = recipe.augmentation;
  command.add_option("--network", options.network,
                     "Layers: channels of a 3x3 convolution, 5x5:16 for another size, pool, dense:64");
  command.add_option("--epochs", recipe.epochs, "How often every image is seen");
  command.add_option("--batch", recipe.batch, "Images per step");
  command.add_option("--learning-rate", recipe.learning_rate, "At its highest, a third of the way through");
  command.add_option("--dropout", recipe.dropout, "Share of values dropped before a dense layer");
  command.add_option("--seed", recipe.seed, "The same seed gives the same weights on the same machine");
  add_switch(command, "--augment,!--no-augment", options.augment,
             "Distort the images at random while training");
  command.add_option("--shift", most.shift, "At most, in pixels");
  command.add_option("--rotation", most.rotation, "At most, in degrees either way");
  command.add_option("--scale", most.scale, "0.1 makes an image 0.9 to 1.1 times as large");
  command.add_option("--stretch", most.stretch, "The same for width and height apart");
  command.add_option("--shear", most.shear, "Pixels sideways per pixel of height, at most");
  command.add_option("--thickness", most.thickness, "How much thicker or thinner strokes become, 0 to 1");
}

Result<trainer::Recipe> recipe_of(const RecipeOptions& options, int classes) {
  trainer::Recipe recipe = options.recipe;
  if (!options.augment) recipe.augmentation = trainer::no_augmentation;
  auto layers = trainer::layers_from_text(options.network, classes);
  if (!layers) return std::unexpected(layers.error());
  recipe.layers = std::move(*layers);
  if (const auto checked = trainer::check(recipe); !checked) return std::unexpected(checked.error());
  return recipe;
}

}  // namespace inkling
