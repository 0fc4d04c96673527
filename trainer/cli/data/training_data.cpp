#include "trainer/cli/data/training_data.h"

#include "trainer/cli/toml_file.h"

// trainer/recipes/digits.toml, in the program itself.
extern "C" const uint8_t inkling_digits_recipe[];
extern "C" const unsigned long long inkling_digits_recipe_size;

namespace inkling {
namespace {

// The texts of a key of that recipe.
std::vector<std::string> texts_of(const std::vector<TomlEntry>& recipe, std::string_view key) {
  std::vector<std::string> texts;
  for (const TomlEntry& entry : recipe)
    if (entry.key == key)
      for (const TomlValue& value : std::get<std::vector<TomlValue>>(entry.value))
        texts.push_back(std::get<std::string>(value));
  return texts;
}

Result<trainer::LabelledSource> read_labelled(const std::string& text, bool outsiders,
                                              const std::string& cache) {
  const auto source = source_from_text(text);
  if (!source) return std::unexpected(source.error());
  auto samples = read_source(*source, cache);
  if (!samples) return std::unexpected(samples.error());
  return trainer::LabelledSource{source->path.string(), source->kind, source->weight, outsiders,
                                 std::move(*samples)};
}

}  // namespace

DataOptions::DataOptions() {
  static const auto recipe =
      parse_toml({inkling_digits_recipe, inkling_digits_recipe + inkling_digits_recipe_size}, "digits.toml")
          .value();
  classes = texts_of(recipe, "classes");
  look_alikes = texts_of(recipe, "look-alikes");
}

Result<trainer::TrainingData> read_training_data(const DataOptions& options) {
  std::vector<trainer::LabelledSource> sources;
  for (const bool outsiders : {false, true}) {
    for (const std::string& text : outsiders ? options.outsiders : options.data) {
      auto source = read_labelled(text, outsiders, options.cache);
      if (!source) return std::unexpected(in(outsiders ? "outsiders" : "data", source.error()));
      sources.push_back(std::move(*source));
    }
  }
  return trainer::divided(std::move(sources), options);
}

}  // namespace inkling
