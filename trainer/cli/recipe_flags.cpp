#include "trainer/cli/recipe_flags.h"

#include "trainer/cli/config.h"

namespace inkling {

void add_recipe_flags(CLI::App& command, RecipeOptions& options) {
  trainer::Recipe& recipe = options.recipe;
  trainer::Augmentation& most = recipe.augmentation;
  command
      .add_option(
          "--planes", options.planes,
          "What the network sees: ink, and of pen strokes also path-x, path-y (which way the pen went) "
          "and path-time (when)")
      ->delimiter(',');
  command.add_option(
      "--path-dropout", recipe.path_dropout,
      "With path planes: share of the ink whose path is not shown, so that pictures, which have "
      "none, are read as well");
  command.add_option(
      "--path-reversal", recipe.path_reversal,
      "With path planes: share of the ink shown as if it was written backwards, so that people "
      "who do so are read as well; a teacher sees it as it was written");
  command.add_option("--network", options.network,
                     "Layers: channels of a 3x3 convolution, 5x5:16 for another size, dw3 depthwise, pool, "
                     "avgpool, global, add:-3 adds what the third before gave, dense:64; :linear leaves ReLU "
                     "out");
  command.add_option("--epochs", recipe.epochs, "How often every image is seen");
  command.add_option("--batch", recipe.batch, "Images per step");
  command.add_option("--learning-rate", recipe.learning_rate, "How far a step goes, at its highest");
  command.add_option("--optimiser", options.optimiser, "How steps follow from gradients: sgd, adam or adamw");
  command.add_option("--momentum", recipe.optimiser.momentum,
                     "How much of the last steps lives on in the next one");
  command.add_option("--weight-decay", recipe.optimiser.weight_decay, "How strongly weights are drawn to 0");
  command.add_option("--clip", recipe.optimiser.clip, "Gradients longer than this are shortened; 0: never");
  command.add_option("--schedule", options.schedule,
                     "How the learning rate changes: constant, step, cosine, one-cycle or plateau");
  command.add_option("--schedule-epochs", recipe.schedule.epochs,
                     "step: epochs between two falls; plateau: epochs without progress before one");
  command.add_option("--schedule-factor", recipe.schedule.factor,
                     "step and plateau: what is left after a fall");
  command.add_option("--eight-bit-epochs", recipe.eight_bit_epochs,
                     "With --weight-format i8: the last so many epochs train with weights rounded to 8 bits");
  command.add_option("--ema", recipe.ema,
                     "Keep and write a moving average of the weights, such as 0.999; 0: the last weights");
  command.add_option("--label-smoothing", recipe.label_smoothing,
                     "Share of the answer spread over all classes, such as 0.1");
  command.add_option("--teacher-share", recipe.distillation.share,
                     "With --teacher: its weight in what is learned, 0 to 1; the labels have the rest");
  command.add_option("--teacher-temperature", recipe.distillation.temperature,
                     "With --teacher: above 1 its lesser guesses count for more");
  command.add_option("--dropout", recipe.dropout, "Share of values dropped before a dense layer");
  command.add_option("--seed", recipe.seed, "The same seed gives the same weights on the same machine");
  add_switch(command, "--augment,!--no-augment", options.augment,
             "Distort the images and the ink at random while training");
  command.add_option("--distortions", recipe.distortions,
                     "Distort each image in so many ways, taken in turn; 0: in a new way in each epoch");
  command.add_option("--shift", most.shift, "At most, in pixels");
  command.add_option("--rotation", most.rotation, "At most, in degrees either way");
  command.add_option("--scale", most.scale, "0.1 makes an image 0.9 to 1.1 times as large");
  command.add_option("--stretch", most.stretch, "The same for width and height apart");
  command.add_option("--shear", most.shear, "Pixels sideways per pixel of height, at most");
  command.add_option("--thickness", most.thickness, "How much thicker or thinner strokes become, 0 to 1");
  command.add_option("--elastic", most.elastic, "Bends glyphs by so many pixels, root mean square");
  trainer::StrokeAugmentation& strokes = recipe.strokes;
  command.add_option("--ink-jitter", strokes.jitter,
                     "Of ink: how unsteady the hand is, as a share of the drawing's size, like those below");
  command.add_option("--ink-slant", strokes.slant, "Of ink: sideways per height, at most");
  command.add_option("--ink-bend", strokes.bend, "Of ink: how far straight lines bulge, at most");
  command.add_option("--ink-speed", strokes.speed,
                     "Of ink: how far apart a fast pen leaves its points, at most");
  command.add_option("--ink-pen", strokes.pen, "Of ink: 0.2 makes the pen 0.8 to 1.2 times as wide");
  command.add_option("--ink-hooks", strokes.hooks,
                     "Of ink: how long the hooks are, at most, that some strokes' ends gain or lose");
  command.add_option("--ink-flags", strokes.flags,
                     "Of ink: how long the flag is, at most and as a share of the height, that some 1s get");
  command.add_option(
      "--ink-morph", strokes.morph,
      "Of ink: how far every second drawing goes at most, as a share of the way, towards another "
      "one of the same character, or away from it");
}

Result<trainer::Recipe> recipe_of(const RecipeOptions& options, int classes) {
  trainer::Recipe recipe = options.recipe;
  if (!options.augment) {
    recipe.augmentation = trainer::no_augmentation;
    recipe.strokes = trainer::no_stroke_augmentation;
  }
  auto planes = planes_from_names(options.planes);
  if (!planes) return std::unexpected(in("planes", planes.error()));
  recipe.planes = std::move(*planes);
  auto layers = trainer::layers_from_text(options.network, classes, static_cast<int>(recipe.planes.size()));
  if (!layers) return std::unexpected(layers.error());
  recipe.layers = std::move(*layers);
  const auto optimiser = trainer::optimiser_from_text(options.optimiser);
  if (!optimiser) return std::unexpected(in("optimiser", optimiser.error()));
  recipe.optimiser.kind = *optimiser;
  const auto schedule = trainer::schedule_from_text(options.schedule);
  if (!schedule) return std::unexpected(in("schedule", schedule.error()));
  recipe.schedule.kind = *schedule;
  if (const auto checked = trainer::check(recipe); !checked) return std::unexpected(checked.error());
  return recipe;
}

}  // namespace inkling
