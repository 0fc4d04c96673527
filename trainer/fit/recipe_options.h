// A recipe as it is written in flags and files: what is a text or a switch there becomes layers and bounds.
#pragma once

#include <string>
#include <vector>

#include "trainer/fit/recipe.h"

namespace inkling::trainer {

struct RecipeOptions {
  Recipe recipe;
  std::vector<std::string> planes = {"ink"};
  std::string network = "8,16,pool,32,32,pool,32,pool";
  std::string optimiser = "adam", schedule = "one-cycle";
  bool augment = true;
};

// Calls visit(key, field, help) for every value: the one list behind flags, TOML and JSON.
template <class Options, class Visit>
void for_each_value(Options& options, Visit visit) {
  auto& recipe = options.recipe;
  auto& most = recipe.augmentation;
  visit("planes", options.planes,
        "What the network sees: ink, and of pen strokes also path-x, path-y (which way the pen went) "
        "and path-time (when)");
  visit("path-dropout", recipe.path_dropout,
        "With path planes: share of the ink whose path is not shown, so that pictures, which have "
        "none, are read as well");
  visit("path-reversal", recipe.path_reversal,
        "With path planes: share of the ink shown as if it was written backwards, so that people "
        "who do so are read as well; a teacher sees it as it was written");
  visit("network", options.network,
        "Layers: channels of a 3x3 convolution, 5x5:16 for another size, dw3 depthwise, pool, "
        "avgpool, global, add:-3 adds what the third before gave, dense:64; :linear leaves ReLU "
        "out");
  visit("epochs", recipe.epochs, "How often every image is seen");
  visit("batch", recipe.batch, "Images per step");
  visit("learning-rate", recipe.learning_rate, "How far a step goes, at its highest");
  visit("optimiser", options.optimiser, "How steps follow from gradients: sgd, adam or adamw");
  visit("momentum", recipe.optimiser.momentum, "How much of the last steps lives on in the next one");
  visit("weight-decay", recipe.optimiser.weight_decay, "How strongly weights are drawn to 0");
  visit("clip", recipe.optimiser.clip, "Gradients longer than this are shortened; 0: never");
  visit("schedule", options.schedule,
        "How the learning rate changes: constant, step, cosine, one-cycle or plateau");
  visit("schedule-epochs", recipe.schedule.epochs,
        "step: epochs between two falls; plateau: epochs without progress before one");
  visit("schedule-factor", recipe.schedule.factor, "step and plateau: what is left after a fall");
  visit("eight-bit-epochs", recipe.eight_bit_epochs,
        "With --weight-format i8: the last so many epochs train with weights rounded to 8 bits");
  visit("ema", recipe.ema,
        "Keep and write a moving average of the weights, such as 0.999; 0: the last weights");
  visit("label-smoothing", recipe.label_smoothing,
        "Share of the answer spread over all classes, such as 0.1");
  visit("teacher-share", recipe.distillation.share,
        "With --teacher: its weight in what is learned, 0 to 1; the labels have the rest");
  visit("teacher-temperature", recipe.distillation.temperature,
        "With --teacher: above 1 its lesser guesses count for more");
  visit("dropout", recipe.dropout, "Share of values dropped before a dense layer");
  visit("seed", recipe.seed, "The same seed gives the same weights on the same machine");
  visit("augment", options.augment, "Distort the images and the ink at random while training");
  visit("distortions", recipe.distortions,
        "Distort each image in so many ways, taken in turn; 0: in a new way in each epoch");
  visit("shift", most.shift, "At most, in pixels");
  visit("rotation", most.rotation, "At most, in degrees either way");
  visit("scale", most.scale, "0.1 makes an image 0.9 to 1.1 times as large");
  visit("stretch", most.stretch, "The same for width and height apart");
  visit("shear", most.shear, "Pixels sideways per pixel of height, at most");
  visit("thickness", most.thickness, "How much thicker or thinner strokes become, 0 to 1");
  visit("elastic", most.elastic, "Bends glyphs by so many pixels, root mean square");
  auto& strokes = recipe.strokes;
  visit("ink-jitter", strokes.jitter,
        "Of ink: how unsteady the hand is, as a share of the drawing's size, like those below");
  visit("ink-slant", strokes.slant, "Of ink: sideways per height, at most");
  visit("ink-bend", strokes.bend, "Of ink: how far straight lines bulge, at most");
  visit("ink-speed", strokes.speed, "Of ink: how far apart a fast pen leaves its points, at most");
  visit("ink-pen", strokes.pen, "Of ink: 0.2 makes the pen 0.8 to 1.2 times as wide");
  visit("ink-hooks", strokes.hooks,
        "Of ink: how long the hooks are, at most, that some strokes' ends gain or lose");
  visit("ink-flags", strokes.flags,
        "Of ink: how long the flag is, at most and as a share of the height, that some 1s get");
  visit("ink-morph", strokes.morph,
        "Of ink: how far every second drawing goes at most, as a share of the way, towards another "
        "one of the same character, or away from it");
}

// The recipe that the options name, checked.  An error begins with the key.
Result<Recipe> recipe_of(const RecipeOptions& options, int classes);

}  // namespace inkling::trainer
