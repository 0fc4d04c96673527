// The flags that make a recipe (trainer/fit/recipe.h), and the same names in a configuration file.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "trainer/fit/recipe.h"

namespace inkling {

// A recipe as it is written in flags and files: what is a text or a switch there becomes layers and bounds.
struct RecipeOptions {
  trainer::Recipe recipe;
  std::vector<std::string> planes = {"ink"};
  std::string network = "8,16,pool,32,32,pool,32,pool";
  std::string optimiser = "adam", schedule = "one-cycle";
  bool augment = true;
};

// Every value of the recipe becomes a flag of the command.  `options` has to outlive it.
void add_recipe_flags(CLI::App& command, RecipeOptions& options);

// The recipe that the options name, checked.  An error begins with the flag's name.
Result<trainer::Recipe> recipe_of(const RecipeOptions& options, int classes);

}  // namespace inkling
