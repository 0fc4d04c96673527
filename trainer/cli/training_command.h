// What a command line of `inkling train` comes to, for commands that train by it or look at what was trained.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/core/error.h"
#include "trainer/cli/config.h"
#include "trainer/cli/data/training_data.h"
#include "trainer/fit/recipe.h"

namespace inkling {

using Values = std::vector<std::pair<std::string, std::string>>;  // key and value, as after a flag

struct TrainingConfig {
  std::string toml;  // all of it, as config.toml keeps it
  trainer::Recipe recipe;
  DataOptions data;
  std::string runs, name;  // what these flags say
};

class TrainingCommand {
 public:
  // What a user would write behind `inkling train`.  Errors are those of that command; --resume is refused.
  static Result<TrainingCommand> parse(std::vector<std::string> arguments);

  // Whether a flag names the key.
  bool has_flag(const std::string& key) const;
  // What the values of a key are; nothing for what is no key.
  std::optional<ValueKind> kind_of(const std::string& key) const;

  // `values` win over flags, flags over the file of --config, as always.
  Result<TrainingConfig> with(const Values& values) const;

 private:
  std::vector<std::string> arguments_;
};

}  // namespace inkling
