#include "trainer/cli/report_sections.h"

#include <algorithm>
#include <iterator>
#include <span>

#include "trainer/cli/files.h"
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
      {"rejected", percent(e.rejected, 2)},
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

// Nothing is left out of the figures above for it.
void add_suspected_labels(Report& report, const Subject& subject) {
  std::vector<Misread> suspected;
  std::ranges::copy_if(subject.outcome.misread, std::back_inserter(suspected), is_label_suspected);
  if (suspected.empty()) return;
  report.cells(
      "suspected_labels.svg", "Suspected label errors",
      misread_cells(subject.samples, suspected, most_misread),
      "The reading gives the label less than 2 %: " + grouped(static_cast<int64_t>(suspected.size())) +
          " samples. Some are labelled wrongly, others only unlike what was learned; all of them "
          "count as misread.");
}

// What becomes of the accuracy when the less sure readings are declined.
std::string declining_table(const Subject& subject) {
  std::vector<double> confidences = {0, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999};
  const Rejection& rejection = subject.model.rejection;
  const double own = rejection.by == Certainty::confidence ? rejection.least : 0;
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
                 "Signs whose label it does not know. What is read in grey is rejected.");
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
      {"rejected below", percent(model.rejection.least, 2) + " " + name_of(model.rejection.by)},
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

}  // namespace

Result<void> write_report(const Subject& subject, const SampleSource& source, const fs::path& folder) {
  Report report{folder, report::Page("Inkling: " + subject.weights), {}};
  add_headline(report, subject);
  add_training(report, subject);
  add_mistakes(report, subject);
  add_suspected_labels(report, subject);
  add_confidence(report, subject);
  add_writers(report, subject);
  add_readings(report, subject);
  add_data(report, subject);
  add_facts(report, subject, source);
  report.write("summary.txt", outcome_to_text(subject.model, subject.samples, subject.outcome));
  report.write("evaluation.json", outcome_to_json(subject.model, subject.samples, subject.outcome) + "\n");
  report.write("classification_report.txt", to_text(subject.outcome.report));
  report.write("classification_report.csv", to_csv(subject.outcome.report));
  report.write("misclassified.csv", misread_csv(subject.samples, subject.outcome.misread));
  report.write("index.html", report.page.html());
  return report.written;
}

}  // namespace inkling
