// `inkling report`: one HTML page about a network, and its pictures and figures as files beside it.
#include <cstdio>
#include <optional>

#include "trainer/cli/commands.h"
#include "trainer/cli/data/source.h"
#include "trainer/cli/files.h"
#include "trainer/cli/mnist.h"
#include "trainer/cli/report_sections.h"
#include "trainer/cli/run/run_folder.h"
#include "trainer/cli/training_command.h"
#include "trainer/cli/weights.h"

namespace inkling {
namespace {

namespace fs = std::filesystem;

struct Options {
  SampleSource source;
  std::string weights, runs = "runs", run, out;
};

Result<std::vector<report::Epoch>> read_epochs(const fs::path& file) {
  std::vector<report::Epoch> epochs;
  const auto read = for_each_line(file, [&](std::string_view line, size_t) -> Result<void> {
    const auto epoch = report::parse_metrics(line);
    if (!epoch) return std::unexpected(epoch.error());
    epochs.push_back(*epoch);
    return {};
  });
  if (!read) return std::unexpected(read.error());
  return epochs;
}

// MNIST's training half as samples, so that its classes are those of the weights.
Result<GlyphsByClass> read_training(const Model& model, const std::string& folder) {
  const auto data = read_mnist(folder, MnistHalf::training);
  if (!data) return std::unexpected(data.error());
  std::vector<LabelledSample> samples;
  for (size_t i = 0; i < data->size(); ++i)
    samples.push_back({data->classes[data->labels[i]], "", "", Seen{data->glyphs[i], {}, {}, {}}});
  return by_class(model, samples);
}

// The run that the options name, and what of it they leave open: weights, data, the place of the report.
Result<std::optional<trainer::Recipe>> take_run(Options& options) {
  if (options.run.empty()) return std::nullopt;
  const auto folder = find_run(options.runs, options.run);
  if (!folder) return std::unexpected(folder.error());
  options.run = folder->string();
  const auto command = TrainingCommand::parse({"--config", (*folder / "config.toml").string()});
  const auto config = command ? command->with({}) : std::unexpected(command.error());
  if (!config) return std::unexpected(config.error());
  if (options.out.empty()) options.out = *folder / "report";
  if (options.weights.empty()) options.weights = *folder / "weights.safetensors";
  if (std::error_code code; !fs::exists(options.weights, code))
    return fail("%s: is not there: the run is not done, go on with inkling train --resume %s",
                options.weights.c_str(), options.run.c_str());
  SampleSource& source = options.source;
  if (!source.data.empty() || !source.ink.empty() || !source.images.empty()) return config->recipe;
  for (const std::string& text : config->data.data) {
    const auto data = source_from_text(text);
    if (data && data->kind == trainer::SourceKind::mnist) source.data = data->path;
  }
  if (source.data.empty())
    return fail("%s: was not trained on MNIST: say with --data, --ink or --images what is to be read",
                options.run.c_str());
  return config->recipe;
}

Result<void> run(Options options) {
  auto recipe = take_run(options);
  if (!recipe) return std::unexpected(recipe.error());
  auto recogniser = load_recogniser(options.weights);
  if (!recogniser) return std::unexpected(recogniser.error());
  const std::string name = options.weights.empty() ? "the built-in weights" : options.weights;
  Subject subject{name, recogniser->model(), std::move(*recipe), {}, "", {}, {}, {}, {}, {}};
  subject.epochs_from = options.run.empty() ? "the history in the weights" : options.run + "/metrics.ndjson";
  auto epochs = options.run.empty() ? report::parse_history(subject.model.history)
                                    : read_epochs(fs::path(options.run) / "metrics.ndjson");
  if (!epochs)
    return options.run.empty() ? std::unexpected(in(name, epochs.error())) : std::unexpected(epochs.error());
  subject.epochs = std::move(*epochs);

  auto samples = collect(options.source);
  if (!samples) return std::unexpected(samples.error());
  subject.samples = std::move(*samples);
  auto probabilities = read_all(*recogniser, subject.samples);
  if (!probabilities) return std::unexpected(probabilities.error());
  subject.probabilities = std::move(*probabilities);
  subject.outcome = outcome_of(subject.model, subject.samples, subject.probabilities);
  subject.read = by_class(subject.model, subject.samples);
  if (!options.source.data.empty()) {
    auto training = read_training(subject.model, options.source.data);
    if (!training) return std::unexpected(training.error());
    subject.training = std::move(*training);
  }
  const fs::path folder = options.out;
  if (const auto written = write_report(subject, options.source, folder); !written) return written;
  std::printf("%s: %.2f %% of %zu samples read right\n", (folder / "index.html").c_str(),
              100 * subject.outcome.evaluation.accuracy, subject.outcome.evaluation.samples);
  return {};
}

}  // namespace

void add_report(CLI::App& program, int& status) {
  const auto options = std::make_shared<Options>();
  CLI::App* command =
      program.add_subcommand("report", "Write a web page that shows how well weights read, and why");
  add_source_options(*command, options->source);
  command->get_option_group("what to read")->require_option(0, 1);
  command->add_option("--weights", options->weights,
                      "Weights file; without it the run's, or the ones built in");
  auto* run_option = command->add_option(
      "--run", options->run, "A training, by id or folder: its weights, curves, augmentation and data");
  command->add_option("--runs", options->runs, "The folder that keeps the runs")->capture_default_str();
  auto* out = command->add_option("--out", options->out, "Folder for the page; without it RUN/report");
  command->callback([options, run_option, out, &status] {
    const SampleSource& source = options->source;
    if (!*run_option && !*out) throw CLI::RequiredError("--out, or --run,");
    if (!*run_option && source.data.empty() && source.ink.empty() && source.images.empty())
      throw CLI::RequiredError("--data, --ink, --images or --run");
    status = exit_status(run(*options));
  });
}

}  // namespace inkling
