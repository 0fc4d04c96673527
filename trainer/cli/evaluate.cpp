// `inkling evaluate`: how well weights read MNIST, ink or pictures.
#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "engine/core/json.h"
#include "engine/number/number_reader.h"
#include "engine/reading/read_number.h"
#include "trainer/cli/commands.h"
#include "trainer/cli/drawings.h"
#include "trainer/cli/files.h"
#include "trainer/cli/number_outcome.h"
#include "trainer/cli/outcome.h"
#include "trainer/cli/pictures.h"
#include "trainer/cli/samples.h"
#include "trainer/cli/weights.h"

namespace inkling {
namespace {

struct Options {
  SampleSource source;
  std::string mode = "digit";
  std::string weights;
  std::string predictions, classification_report, misclassified;  // files to write; none if empty
  bool json = false;
};

// One line a sample, in the order of the source: {"label": …, "text": …, "probabilities": […]}.
std::string predictions_text(const Model& model, const std::vector<LabelledSample>& samples,
                             const std::vector<std::vector<float>>& all) {
  std::string text;
  for (size_t i = 0; i < all.size(); ++i) {
    const JsonBuilder builder = new_json();
    yyjson_mut_doc* document = builder.get();
    yyjson_mut_val* root = yyjson_mut_obj(document);
    yyjson_mut_doc_set_root(document, root);
    const auto top = std::max_element(all[i].begin(), all[i].end()) - all[i].begin();
    yyjson_mut_obj_add_val(document, root, "label", json_text(document, samples[i].label));
    yyjson_mut_obj_add_val(document, root, "text",
                           json_text(document, all[i].empty() ? "" : model.labels[static_cast<size_t>(top)]));
    yyjson_mut_val* list = yyjson_mut_obj_add_arr(document, root, "probabilities");
    for (float value : all[i]) yyjson_mut_arr_append(list, json_float(document, value));
    text += to_text(document) + "\n";
  }
  return text;
}

// As the file's ending says.
std::string report_for(const std::string& file, const ClassificationReport& report) {
  if (file.ends_with(".csv")) return to_csv(report);
  if (!file.ends_with(".json")) return to_text(report);
  const JsonBuilder builder = new_json();
  yyjson_mut_doc_set_root(builder.get(), to_json(builder.get(), report));
  return to_text(builder.get()) + "\n";
}

Result<void> write_files(const Options& options, const Model& model,
                         const std::vector<LabelledSample>& samples,
                         const std::vector<std::vector<float>>& all, const Outcome& outcome) {
  Result<void> written;
  if (!options.predictions.empty())
    written = write_file(options.predictions, predictions_text(model, samples, all));
  if (written && !options.classification_report.empty())
    written =
        write_file(options.classification_report, report_for(options.classification_report, outcome.report));
  if (written && !options.misclassified.empty())
    written = write_file(options.misclassified, misread_csv(samples, outcome.misread));
  return written;
}

// Every drawing of the chosen folds read as a number.
Result<std::vector<NumberSample>> read_drawn_numbers(Recogniser& recogniser, const SampleSource& source) {
  NumberReader reader(recogniser);
  std::vector<NumberSample> samples;
  for (const std::string& file : source.ink) {
    size_t drawings = 0;
    const auto left_out = for_each_drawing(file, [&](const Drawing& drawing, size_t line) -> Result<void> {
      ++drawings;
      if (!in_folds(source, drawing.writer)) return {};
      const auto set = reader.set(drawing.ink);
      auto reading = set ? reader.read() : std::unexpected(set.error());
      if (!reading) return std::unexpected(reading.error());
      samples.push_back({drawing.label, file + ":" + std::to_string(line), std::move(*reading)});
      return {};
    });
    if (!left_out) return std::unexpected(left_out.error());
    if (!left_out->empty()) std::fprintf(stderr, "%s\n", left_out_text(file, drawings, *left_out).c_str());
  }
  if (samples.empty()) return fail("there is nothing to evaluate: no number is left after choosing folds");
  return samples;
}

// Every picture read as a number; one that cannot be decoded is named on stderr and gives an empty reading.
Result<std::vector<NumberSample>> read_pictured_numbers(Recogniser& recogniser, const std::string& images) {
  std::vector<NumberSample> samples;
  const auto read = for_each_picture(images, [&](LabelledPicture picture) {
    const auto grey = decode(picture);
    auto reading = grey ? read_number(recogniser, *grey) : std::unexpected(grey.error());
    if (!reading)
      std::fprintf(stderr, "%s: %s; counted as misread\n", picture.file.c_str(),
                   reading.error().message.c_str());
    samples.push_back(
        {std::move(picture.label), std::move(picture.file), reading ? std::move(*reading) : Reading{}});
  });
  if (!read) return std::unexpected(read.error());
  return samples;
}

Result<void> run_numbers(Recogniser& recogniser, const Options& options) {
  if (options.source.ink.empty() && options.source.images.empty())
    return fail("--mode number reads drawings and pictures: give --ink or --images, or leave --mode out");
  if (!options.predictions.empty() || !options.classification_report.empty() ||
      !options.misclassified.empty())
    return fail(
        "--predictions, --classification-report and --misclassified are about single digits: leave them, "
        "or --mode number, out");
  const auto samples = options.source.images.empty()
                           ? read_drawn_numbers(recogniser, options.source)
                           : read_pictured_numbers(recogniser, options.source.images);
  if (!samples) return std::unexpected(samples.error());
  const NumberOutcome outcome = outcome_of_numbers(recogniser.model(), *samples);
  std::printf("%s", options.json ? (outcome_to_json(recogniser.model(), *samples, outcome) + "\n").c_str()
                                 : outcome_to_text(*samples, outcome).c_str());
  return {};
}

Result<void> run(const Options& options) {
  auto recogniser = load_recogniser(options.weights);
  if (!recogniser) return std::unexpected(recogniser.error());
  if (options.mode == "number") return run_numbers(*recogniser, options);
  const auto samples = collect(options.source);
  if (!samples) return std::unexpected(samples.error());
  const auto all = read_all(*recogniser, *samples);
  if (!all) return std::unexpected(all.error());
  const Model& model = recogniser->model();
  const Outcome outcome = outcome_of(model, *samples, *all);
  const auto written = write_files(options, model, *samples, *all, outcome);
  if (!written) return written;
  std::printf("%s", options.json ? (outcome_to_json(model, *samples, outcome) + "\n").c_str()
                                 : outcome_to_text(model, *samples, outcome).c_str());
  return {};
}

}  // namespace

void add_evaluate(CLI::App& program, int& status) {
  const auto options = std::make_shared<Options>();
  CLI::App* command =
      program.add_subcommand("evaluate", "Say how well weights read MNIST's test set, ink or pictures");
  add_source_options(*command, options->source);
  command->add_option("--mode", options->mode, "What a sample is: one digit, or of ink and pictures a number")
      ->check(CLI::IsMember({"digit", "number"}));
  command->add_option("--weights", options->weights, "Weights file; without it the ones built in");
  command->add_option("--predictions", options->predictions,
                      "Also write every sample's probabilities, as NDJSON");
  command->add_option("--classification-report", options->classification_report,
                      "Also write precision, recall and F1, as the ending says: .txt, .csv or .json");
  command->add_option("--misclassified", options->misclassified, "Also write the misread samples, as CSV");
  command->add_flag("--json", options->json, "Print one JSON object");
  command->callback([options, &status] { status = exit_status(run(*options)); });
}

}  // namespace inkling
