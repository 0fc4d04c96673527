// The values of a recipe (trainer/fit/recipe_options.h) as flags, and by the same names in a configuration
// file.
#pragma once

#include <CLI/CLI.hpp>

#include "trainer/fit/recipe_options.h"

namespace inkling {

// Every value of the recipe becomes a flag of the command.  `options` has to outlive it.
void add_recipe_flags(CLI::App& command, trainer::RecipeOptions& options);

}  // namespace inkling
