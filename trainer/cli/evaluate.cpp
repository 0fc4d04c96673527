// `inkling evaluate`: how well weights read MNIST, ink or pictures.
#include <array>
#include <cstdio>
#include <map>

#include "engine/core/json.h"
#include "engine/ink/ndjson.h"
#include "engine/picture/decode.h"
#include "engine/reading/recogniser.h"
#include "trainer/cli/commands.h"
#include "trainer/cli/files.h"
#include "trainer/cli/mnist.h"
#include "trainer/cli/pictures.h"
#include "trainer/cli/weights.h"
#include "trainer/metrics/evaluation.h"

namespace inkling {
namespace {

struct Options {
  std::string data;              // a folder with MNIST's files
  std::vector<std::string> ink;  // NDJSON files
  std::string images;            // a folder or ZIP
  std::vector<int> folds;        // of ink; all if empty
  std::string mode = "digit";
  std::string weights;
  std::string predictions;
  bool normalise = false;
  bool json = false;
};

// What is to be read, gathered from any source.
struct Collected {
  std::vector<std::string> labels;             // [samples]
  std::vector<std::optional<Glyph>> glyphs;    // [samples]; nothing where no ink was found
  void add(std::string label, const std::optional<Seen>& seen) {
    labels.push_back(std::move(label));
    glyphs.push_back(seen ? std::optional(seen->glyph) : std::nullopt);
  }
};

std::optional<Seen> seen_glyph(const Glyph& glyph, bool normalise_again) {
  if (!normalise_again) return Seen{glyph, {}, {}};
  const auto normalised = normalise({glyph_side, glyph_side, {glyph.begin(), glyph.end()}});
  if (!normalised) return std::nullopt;
  return Seen{normalised->glyph, normalised->from_picture, {}};
}

Result<void> collect_mnist(const Options& options, Collected& collected) {
  const auto test = read_mnist(options.data, MnistHalf::test);
  if (!test) return std::unexpected(test.error());
  for (size_t i = 0; i < test->labels.size(); ++i)
    collected.add(std::to_string(test->labels[i]), seen_glyph(test->glyphs[i], options.normalise));
  return {};
}

Result<void> collect_ink(const Options& options, Collected& collected) {
  for (const std::string& file : options.ink) {
    const auto read = for_each_line(file, [&](std::string_view line, size_t) -> Result<void> {
      const auto drawing = parse_drawing(line);
      if (!drawing) return std::unexpected(drawing.error());
      if (drawing->label.empty()) return fail("the drawing has no label");
      const int fold = fold_of_writer(drawing->writer);
      const auto& folds = options.folds;
      if (folds.empty() || std::find(folds.begin(), folds.end(), fold) != folds.end())
        collected.add(drawing->label, see(drawing->ink));
      return {};
    });
    if (!read) return read;
  }
  return {};
}

Result<void> collect_images(const Options& options, Collected& collected) {
  return for_each_picture(options.images, [&](LabelledPicture picture) -> Result<void> {
    const auto grey = decode_picture(picture.bytes);
    if (!grey) std::fprintf(stderr, "%s: %s; counted as misread\n", picture.file.c_str(), grey.error().message.c_str());
    collected.add(std::move(picture.label), grey ? see(*grey) : std::nullopt);
    return {};
  });
}

Result<Collected> collect(const Options& options) {
  Collected collected;
  const auto done = !options.data.empty()  ? collect_mnist(options, collected)
                    : !options.ink.empty() ? collect_ink(options, collected)
                                           : collect_images(options, collected);
  if (!done) return std::unexpected(done.error());
  if (collected.labels.empty()) return fail("there is nothing to evaluate: no sample is left after choosing folds");
  return collected;
}

// The probabilities of every sample; empty where nothing was found.
Result<std::vector<std::vector<float>>> read_all(Recogniser& recogniser, const Collected& collected) {
  std::vector<Glyph> glyphs;
  for (const auto& glyph : collected.glyphs)
    if (glyph) glyphs.push_back(*glyph);
  const size_t count = recogniser.model().labels.size();
  std::vector<float> logits(glyphs.size() * count);  // [glyphs, labels]
  if (const auto ran = recogniser.logits(glyphs, logits); !ran) return std::unexpected(ran.error());
  std::vector<std::vector<float>> all;
  size_t next = 0;
  for (const auto& glyph : collected.glyphs) {
    if (!glyph) {
      all.emplace_back();
      continue;
    }
    all.push_back(probabilities(recogniser.model(), std::span(logits).subspan(next * count, count)));
    ++next;
  }
  return all;
}

struct Outcome {
  Evaluation evaluation;
  size_t outsiders = 0, outsiders_rejected = 0;
};

bool is_rejected(const Model& model, const std::vector<float>& probabilities) {
  return probabilities.empty() ||
         *std::max_element(probabilities.begin(), probabilities.end()) < model.least_confidence;
}

Outcome outcome_of(const Model& model, const Collected& collected, const std::vector<std::vector<float>>& all) {
  Outcome outcome;
  std::vector<Sample> samples;
  for (size_t i = 0; i < all.size(); ++i) {
    const bool rejected = is_rejected(model, all[i]);
    const auto label = std::find(model.labels.begin(), model.labels.end(), collected.labels[i]);
    if (label == model.labels.end()) {
      ++outcome.outsiders;
      outcome.outsiders_rejected += rejected;
      continue;
    }
    samples.push_back({static_cast<int>(label - model.labels.begin()), rejected, all[i]});
  }
  outcome.evaluation = evaluate(samples, model.labels.size());
  return outcome;
}

double outsiders_share(const Outcome& outcome) {
  return outcome.outsiders ? static_cast<double>(outcome.outsiders_rejected) / static_cast<double>(outcome.outsiders)
                           : 0;
}

void print_json(const Model& model, const Outcome& outcome) {
  const Evaluation& e = outcome.evaluation;
  const JsonBuilder builder = new_json();
  yyjson_mut_doc* document = builder.get();
  yyjson_mut_val* root = yyjson_mut_obj(document);
  yyjson_mut_doc_set_root(document, root);
  yyjson_mut_obj_add_uint(document, root, "samples", e.samples);
  yyjson_mut_obj_add_real(document, root, "accuracy", e.accuracy);
  yyjson_mut_obj_add_real(document, root, "accuracy_error", e.accuracy_error);
  yyjson_mut_obj_add_real(document, root, "balanced_accuracy", e.balanced_accuracy);
  yyjson_mut_obj_add_real(document, root, "loss", e.loss);
  yyjson_mut_obj_add_real(document, root, "ece", e.ece);
  yyjson_mut_obj_add_real(document, root, "rejected", e.rejected);
  yyjson_mut_obj_add_uint(document, root, "unread", e.unread);
  yyjson_mut_obj_add_uint(document, root, "outsiders", outcome.outsiders);
  yyjson_mut_obj_add_real(document, root, "outsiders_rejected", outsiders_share(outcome));
  yyjson_mut_val* confusion = yyjson_mut_obj_add_arr(document, root, "confusion");
  for (const auto& row : e.confusion) {
    yyjson_mut_val* counts = yyjson_mut_arr_add_arr(document, confusion);
    for (int64_t value : row) yyjson_mut_arr_add_sint(document, counts, value);
  }
  yyjson_mut_val* labels = yyjson_mut_obj_add_arr(document, root, "labels");
  for (const std::string& label : model.labels) yyjson_mut_arr_append(labels, json_text(document, label));
  std::printf("%s\n", to_text(document).c_str());
}

void print_text(const Model& model, const Outcome& outcome) {
  const Evaluation& e = outcome.evaluation;
  std::printf("%zu samples, %.2f %% read right (standard error %.2f), balanced %.2f %%\n", e.samples,
              100 * e.accuracy, 100 * e.accuracy_error, 100 * e.balanced_accuracy);
  std::printf("loss %.4f, calibration error %.2f %%, %.2f %% rejected", e.loss, 100 * e.ece, 100 * e.rejected);
  if (e.unread) std::printf(", nothing found in %zu", e.unread);
  if (outcome.outsiders)
    std::printf("; %zu samples of other labels, %.2f %% of them rejected", outcome.outsiders,
                100 * outsiders_share(outcome));
  std::printf("\n\nwritten as (row), read as (column)\n      ");
  for (const std::string& label : model.labels) std::printf("%6s", label.c_str());
  for (size_t row = 0; row < e.confusion.size(); ++row) {
    std::printf("\n%6s", model.labels[row].c_str());
    for (int64_t count : e.confusion[row]) std::printf(count ? "%6lld" : "     ·", static_cast<long long>(count));
  }
  std::printf("\n");
}

// One line a sample, in the order of the source: {"label": …, "text": …, "probabilities": […]}.
std::string predictions_text(const Model& model, const Collected& collected,
                             const std::vector<std::vector<float>>& all) {
  std::string text;
  for (size_t i = 0; i < all.size(); ++i) {
    const JsonBuilder builder = new_json();
    yyjson_mut_doc* document = builder.get();
    yyjson_mut_val* root = yyjson_mut_obj(document);
    yyjson_mut_doc_set_root(document, root);
    const auto top = std::max_element(all[i].begin(), all[i].end()) - all[i].begin();
    yyjson_mut_obj_add_val(document, root, "label", json_text(document, collected.labels[i]));
    yyjson_mut_obj_add_val(document, root, "text",
                           json_text(document, all[i].empty() ? "" : model.labels[static_cast<size_t>(top)]));
    yyjson_mut_val* list = yyjson_mut_obj_add_arr(document, root, "probabilities");
    for (float value : all[i]) yyjson_mut_arr_append(list, json_float(document, value));
    text += to_text(document) + "\n";
  }
  return text;
}

Result<void> run(const Options& options) {
  auto recogniser = load_recogniser(options.weights);
  if (!recogniser) return std::unexpected(recogniser.error());
  const auto collected = collect(options);
  if (!collected) return std::unexpected(collected.error());
  const auto all = read_all(*recogniser, *collected);
  if (!all) return std::unexpected(all.error());
  const Model& model = recogniser->model();
  if (!options.predictions.empty())
    if (const auto written = write_file(options.predictions, predictions_text(model, *collected, *all)); !written)
      return written;
  const Outcome outcome = outcome_of(model, *collected, *all);
  (options.json ? print_json : print_text)(model, outcome);
  return {};
}

}  // namespace

void add_evaluate(CLI::App& program, int& status) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand("evaluate", "Say how well weights read MNIST's test set, ink or pictures");
  auto* source = command->add_option_group("what to read");
  source->add_option("--data", options->data, "Folder with MNIST's files; its test half is read");
  source->add_option("--ink", options->ink, "Drawings as NDJSON, also gzipped");
  source->add_option("--images", options->images, "Folder or ZIP: label/….png, or with labels.csv");
  source->require_option(1);
  command->add_option("--fold", options->folds, "Of ink, only writers of these folds")->check(CLI::Range(0, 4));
  command->add_option("--mode", options->mode, "What a sample is: one digit")->check(CLI::IsMember({"digit"}));
  command->add_flag("--normalise", options->normalise, "Recentre MNIST's images as drawings are");
  command->add_option("--weights", options->weights, "Weights file; without it the ones built in");
  command->add_option("--predictions", options->predictions, "Also write every sample's probabilities, as NDJSON");
  command->add_flag("--json", options->json, "Print one JSON object");
  command->callback([options, &status] { status = exit_status(run(*options)); });
}

}  // namespace inkling
