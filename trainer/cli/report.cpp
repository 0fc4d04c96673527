// `inkling report`: one HTML page about a network, and its pictures and figures as files beside it.
#include <algorithm>
#include <cstdio>
#include <optional>
#include <span>

#include "trainer/cli/commands.h"
#include "trainer/cli/data/source.h"
#include "trainer/cli/files.h"
#include "trainer/cli/mnist.h"
#include "trainer/cli/outcome.h"
#include "trainer/cli/report_pictures.h"
#include "trainer/cli/run/run_folder.h"
#include "trainer/cli/training_command.h"
#include "trainer/cli/weights.h"
#include "trainer/metrics/rejection.h"
#include "trainer/report/calibration.h"
#include "trainer/report/confusion.h"
#include "trainer/report/curves.h"
#include "trainer/report/numbers.h"
#include "trainer/report/page.h"

namespace inkling {
namespace {

namespace fs = std::filesystem;
using report::fixed;
using report::grouped;
using report::percent;

constexpr size_t most_misread = 120, readings_shown = 48;
constexpr int columns_in_files = 12;
constexpr size_t most_writers = 10;

struct Options {
  SampleSource source;
  std::string weights, runs = "runs", run, out;
};

// Everything the report speaks of.
struct Subject {
  std::string weights;  // their name
  const Model& model;
  std::optional<trainer::Recipe> recipe;  // of the run, if it is known
  std::vector<report::Epoch> epochs;      // empty if unknown
  std::string epochs_from;
  std::vector<LabelledSample> samples;            // that were read
  std::vector<std::vector<float>> probabilities;  // [samples][labels]
  Outcome outcome;
  GlyphsByClass training;  // empty unless the training half of the data is there
  GlyphsByClass read;      // the glyphs of `samples`
};

// The page as it grows, with the folder its pictures are written to.
struct Report {
  fs::path folder;
  report::Page page;
  Result<void> written;

  void write(const char* file, const std::string& text) {
    if (written) written = write_file(folder / file, text);
  }
  void picture(const char* file, const char* heading, const report::Svg& svg, std::string_view caption = "") {
    write(file, svg.file());
    page.figure(heading, svg.inlined(), caption);
  }
  void cells(const char* file, const char* heading, const std::vector<report::GlyphCell>& cells,
             std::string_view caption = "") {
    write(file, report::cells_picture(cells, columns_in_files, heading).file());
    page.wide_figure(heading, report::cells_for_page(cells), caption);
  }
};

std::string origin(const SampleSource& source) {
  if (!source.data.empty()) return "MNIST's test half, " + source.data;
  std::string text = source.images;
  for (const std::string& file : source.ink) text += (text.empty() ? "" : ", ") + file;
  for (size_t i = 0; i < source.folds.size(); ++i)
    text += (i ? ", " : "; writers of fold ") + std::to_string(source.folds[i]);
  return text;
}

size_t parameter_count(const Model& model) {
  size_t count = 0;
  for (const Model::Member& member : model.members)
    for (const auto& parameters : member.parameters)
      count += parameters.weight.size() + parameters.bias.size();
  return count;
}

// "3x3 convolution 8, pool 2, …, dense 10".
std::string layers_text(const std::vector<Layer>& layers) {
  std::string text;
  for (const Layer& layer : layers) {
    if (!text.empty()) text += ", ";
    const std::string kernel = std::to_string(layer.kernel), channels = std::to_string(layer.channels);
    switch (layer.type) {
      case LayerType::convolution:
        text += kernel + "×" + kernel + " convolution " + channels;
        break;
      case LayerType::depthwise:
        text += kernel + "×" + kernel + " depthwise " + channels;
        break;
      case LayerType::max_pool:
        text += "max pool " + kernel;
        break;
      case LayerType::average_pool:
        text += "average pool " + kernel;
        break;
      case LayerType::global_average_pool:
        text += "global average pool";
        break;
      case LayerType::add:
        text += "add " + std::to_string(layer.from);
        break;
      case LayerType::dense:
        text += "dense " + channels;
        break;
    }
  }
  return text;
}

// Of a committee the different networks, each with how many members are such.
std::string networks_text(const Model& model) {
  std::vector<std::pair<std::string, int>> networks;
  for (const Model::Member& member : model.members) {
    const std::string layers = layers_text(member.layers);
    const auto known = std::ranges::find(networks, layers, &std::pair<std::string, int>::first);
    if (known == networks.end())
      networks.emplace_back(layers, 1);
    else
      ++known->second;
  }
  if (model.members.size() == 1) return networks[0].first;
  std::string text = "committee of ";
  for (const auto& [layers, count] : networks)
    text += (text.ends_with("of ") ? "" : "; and ") + std::to_string(count) + " networks: " + layers;
  return text;
}

void add_headline(Report& report, const Subject& subject) {
  const Evaluation& e = subject.outcome.evaluation;
  std::vector<std::pair<std::string, std::string>> figures = {
      {"misread", grouped(static_cast<int64_t>(subject.outcome.misread.size()))},
      {"loss", fixed(e.loss, 4)},
      {"calibration error", percent(e.ece, 2)},
      {"macro F1", percent(subject.outcome.report.macro.f1, 2)},
      {"rejected as unsure", percent(e.rejected, 2)},
      {"bytes", grouped(static_cast<int64_t>(subject.model.file_bytes))}};
  if (e.unread) figures.push_back({"nothing found in", grouped(static_cast<int64_t>(e.unread))});
  report.page.headline(percent(e.accuracy, 2),
                       "of " + grouped(static_cast<int64_t>(e.samples)) +
                           " samples read right, give or take " + percent(e.accuracy_error, 2) +
                           " (standard error)",
                       figures);
}

void add_training(Report& report, const Subject& subject) {
  report.write("metrics.csv", to_csv(subject.epochs));
  const auto loss = report::loss_curves(subject.epochs), accuracy = report::accuracy_curves(subject.epochs);
  if (!loss && !accuracy) return;
  report.page.section("How it learned",
                      "Epoch by epoch, from " + subject.epochs_from +
                          ". While training, images are distorted at random, so they are harder to "
                          "read than those held out for validation.");
  if (loss) report.picture("loss.svg", "Loss", *loss, "On a logarithmic scale.");
  if (accuracy)
    report.picture("accuracy.svg", "Accuracy", *accuracy, "On a logarithmic scale of what is misread.");
}

std::string report_table(const ClassificationReport& figures) {
  std::vector<std::vector<std::string>> rows;
  const auto add = [&](const std::string& name, const Scores& scores, int64_t support) {
    rows.push_back({name, percent(scores.precision, 2), percent(scores.recall, 2), percent(scores.f1, 2),
                    grouped(support)});
  };
  for (const ClassScores& one : figures.classes) add(one.label, one.scores, one.support);
  add("macro mean", figures.macro, figures.support);
  add("weighted mean", figures.weighted, figures.support);
  return report::table({"class", "precision", "recall", "F1", "samples"}, rows);
}

void add_mistakes(Report& report, const Subject& subject) {
  const Outcome& outcome = subject.outcome;
  report.page.section("What it mistakes for what");
  report.picture("confusion.svg", "Confusion matrix",
                 report::confusion_map(outcome.evaluation, subject.model.labels),
                 "Mistakes are shaded by their number.");
  report.page.figure("Each class", report_table(outcome.report));
  if (outcome.misread.empty()) return;
  const auto cells = misread_cells(subject.samples, outcome.misread, most_misread);
  const std::string count = grouped(static_cast<int64_t>(outcome.misread.size()));
  report.cells(
      "misclassified.svg", "Misread", cells,
      cells.size() < outcome.misread.size()
          ? "What was written, what was read, and how sure that was: the " + std::to_string(cells.size()) +
                " it was surest of, out of " + count + "; misclassified.csv has all."
          : "What was written, what was read, and how sure that was: all " + count + ", the surest first.");
}

// What becomes of the accuracy when the less sure readings are declined.
std::string declining_table(const Subject& subject) {
  std::vector<double> confidences = {0, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999};
  const double own = subject.model.least_confidence;
  if (own > 0) confidences.insert(std::upper_bound(confidences.begin(), confidences.end(), own), own);
  std::vector<std::vector<std::string>> rows;
  for (const Accepted& accepted : accepted_from(subject.outcome.known, confidences))
    rows.push_back({accepted.confidence == 0     ? "any"
                    : accepted.confidence == own ? percent(own, 1) + ", its own bound"
                                                 : percent(accepted.confidence, 1),
                    percent(accepted.share, 2), percent(accepted.accuracy, 2)});
  return report::table({"confidence from", "taken", "of these right"}, rows);
}

void add_confidence(Report& report, const Subject& subject) {
  report.page.section("How sure it is, and whether rightly");
  report.picture(
      "calibration.svg", "Reliability", report::reliability_diagram(subject.outcome.evaluation),
      "A dot on the diagonal is right as often as it says; its line spans two standard errors. Below: how "
      "many samples each bin holds, on a logarithmic scale.");
  report.page.figure("If it declines what is less sure", declining_table(subject));
}

void add_writers(Report& report, const Subject& subject) {
  const auto& writers = subject.outcome.writers;
  if (writers.empty()) return;
  std::vector<std::vector<std::string>> rows;
  for (const WriterScore& writer : std::span(writers).first(std::min(most_writers, writers.size())))
    rows.push_back({writer.writer, percent(writer.accuracy(), 2),
                    grouped(static_cast<int64_t>(writer.correct)),
                    grouped(static_cast<int64_t>(writer.samples))});
  report.page.section("Who wrote it", "Of " + grouped(static_cast<int64_t>(writers.size())) +
                                          " writers, each counting the same, " +
                                          percent(mean_accuracy(writers), 2) +
                                          " is read right. These are read worst.");
  report.page.wide_figure("", report::table({"writer", "accuracy", "right", "samples"}, rows));
}

void add_readings(Report& report, const Subject& subject) {
  const std::vector<std::string>& labels = subject.model.labels;
  std::vector<size_t> known, outsiders;
  for (size_t i = 0; i < subject.samples.size(); ++i) {
    const bool is_known = std::find(labels.begin(), labels.end(), subject.samples[i].label) != labels.end();
    (is_known ? known : outsiders).push_back(i);
  }
  const auto cells = [&](const std::vector<size_t>& chosen, size_t count) {
    return reading_cells(subject.model, subject.samples, subject.probabilities, chosen, count);
  };
  report.page.section("Readings", "Taken evenly from all samples, right or wrong.");
  report.cells("predictions.svg", "", cells(known, readings_shown));
  if (!outsiders.empty())
    report.cells("outsiders.svg", "What it was not made for", cells(outsiders, readings_shown / 2),
                 "Signs whose label it does not know. What is read in grey is rejected as unsure.");
}

// What the network saw in training: as the run distorted it, or as `inkling train` does by itself.
void add_distortions(Report& report, const Subject& subject, const GlyphsByClass& shown) {
  const trainer::Recipe recipe = subject.recipe.value_or(trainer::Recipe());
  if (recipe.augmentation == trainer::no_augmentation) return;
  report.picture("augmented.svg", "Augmented samples",
                 report::glyph_rows(augmented_rows(subject.model, shown, recipe.augmentation, recipe.seed),
                                    true, "Augmented samples"),
                 subject.recipe
                     ? "On the left as it is, then distorted at random as in this run."
                     : "On the left as it is, then distorted at random as inkling train does by itself.");
}

void add_data(Report& report, const Subject& subject) {
  const bool trained = !subject.training.empty();
  const GlyphsByClass& shown = trained ? subject.training : subject.read;
  report.page.section("The data", trained ? "Pictures are from the training half." : "");
  std::vector<report::ClassCounts> counts;
  if (trained) counts.push_back(counts_of("training", subject.training));
  counts.push_back(counts_of(trained ? "test" : "samples", subject.read));
  report.picture("classes.svg", "Class distribution",
                 report::class_distribution(counts, subject.model.labels));
  report.picture("samples.svg", "Samples",
                 report::glyph_rows(sample_rows(subject.model, shown), false, "Samples"));
  add_distortions(report, subject, shown);
  const auto averages = average_cells(subject.model, shown);
  report.write("averages.svg",
               report::cells_picture(averages, columns_in_files, "Average image per class").file());
  report.page.figure("Average image per class", report::cells_for_page(averages));
}

void add_facts(Report& report, const Subject& subject, const SampleSource& source) {
  const Model& model = subject.model;
  const Evaluation& e = subject.outcome.evaluation;
  std::vector<std::pair<std::string, std::string>> rows = {
      {"weights", subject.weights + ", " + grouped(static_cast<int64_t>(model.file_bytes)) + " bytes, " +
                      grouped(static_cast<int64_t>(parameter_count(model))) + " parameters"},
      {"layers", networks_text(model)},
      {"trained on", model.trained_on},
      {"temperature", fixed(model.temperature, 4)},
      {"rejected below", percent(model.least_confidence, 2) + " confidence"},
      {"read", origin(source) + (source.normalise ? ", recentred" : "")},
      {"samples",
       grouped(static_cast<int64_t>(e.samples)) +
           (subject.outcome.outsiders
                ? ", and " + grouped(static_cast<int64_t>(subject.outcome.outsiders)) + " of other labels"
                : "")},
      {"balanced accuracy", percent(e.balanced_accuracy, 2)},
      {"calibration", "expected calibration error over 15 equal bins of the top confidence"}};
  report.page.section("Facts");
  report.page.wide_figure("", report::facts(rows));
}

Result<void> write_report(const Subject& subject, const Options& options, const fs::path& folder) {
  Report report{folder, report::Page("Inkling: " + subject.weights), {}};
  add_headline(report, subject);
  add_training(report, subject);
  add_mistakes(report, subject);
  add_confidence(report, subject);
  add_writers(report, subject);
  add_readings(report, subject);
  add_data(report, subject);
  add_facts(report, subject, options.source);
  report.write("summary.txt", outcome_to_text(subject.model, subject.samples, subject.outcome));
  report.write("evaluation.json", outcome_to_json(subject.model, subject.samples, subject.outcome) + "\n");
  report.write("classification_report.txt", to_text(subject.outcome.report));
  report.write("classification_report.csv", to_csv(subject.outcome.report));
  report.write("misclassified.csv", misread_csv(subject.samples, subject.outcome.misread));
  report.write("index.html", report.page.html());
  return report.written;
}

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
  for (const std::string& text : config->data) {
    const auto data = source_from_text(text);
    if (data && data->kind == SourceKind::mnist) source.data = data->path;
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
  if (const auto written = write_report(subject, options, folder); !written) return written;
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
