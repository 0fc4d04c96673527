// inkling train: makes a weights file from MNIST, pictures and ink, and keeps the run in a folder of its own.
#include <zlib.h>

#include <algorithm>
#include <cstdio>
#include <numeric>

#include "engine/core/json.h"
#include "engine/reading/see.h"
#include "trainer/cli/commands.h"
#include "trainer/cli/config.h"
#include "trainer/cli/data/data_flags.h"
#include "trainer/cli/data/data_report.h"
#include "trainer/cli/files.h"
#include "trainer/cli/recipe_flags.h"
#include "trainer/cli/remembered_answers.h"
#include "trainer/cli/run/run_training.h"
#include "trainer/cli/teacher.h"
#include "trainer/cli/threads.h"
#include "trainer/export/export.h"
#include "trainer/fit/calibrate.h"
#include "trainer/kernels/kernels.h"
#include "trainer/metrics/rejection.h"

namespace inkling {
namespace {

using trainer::Trainer;

// What a run that is resumed may still be told otherwise: nothing of it changes the training.
constexpr const char* changeable[] = {"--data", "--threads",          "--out",
                                      "--keep", "--checkpoint-every", "--teacher-memory"};

struct TrainOptions {
  DataOptions data;
  std::string out = "weights.safetensors", runs = "runs", name, resume, config;
  TeacherFiles teacher;
  std::string teacher_memory, keep = "best";
  trainer::RecipeOptions recipe;
  int threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  LoopOptions loop;
  std::string weight_format = "f16";
  bool json = false;
};

struct Outcome {
  size_t training = 0, validation = 0, outsiders = 0;  // samples; outsiders: to validate on
  double outsiders_rejected = 0, outsiders_auc = 0;
  trainer::Score score;  // on the validation samples, after calibration
  float temperature = 1, outsider_odds = 1;
  Rejection rejection;
  std::vector<trainer::EpochMetrics> metrics;
  int64_t best_epoch = 0, kept_epoch = 0;  // the last is that of the weights written
  size_t bytes = 0;
};

void say(const RunFolder& folder, const std::string& message) {
  std::fprintf(stderr, "%s\n", message.c_str());
  folder.log(message);
}

std::string text_of(const char* format, auto... values) {
  char text[1024];
  std::snprintf(text, sizeof text, format, values...);
  return text;
}

double accuracy_of(const Outcome& outcome) {
  return static_cast<double>(outcome.score.correct) / static_cast<double>(outcome.validation);
}

double seconds_of(const Outcome& outcome) {
  return std::accumulate(outcome.metrics.begin(), outcome.metrics.end(), 0.0,
                         [](double sum, const trainer::EpochMetrics& epoch) { return sum + epoch.seconds; });
}

double images_per_second_of(const Outcome& outcome) {
  double sum = 0;
  for (const trainer::EpochMetrics& epoch : outcome.metrics) sum += epoch.images_per_second;
  return sum / static_cast<double>(outcome.metrics.size());
}

// Of six epochs at most, the last among them: every byte is downloaded.
std::string history_of(const Outcome& outcome) {
  std::string history = "[";
  const size_t epochs = outcome.metrics.size(), shown = std::min<size_t>(epochs, 6);
  for (size_t at = 1; at <= shown; ++at) {
    const trainer::EpochMetrics& epoch = outcome.metrics[at * epochs / shown - 1];
    if (history.size() > 1) history += ",";
    history += text_of("{\"epoch\":%d,\"loss\":%.3g,\"accuracy\":%.4g}", static_cast<int>(epoch.epoch),
                       epoch.loss, epoch.validation_accuracy);
  }
  return history + "]";
}

// Of the samples of an epoch.
double share_of_outsiders(const trainer::TrainingData& data) {
  double outsiders = 0, all = 0;
  for (const trainer::SourceCounts& source : data.sources) {
    all += static_cast<double>(source.draws);
    if (source.outsiders) outsiders += static_cast<double>(source.draws);
  }
  return outsiders / all;
}

// The point at which the run goes on: a checkpoint, or the beginning.
Result<trainer::Checkpoint> starting_point(const RunFolder& folder, Trainer& trainer, uint32_t data) {
  auto loaded = Checkpoints(folder / "checkpoints").load([&](const std::string& message) {
    say(folder, message + "; trying the checkpoint before it");
  });
  if (!loaded) return std::unexpected(loaded.error());
  const std::string instruction_set = trainer::kernels<float>().name;
  trainer::Checkpoint at;
  if (*loaded) {
    at = std::move(**loaded);
  } else {
    at.state = trainer.state();
    at.data = data;
    at.instruction_set = instruction_set;
  }
  if (at.data != data)
    return fail("%s: was trained on other samples or by another teacher: give it the same files",
                folder.path().c_str());
  if (const auto restored = trainer.restore(at.state); !restored)
    return std::unexpected(in(folder.path().string(), restored.error()));
  if (!at.instruction_set.empty() && at.instruction_set != instruction_set)
    say(folder,
        "warning: the run began on " + at.instruction_set + " and goes on on " + instruction_set +
            ": the last bits of the weights may differ from those of an uninterrupted run (set INKLING_ISA=" +
            at.instruction_set + " where the machine has it)");
  return at;
}

DType type_of(const std::string& weight_format) {
  if (weight_format == "i8") return DType::i8;
  return weight_format == "f16" ? DType::f16 : DType::f32;
}

// The weights of the epoch that is kept, in the run's folder and at --out.
Result<void> write_weights(const RunFolder& folder, const TrainOptions& options, const Trainer& trainer,
                           const trainer::TrainingData& data, Outcome& outcome) {
  const std::string trained_on = text_of(
      "%s, %zu images (%zu more held out), epoch %d of %d, seed %llu", data_name(data, options.data).c_str(),
      outcome.training, outcome.validation, static_cast<int>(outcome.kept_epoch), trainer.recipe().epochs,
      static_cast<unsigned long long>(trainer.recipe().seed));
  const auto file = write_safetensors(
      trainer::export_weights(trainer.recipe().layers, trainer.network(), type_of(options.weight_format),
                              {data.validation.classes, outcome.temperature, outcome.outsider_odds,
                               outcome.rejection, trained_on, history_of(outcome), trainer.recipe().planes}));
  outcome.bytes = file.size();
  for (const std::filesystem::path& path :
       {folder / "weights.safetensors", std::filesystem::path(options.out)}) {
    if (path.empty()) continue;
    if (auto written = write_file(path, {reinterpret_cast<const char*>(file.data()), file.size()}); !written)
      return written;
  }
  return {};
}

Result<void> write_summary(const RunFolder& folder, const TrainOptions& options, const Outcome& outcome) {
  const bool early = static_cast<int>(outcome.metrics.size()) < options.recipe.recipe.epochs;
  return write_file(
      folder / "summary.txt",
      text_of("run          %s\nnetwork      %s\nepochs       %zu of %d%s, the best was %d\n"
              "validation   %.2f %% of %zu images right, loss %.4f\n"
              "calibration  temperature %.3f, below %.3f of %s a reading is rejected\n"
              "weights      weights.safetensors, %zu bytes, of epoch %d\n"
              "training     %zu images, %.0f s, %.0f images/s with %d threads\n",
              folder.id().c_str(), options.recipe.network.c_str(), outcome.metrics.size(),
              options.recipe.recipe.epochs, early ? " (stopped early)" : "",
              static_cast<int>(outcome.best_epoch), 100 * accuracy_of(outcome), outcome.validation,
              outcome.score.loss, outcome.temperature, outcome.rejection.least, name_of(outcome.rejection.by),
              outcome.bytes, static_cast<int>(outcome.kept_epoch), outcome.training, seconds_of(outcome),
              images_per_second_of(outcome), options.threads));
}

// How well the outsiders held out are told from the samples to validate on, whose logits are known.
void measure_outsiders(Trainer& trainer, const trainer::TrainingData& data, std::span<const float> logits,
                       const trainer::ParallelFor& parallel_for, Outcome& outcome) {
  const trainer::Dataset& outsiders = data.outsiders;
  outcome.outsiders = outsiders.size();
  if (outsiders.size() == 0) return;
  const auto certainties = [&](std::span<const float> of) {
    return trainer::certainties(outcome.rejection.by, of, outsiders.outputs(), outsiders.classes.size(),
                                outcome.temperature, outcome.outsider_odds);
  };
  const auto inside = certainties(logits), outside = certainties(trainer.logits(outsiders, parallel_for));
  outcome.outsiders_rejected =
      static_cast<double>(std::ranges::count_if(
          outside, [&](float certainty) { return certainty < outcome.rejection.least; })) /
      static_cast<double>(outside.size());
  outcome.outsiders_auc = area_under_roc(inside, outside);
}

// From the checkpoint, or the beginning, to the weights.
Result<Outcome> train(const RunFolder& folder, const TrainOptions& options, Trainer& trainer,
                      size_t training_samples, const trainer::TrainingData& data, uint32_t checksum) {
  auto at = starting_point(folder, trainer, checksum);
  if (!at) return std::unexpected(at.error());
  say(folder, text_of("%s: from epoch %zu, batch %lld", folder.path().c_str(), at->metrics.size() + 1,
                      static_cast<long long>(trainer.step() % trainer.steps_per_epoch() + 1)));
  const trainer::Dataset& validation = data.validation;
  Threads threads(options.threads);
  const auto parallel_for = threads.parallel_for();
  if (auto done = run_training(folder, trainer, validation, parallel_for, options.loop, *at); !done)
    return std::unexpected(done.error());
  if (!trainer.finished())
    say(folder, text_of("stopped: no better validation in %d epochs", options.loop.patience));

  const bool keep_last = options.keep == "last";
  if (auto restored = trainer.restore(keep_last ? at->state : at->best); !restored)
    return std::unexpected(restored.error());
  const auto logits = trainer.logits(validation, parallel_for);
  Outcome outcome;
  if (validation.outsiders) outcome.outsider_odds = trainer::outsider_odds(share_of_outsiders(data));
  const trainer::Answers answers{logits, validation.labels, validation.classes.size(), outcome.outsider_odds};
  outcome.training = training_samples;
  outcome.validation = validation.size();
  outcome.temperature = trainer::best_temperature(answers);
  outcome.metrics = at->metrics;
  outcome.best_epoch = at->best_epoch;
  outcome.kept_epoch = keep_last ? static_cast<int64_t>(at->metrics.size()) : at->best_epoch;
  outcome.rejection =
      trainer::best_rejection(answers, outcome.temperature, trainer::rejected_share(validation.outsiders));
  outcome.score = trainer::score(answers, outcome.temperature);
  measure_outsiders(trainer, data, logits, parallel_for, outcome);
  if (auto written = write_weights(folder, options, trainer, data, outcome); !written)
    return std::unexpected(written.error());
  if (auto written = write_summary(folder, options, outcome); !written)
    return std::unexpected(written.error());
  return outcome;
}

void print_json(const RunFolder& folder, const TrainOptions& options, const Outcome& outcome) {
  const JsonBuilder builder = new_json();
  yyjson_mut_doc* document = builder.get();
  yyjson_mut_val* root = yyjson_mut_obj(document);
  yyjson_mut_doc_set_root(document, root);
  yyjson_mut_obj_add_val(document, root, "run", json_text(document, folder.path().string()));
  yyjson_mut_obj_add_val(document, root, "weights", json_text(document, options.out));
  yyjson_mut_obj_add_uint(document, root, "bytes", outcome.bytes);
  yyjson_mut_obj_add_uint(document, root, "seed", options.recipe.recipe.seed);
  yyjson_mut_obj_add_uint(document, root, "training_samples", outcome.training);
  yyjson_mut_obj_add_uint(document, root, "validation_samples", outcome.validation);
  yyjson_mut_obj_add_sint(document, root, "best_epoch", outcome.best_epoch);
  yyjson_mut_obj_add_sint(document, root, "kept_epoch", outcome.kept_epoch);
  yyjson_mut_obj_add_real(document, root, "validation_accuracy", accuracy_of(outcome));
  yyjson_mut_obj_add_real(document, root, "validation_loss", outcome.score.loss);
  yyjson_mut_obj_add_val(document, root, "temperature", json_float(document, outcome.temperature));
  yyjson_mut_val* rejection = yyjson_mut_obj_add_obj(document, root, "rejection");
  yyjson_mut_obj_add_val(document, rejection, name_of(outcome.rejection.by),
                         json_float(document, outcome.rejection.least));
  if (outcome.outsiders > 0) {
    yyjson_mut_obj_add_uint(document, root, "outsiders", outcome.outsiders);
    yyjson_mut_obj_add_real(document, root, "outsiders_rejected", outcome.outsiders_rejected);
    yyjson_mut_obj_add_real(document, root, "outsiders_auc", outcome.outsiders_auc);
  }
  yyjson_mut_obj_add_real(document, root, "seconds", seconds_of(outcome));
  yyjson_mut_obj_add_real(document, root, "images_per_second", images_per_second_of(outcome));
  const std::string history = history_of(outcome);
  yyjson_mut_obj_add_val(document, root, "history", yyjson_mut_raw(document, history.c_str()));
  std::printf("%s\n", to_text(document).c_str());
}

void print_text(const RunFolder& folder, const TrainOptions& options, const Outcome& outcome) {
  std::printf(
      "%s: %zu bytes, %.2f %% of %zu validation images right, loss %.4f, trained in %.0f s (%.0f images/s)\n"
      "The run is kept in %s\n",
      options.out.c_str(), outcome.bytes, 100 * accuracy_of(outcome), outcome.validation, outcome.score.loss,
      seconds_of(outcome), images_per_second_of(outcome), folder.path().c_str());
}

int refuse(const Error& error) {
  std::fprintf(stderr, "inkling: %s\n", error.message.c_str());
  return wrong_usage;
}

// With --resume nothing but a few values may be given: the others are the run's.
Result<void> check_resumable(const CLI::App& command) {
  for (const CLI::Option* option : command.get_options()) {
    const std::string name = "--" + (option->get_lnames().empty() ? "" : option->get_lnames().front());
    if (option->count() > 0 && (option->get_configurable() || name == "--config" || name == "--name") &&
        std::ranges::find(changeable, name) == std::end(changeable))
      return fail("%s cannot be changed with --resume: start a new run with --config", name.c_str());
  }
  return {};
}

Result<RunFolder> folder_of(const CLI::App& command, const TrainOptions& options) {
  if (!options.resume.empty()) return RunFolder::open(options.runs, options.resume);
  auto folder = RunFolder::create(options.runs, options.name);
  if (!folder) return folder;
  if (auto written = write_file(*folder / "config.toml", config_to_toml(command)); !written)
    return std::unexpected(written.error());
  return folder;
}

// Another engine may make other planes of the same strokes.
std::array<float, 4 * glyph_size> path_of_test_drawing() {
  constexpr Plane planes[] = {Plane::ink, Plane::path_x, Plane::path_y, Plane::path_time};
  const auto seen = see(Ink{{{{0, 0}, {3, 7}, {4, 20}}, {{-2, 9}, {9, 11}}}});
  std::array<float, 4 * glyph_size> input{};
  if (seen) network_input({&*seen, 1}, planes, input);
  return input;
}

// The same for the same teacher, samples and distortions, whatever else is trained.  path: whether the
// teacher sees the pen's.
uint32_t memory_key(uint32_t data, const trainer::Recipe& recipe, const trainer::Dataset& training,
                    bool path) {
  const auto add = [](uint64_t so_far, const auto& values) {
    return crc32_z(so_far, reinterpret_cast<const uint8_t*>(&values), sizeof values);
  };
  uint64_t key = add(data ^ static_cast<uint32_t>(recipe.distortions), recipe.augmentation);
  if (path) key = add(key, path_of_test_drawing());
  return static_cast<uint32_t>(training.inks.empty() ? key : add(key, recipe.strokes));
}

// Reads the configuration and everything else that can be wrong before a folder is made.
int run(CLI::App& command, TrainOptions& options) {
  if (!options.resume.empty()) {
    if (auto checked = check_resumable(command); !checked) return refuse(checked.error());
    const auto path = find_run(options.runs, options.resume);
    if (!path) return exit_status(std::unexpected(path.error()));
    options.config = *path / "config.toml";
  }
  Origins origins;
  if (!options.config.empty()) {
    auto applied = apply_config(command, options.config);
    if (!applied) return refuse(applied.error());
    origins = std::move(*applied);
  }
  if (auto checked = check(options.data); !checked) return refuse(at_origin(origins, checked.error()));
  options.recipe.recipe.eight_bits = options.weight_format == "i8";
  const auto recipe = recipe_of(options.recipe, outputs_of(options.data));
  if (!recipe) return refuse(at_origin(origins, recipe.error()));
  auto data = read_training_data(options.data);
  if (!data) return exit_status(std::unexpected(at_origin(origins, data.error())));
  trainer::Dataset& training = data->training;
  const size_t training_samples = training.size();
  auto teacher = load_teacher(options.teacher, training, recipe->planes);
  if (!teacher) return exit_status(std::unexpected(in("--teacher", teacher.error())));
  const uint32_t checksum = trainer::checksum_of(training, data->validation) ^ teacher->checksum;
  if (teacher->teacher && recipe->distortions > 0) {
    auto remembering = remember_answers(
        std::move(teacher->teacher), recipe->distortions, trainer::most_draws(training.mixture),
        training.outputs(), options.teacher_memory, memory_key(checksum, *recipe, training, teacher->path));
    if (!remembering) return exit_status(std::unexpected(in("--teacher-memory", remembering.error())));
    teacher->teacher = std::move(*remembering);
  }
  auto trainer = Trainer::create(*recipe, std::move(training), std::move(teacher->teacher));
  if (!trainer) return exit_status(std::unexpected(trainer.error()));

  const auto folder = folder_of(command, options);
  if (!folder) return exit_status(std::unexpected(folder.error()));
  say(*folder, data_to_text(*data));
  if (auto written = write_file(*folder / "data.json", data_to_json(*data)); !written)
    return exit_status(written);
  const auto outcome = train(*folder, options, *trainer, training_samples, *data, checksum);
  if (!outcome) {
    folder->log(outcome.error().message);
    return exit_status(std::unexpected(outcome.error()));
  }
  (options.json ? print_json : print_text)(*folder, options, *outcome);
  return 0;
}

std::shared_ptr<TrainOptions> add_flags(CLI::App& command) {
  auto options = std::make_shared<TrainOptions>();
  command.option_defaults()->always_capture_default();
  command.add_option("--config", options->config, "A file with any of the values below; flags win over it")
      ->configurable(false);
  command.add_option("--resume", options->resume, "Go on with this run: its id, or its folder")
      ->configurable(false);
  command.add_option("--runs", options->runs, "The folder that keeps the runs")->configurable(false);
  command.add_option("--name", options->name, "Becomes a part of the run's id")->configurable(false);
  command.add_flag("--json", options->json, "Print the outcome as JSON")->configurable(false);
  add_data_flags(command, options->data);
  command.add_option("--out", options->out, "The weights file to write, beside the one in the run's folder");
  command.add_option("--teacher", options->teacher.all,
                     "Weights files to learn from beside the labels, commas between: their mean counts");
  command.add_option(
      "--picture-teacher", options->teacher.pictures,
      "With --teacher: weights files that say instead which class it is of what has no strokes");
  command.add_option("--teacher-memory", options->teacher_memory,
                     "With --teacher and --distortions: a folder that keeps the teacher's answers for other "
                     "trainings");
  command.add_option("--threads", options->threads, "They change the speed, never the weights")
      ->check(CLI::Range(1, 1024));
  command
      .add_option("--keep", options->keep,
                  "Whose weights are written: those of the best epoch on what is held out, or of the last, "
                  "which is the better choice where the schedule ends in small steps and little is held out")
      ->check(CLI::IsMember({"best", "last"}));
  command
      .add_option("--patience", options->loop.patience,
                  "Stop after so many epochs without a better validation; 0: never")
      ->check(CLI::Range(0, 100'000));
  command
      .add_option("--checkpoint-every", options->loop.checkpoint_every,
                  "Batches between checkpoints within an epoch; 0: one after each epoch")
      ->check(CLI::Range(int64_t{0}, int64_t{1'000'000'000}));
  command.add_option("--weight-format", options->weight_format, "Numbers in the weights file")
      ->check(CLI::IsMember({"f32", "f16", "i8"}));
  add_recipe_flags(command, options->recipe);
  return options;
}

}  // namespace

std::shared_ptr<void> add_train_flags(CLI::App& command) {
  return add_flags(command);
}

void add_train(CLI::App& program, int& status) {
  CLI::App& command =
      *program.add_subcommand("train", "Train a network on MNIST, pictures or ink and write its weights");
  command.callback([options = add_flags(command), &command, &status] { status = run(command, *options); });
}

}  // namespace inkling
