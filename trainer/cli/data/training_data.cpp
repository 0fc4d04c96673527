#include "trainer/cli/data/training_data.h"

namespace inkling {
namespace {

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
