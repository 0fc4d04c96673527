#include "trainer/cli/recipe_flags.h"

#include <type_traits>

#include "trainer/cli/config.h"

namespace inkling {

void add_recipe_flags(CLI::App& command, trainer::RecipeOptions& options) {
  trainer::for_each_value(options, [&]<class Value>(const std::string& key, Value& value, const char* help) {
    if constexpr (std::is_same_v<Value, bool>) {
      add_switch(command, "--" + key + ",!--no-" + key, value, help);
    } else {
      CLI::Option* option = command.add_option("--" + key, value, help);
      if constexpr (std::is_same_v<Value, std::vector<std::string>>) option->delimiter(',');
    }
  });
}

}  // namespace inkling
