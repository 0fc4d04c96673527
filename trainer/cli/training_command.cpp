#include "trainer/cli/training_command.h"

#include <algorithm>

#include "trainer/cli/commands.h"
#include "trainer/cli/data/data_flags.h"
#include "trainer/cli/recipe_flags.h"

namespace inkling {
namespace {

// The flags of `inkling train` with the values that some arguments give them.
class Parsed {
 public:
  Result<void> read(std::vector<std::string> arguments) {
    std::ranges::reverse(arguments);  // as CLI11 wants them
    try {
      command_.parse(std::move(arguments));
    } catch (const CLI::ParseError& error) {
      return fail("%s", error.what());
    }
    return {};
  }
  CLI::App& command() { return command_; }
  std::string text(const char* name) const { return command_.get_option(name)->as<std::string>(); }

 private:
  CLI::App command_{"", "train"};
  std::shared_ptr<void> values_ = add_train_flags(command_);
};

std::vector<std::string> list_of(const CLI::App& command, const char* name) {
  return command.get_option(name)->as<std::vector<std::string>>();
}

// Gives the flags the values that those of the same names have in the command, which has checked them.
void take_values(const CLI::App& command, CLI::App& flags) {
  for (CLI::Option* flag : flags.get_options()) {
    const CLI::Option* given =
        flag->get_lnames().empty() ? nullptr : command.get_option_no_throw("--" + flag->get_lnames().front());
    if (!given || given->count() == 0) continue;
    flag->add_result(given->results());
    flag->run_callback();
  }
}

// What the values of the command say about data.
DataOptions data_in(const CLI::App& command) {
  CLI::App flags;
  DataOptions options;
  add_data_flags(flags, options);
  take_values(command, flags);
  return options;
}

// The recipe among the values of the command.
Result<trainer::Recipe> recipe_in(const CLI::App& command, const Origins& origins) {
  CLI::App flags;
  trainer::RecipeOptions options;
  flags.option_defaults()->always_capture_default();
  add_recipe_flags(flags, options);
  take_values(command, flags);
  options.recipe.eight_bits = command.get_option("--weight-format")->as<std::string>() == "i8";
  auto recipe = recipe_of(options, static_cast<int>(list_of(command, "--classes").size() +
                                                    !list_of(command, "--outsiders").empty()));
  return recipe ? recipe : std::unexpected(at_origin(origins, recipe.error()));
}

}  // namespace

Result<TrainingCommand> TrainingCommand::parse(std::vector<std::string> arguments) {
  Parsed parsed;
  if (auto read = parsed.read(arguments); !read) return std::unexpected(read.error());
  if (!parsed.text("--resume").empty())
    return fail("--resume: a search goes on by itself when it is started again with the same --out");
  TrainingCommand command;
  command.arguments_ = std::move(arguments);
  return command;
}

bool TrainingCommand::has_flag(const std::string& key) const {
  Parsed parsed;
  const bool read = parsed.read(arguments_).has_value();
  const CLI::Option* option = parsed.command().get_option_no_throw("--" + key);
  return read && option && option->count() > 0;
}

std::optional<ValueKind> TrainingCommand::kind_of(const std::string& key) const {
  Parsed parsed;
  if (!parsed.read(arguments_)) return {};
  return value_kind(parsed.command(), key);
}

Result<TrainingConfig> TrainingCommand::with(const Values& values) const {
  Parsed parsed;
  if (auto read = parsed.read(arguments_); !read) return std::unexpected(read.error());
  for (const auto& [key, value] : values)
    if (auto set = set_value(parsed.command(), key, value); !set) return std::unexpected(set.error());
  Origins origins;
  if (const std::string file = parsed.text("--config"); !file.empty()) {
    auto applied = apply_config(parsed.command(), file);
    if (!applied) return std::unexpected(applied.error());
    origins = std::move(*applied);
  }
  auto recipe = recipe_in(parsed.command(), origins);
  if (!recipe) return std::unexpected(recipe.error());
  return TrainingConfig{config_to_toml(parsed.command()), std::move(*recipe), data_in(parsed.command()),
                        parsed.text("--runs"), parsed.text("--name")};
}

}  // namespace inkling
