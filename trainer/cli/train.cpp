// inkling train: makes a weights file from MNIST's training half.
#include <chrono>
#include <cmath>
#include <cstdio>

#include "engine/core/json.h"
#include "trainer/cli/commands.h"
#include "trainer/cli/files.h"
#include "trainer/cli/mnist.h"
#include "trainer/cli/progress.h"
#include "trainer/cli/threads.h"
#include "trainer/export/export.h"
#include "trainer/fit/calibrate.h"
#include "trainer/fit/trainer.h"

namespace inkling {
namespace {

using trainer::Trainer;

// Of the validation samples that are read correctly, this share is rejected as not sure enough.
constexpr double rejected_share = 0.002;

struct TrainOptions {
  std::string data = "data/mnist", out = "weights.safetensors", network = "8,16,pool,32,32,pool,32,pool";
  trainer::Recipe recipe;
  size_t validation = 5000;
  int threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  bool augment = true;
  std::string weight_format = "f16";
  bool json = false;
};

struct Outcome {
  size_t training = 0, validation = 0;  // samples
  trainer::Score score;                 // on the validation samples, after calibration
  float temperature = 1, least_confidence = 0;
  double seconds = 0, images_per_second = 0;
  size_t bytes = 0;
  std::string history;  // JSON
};

// All epochs.  Gives the history as JSON; fails when the loss stops being a number.
Result<std::string> run_epochs(Trainer& trainer, const trainer::Dataset& validation,
                               const trainer::ParallelFor& parallel_for) {
  Progress progress;
  std::string history = "[";
  for (int epoch = 1; epoch <= trainer.recipe().epochs; ++epoch) {
    EpochProgress seen{epoch, trainer.recipe().epochs, 0, trainer.steps(), 0, 0, 0, -1};
    double loss = 0, correct = 0;
    for (int64_t step = 0; step < trainer.steps_per_epoch(); ++step) {
      const trainer::BatchResult batch = trainer.step(parallel_for);
      if (!std::isfinite(batch.loss)) {
        return fail(
            "the loss is not a number any more in epoch %d, batch %lld: the training has diverged, try a "
            "lower "
            "--learning-rate",
            epoch, static_cast<long long>(step + 1));
      }
      loss += batch.loss;
      correct += batch.correct;
      seen.images += batch.images;
      seen.step = trainer.step();
      seen.loss = loss / static_cast<double>(seen.images);
      seen.training_accuracy = correct / static_cast<double>(seen.images);
      progress.show(seen);
    }
    const auto logits = trainer.logits(validation.glyphs, parallel_for);
    const auto score = trainer::score({logits, validation.labels});
    seen.validation_accuracy = static_cast<double>(score.correct) / static_cast<double>(validation.size());
    progress.end_epoch(seen);
    char entry[128];
    std::snprintf(entry, sizeof entry, "%s{\"epoch\":%d,\"loss\":%.4f,\"accuracy\":%.4f}",
                  epoch > 1 ? "," : "", epoch, seen.loss, seen.validation_accuracy);
    history += entry;
  }
  return history + "]";
}

Result<Outcome> train(TrainOptions options) {
  const auto all = read_mnist(options.data, MnistHalf::training);
  if (!all) return std::unexpected(all.error());
  auto parts = trainer::split_off_validation(*all, options.validation, options.recipe.seed);
  if (!parts) return std::unexpected(in("--validation", parts.error()));
  auto& [training, validation] = *parts;
  Outcome outcome{training.size(), validation.size(), {}, 1, 0, 0, 0, 0, ""};
  auto made = Trainer::create(options.recipe, std::move(training));
  if (!made) return std::unexpected(made.error());
  Trainer& trainer = *made;
  Threads threads(options.threads);
  const auto parallel_for = threads.parallel_for();

  const auto start = std::chrono::steady_clock::now();
  auto history = run_epochs(trainer, validation, parallel_for);
  if (!history) return std::unexpected(history.error());
  outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  outcome.images_per_second = static_cast<double>(trainer.steps()) * options.recipe.batch / outcome.seconds;
  outcome.history = std::move(*history);

  const auto logits = trainer.logits(validation.glyphs, parallel_for);
  const trainer::Answers answers{logits, validation.labels};
  outcome.temperature = trainer::best_temperature(answers);
  outcome.least_confidence = trainer::rejection_threshold(answers, outcome.temperature, rejected_share);
  outcome.score = trainer::score(answers, outcome.temperature);

  const std::string trained_on = "MNIST training set, " + std::to_string(outcome.training) + " images (" +
                                 std::to_string(outcome.validation) + " more held out for validation), " +
                                 std::to_string(options.recipe.epochs) + " epochs, seed " +
                                 std::to_string(options.recipe.seed);
  const auto file = write_safetensors(trainer::export_weights(
      options.recipe.layers, trainer.network(), options.weight_format == "f16" ? DType::f16 : DType::f32,
      {validation.classes, outcome.temperature, outcome.least_confidence, trained_on, outcome.history}));
  outcome.bytes = file.size();
  if (auto written = write_file(options.out, {reinterpret_cast<const char*>(file.data()), file.size()});
      !written)
    return std::unexpected(written.error());
  return outcome;
}

double accuracy_of(const Outcome& outcome) {
  return static_cast<double>(outcome.score.correct) / static_cast<double>(outcome.validation);
}

void print_json(const TrainOptions& options, const Outcome& outcome) {
  const JsonBuilder builder = new_json();
  yyjson_mut_doc* document = builder.get();
  yyjson_mut_val* root = yyjson_mut_obj(document);
  yyjson_mut_doc_set_root(document, root);
  yyjson_mut_obj_add_val(document, root, "weights", json_text(document, options.out));
  yyjson_mut_obj_add_uint(document, root, "bytes", outcome.bytes);
  yyjson_mut_obj_add_uint(document, root, "seed", options.recipe.seed);
  yyjson_mut_obj_add_uint(document, root, "training_samples", outcome.training);
  yyjson_mut_obj_add_uint(document, root, "validation_samples", outcome.validation);
  yyjson_mut_obj_add_real(document, root, "validation_accuracy", accuracy_of(outcome));
  yyjson_mut_obj_add_real(document, root, "validation_loss", outcome.score.loss);
  yyjson_mut_obj_add_val(document, root, "temperature", json_float(document, outcome.temperature));
  yyjson_mut_obj_add_val(document, root, "least_confidence", json_float(document, outcome.least_confidence));
  yyjson_mut_obj_add_real(document, root, "seconds", outcome.seconds);
  yyjson_mut_obj_add_real(document, root, "images_per_second", outcome.images_per_second);
  yyjson_mut_obj_add_val(document, root, "history", yyjson_mut_raw(document, outcome.history.c_str()));
  std::printf("%s\n", to_text(document).c_str());
}

void print_text(const TrainOptions& options, const Outcome& outcome) {
  std::printf(
      "%s: %zu bytes, %.2f %% of %zu validation images right, loss %.4f, trained in %.0f s (%.0f images/s)\n",
      options.out.c_str(), outcome.bytes, 100 * accuracy_of(outcome), outcome.validation, outcome.score.loss,
      outcome.seconds, outcome.images_per_second);
}

int run(TrainOptions& options) {
  if (!options.augment) options.recipe.augmentation = trainer::no_augmentation;
  auto layers = trainer::layers_from_text(options.network, 10);
  if (!layers) {
    std::fprintf(stderr, "inkling: --network: %s\n", layers.error().message.c_str());
    return wrong_usage;
  }
  options.recipe.layers = std::move(*layers);
  if (const auto checked = trainer::check(options.recipe); !checked) {
    std::fprintf(stderr, "inkling: --%s\n", checked.error().message.c_str());
    return wrong_usage;
  }
  const auto outcome = train(options);
  if (!outcome) return exit_status(std::unexpected(outcome.error()));
  (options.json ? print_json : print_text)(options, *outcome);
  return 0;
}

}  // namespace

void add_train(CLI::App& program, int& status) {
  auto options = std::make_shared<TrainOptions>();
  CLI::App& command = *program.add_subcommand("train", "Train a network on MNIST and write its weights");
  command.option_defaults()->always_capture_default();
  trainer::Recipe& recipe = options->recipe;
  trainer::Augmentation& most = recipe.augmentation;
  command.add_option("--data", options->data,
                     "Folder with MNIST's four files (tools/fetch-mnist fetches them)");
  command.add_option("--out", options->out, "The weights file to write");
  command.add_option("--network", options->network,
                     "Layers: channels of a 3x3 convolution, 5x5:16 for another size, pool, dense:64");
  command.add_option("--epochs", recipe.epochs, "How often every image is seen");
  command.add_option("--batch", recipe.batch, "Images per step");
  command.add_option("--learning-rate", recipe.learning_rate, "At its highest, a third of the way through");
  command.add_option("--dropout", recipe.dropout, "Share of values dropped before a dense layer");
  command.add_option("--seed", recipe.seed, "The same seed gives the same weights on the same machine");
  command.add_option("--validation", options->validation, "Images held out of the training to validate on");
  command.add_option("--threads", options->threads, "They change the speed, never the weights")
      ->check(CLI::Range(1, 1024));
  command.add_flag("--augment,!--no-augment", options->augment,
                   "Distort the images at random while training");
  command.add_option("--shift", most.shift, "At most, in pixels");
  command.add_option("--rotation", most.rotation, "At most, in degrees either way");
  command.add_option("--scale", most.scale, "0.1 makes an image 0.9 to 1.1 times as large");
  command.add_option("--stretch", most.stretch, "The same for width and height apart");
  command.add_option("--shear", most.shear, "Pixels sideways per pixel of height, at most");
  command.add_option("--thickness", most.thickness, "How much thicker or thinner strokes become, 0 to 1");
  command.add_option("--weight-format", options->weight_format, "Numbers in the weights file")
      ->check(CLI::IsMember({"f32", "f16"}));
  command.add_flag("--json", options->json, "Print the outcome as JSON");
  command.callback([options, &status] { status = run(*options); });
}

}  // namespace inkling
