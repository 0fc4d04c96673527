// inkling adapt: teaches finished weights new samples, and says what they read right before and after.
#include <chrono>
#include <cstdio>
#include <numeric>

#include "engine/core/json.h"
#include "trainer/cli/commands.h"
#include "trainer/cli/data/source.h"
#include "trainer/cli/drawings.h"
#include "trainer/cli/files.h"
#include "trainer/cli/threads.h"
#include "trainer/cli/weights.h"
#include "trainer/data/collect.h"
#include "trainer/export/convert.h"
#include "trainer/fit/calibrate.h"
#include "trainer/session/adaptation.h"

namespace inkling {
namespace {

using trainer::Dataset;
using trainer::Trainer;

struct Options {
  std::string weights, out = "adapted.safetensors", cache = default_cache();
  std::vector<std::string> data, replay, outsiders, new_labels;
  double held_out = 0.2;  // of the new samples, and of the old
  trainer::AdaptationOptions adaptation;
  int threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  bool json = false;
};

constexpr size_t most_old_held_out = 2000;  // enough to see a tenth of a point; more would take long

// Samples to learn from, and those held out to measure with.
struct Part {
  Dataset learned, held_out;
};

// Shares of the held-out samples that are read right; nothing where none are held out.
struct Outcome {
  std::optional<double> new_before, new_after, old_before, old_after;
  double seconds = 0;
  size_t bytes = 0;
};

// All samples of the sources, as dataset_of() or outsiders_of() take them.
Result<Dataset> read_all(const std::vector<std::string>& sources, const Options& options,
                         const std::vector<std::string>& classes, decltype(trainer::dataset_of)* taken) {
  Dataset all;
  all.classes = classes;
  for (const std::string& text : sources) {
    const auto source = source_from_text(text);
    if (!source) return std::unexpected(source.error());
    auto samples = read_source(*source, options.cache);
    if (!samples) return std::unexpected(samples.error());
    if (!samples->left_out.empty())
      std::fprintf(stderr, "%s\n", left_out_text(text, samples->size(), samples->left_out).c_str());
    const size_t read = samples->size();
    Dataset part = taken(std::move(*samples), classes);
    if (part.size() == 0)
      return fail(
          "%s: none of its %zu samples has a label that can be used: the weights know %s, and "
          "--new-labels names others",
          text.c_str(), read, std::accumulate(classes.begin(), classes.end(), std::string()).c_str());
    append(all, part);
  }
  return all;
}

Result<Part> divided(Dataset all, double share, size_t most, uint64_t seed) {
  const auto count = std::min(static_cast<size_t>(share * static_cast<double>(all.size())), most);
  Part part;
  part.held_out.classes = all.classes;
  if (count == 0) {
    part.learned = std::move(all);
    return part;
  }
  auto parts = split_off_validation(all, count, seed);
  if (!parts) return std::unexpected(parts.error());
  return Part{std::move(parts->first), std::move(parts->second)};
}

std::optional<double> accuracy(Trainer& trainer, const Dataset& held_out,
                               const trainer::ParallelFor& parallel_for) {
  if (held_out.size() == 0) return std::nullopt;
  const auto logits = trainer.logits(held_out, parallel_for);
  const trainer::Score score = trainer::score({logits, held_out.labels, held_out.classes.size()});
  return static_cast<double>(score.correct) / static_cast<double>(held_out.size());
}

std::string percent(const std::optional<double>& share) {
  char text[16];
  std::snprintf(text, sizeof text, "%.2f %%", share ? 100 * *share : 0);
  return share ? text : "-";
}

void print_text(const Options& options, const Part& fresh, const Part& old, const Outcome& outcome) {
  std::printf("samples  learned from  held out  read right before    after\n");
  std::printf("new      %12zu  %8zu  %17s  %7s\n", fresh.learned.size(), fresh.held_out.size(),
              percent(outcome.new_before).c_str(), percent(outcome.new_after).c_str());
  if (old.learned.size() > 0)
    std::printf("old      %12zu  %8zu  %17s  %7s\n", old.learned.size(), old.held_out.size(),
                percent(outcome.old_before).c_str(), percent(outcome.old_after).c_str());
  std::printf("%s: %zu bytes, learned in %.1f s\n", options.out.c_str(), outcome.bytes, outcome.seconds);
}

void add_part(yyjson_mut_doc* document, const char* name, const Part& part,
              const std::optional<double>& before, const std::optional<double>& after) {
  yyjson_mut_val* object = yyjson_mut_obj_add_obj(document, yyjson_mut_doc_get_root(document), name);
  yyjson_mut_obj_add_uint(document, object, "learned", part.learned.size());
  yyjson_mut_obj_add_uint(document, object, "held_out", part.held_out.size());
  if (before) yyjson_mut_obj_add_real(document, object, "accuracy_before", *before);
  if (after) yyjson_mut_obj_add_real(document, object, "accuracy_after", *after);
}

void print_json(const Options& options, const Part& fresh, const Part& old, const Outcome& outcome) {
  const JsonBuilder builder = new_json();
  yyjson_mut_doc* document = builder.get();
  yyjson_mut_val* root = yyjson_mut_obj(document);
  yyjson_mut_doc_set_root(document, root);
  yyjson_mut_obj_add_val(document, root, "weights", json_text(document, options.out));
  yyjson_mut_obj_add_uint(document, root, "bytes", outcome.bytes);
  yyjson_mut_obj_add_real(document, root, "seconds", outcome.seconds);
  add_part(document, "new", fresh, outcome.new_before, outcome.new_after);
  add_part(document, "old", old, outcome.old_before, outcome.old_after);
  std::printf("%s\n", to_text(document).c_str());
}

// Learns, and writes the weights.
Result<Outcome> learn(const Options& options, const trainer::LoadedWeights& weights,
                      const std::vector<std::string>& classes, const Part& fresh, const Part& old) {
  const Model& model = *weights.model;
  const DType type = trainer::type_of(weights);
  trainer::AdaptationOptions how = options.adaptation;
  how.eight_bits = type == DType::i8;
  auto adaptation = trainer::adapt(model, fresh.learned, old.learned, how);
  if (!adaptation) return std::unexpected(adaptation.error());
  auto trainer = Trainer::create(std::move(adaptation->recipe), std::move(adaptation->data), {}, &model);
  if (!trainer) return std::unexpected(trainer.error());
  Threads threads(options.threads);
  const trainer::ParallelFor parallel_for = threads.parallel_for();
  Outcome outcome;
  outcome.new_before = accuracy(*trainer, fresh.held_out, parallel_for);
  outcome.old_before = accuracy(*trainer, old.held_out, parallel_for);
  const auto start = std::chrono::steady_clock::now();
  while (!trainer->finished())
    if (const trainer::BatchResult batch = trainer->step(parallel_for); !batch.not_finite.empty())
      return fail("the training has diverged (%s is not finite): take a lower --learning-rate",
                  batch.not_finite.c_str());
  outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  outcome.new_after = accuracy(*trainer, fresh.held_out, parallel_for);
  outcome.old_after = accuracy(*trainer, old.held_out, parallel_for);
  const std::string learnt = std::to_string(fresh.learned.size()) + " samples of the user's own, with " +
                             std::to_string(old.learned.size()) + " to be replayed, " +
                             std::to_string(trainer->recipe().epochs) + " epochs, seed " +
                             std::to_string(how.seed);
  const std::vector<uint8_t> bytes =
      write_safetensors(trainer::export_adapted(model, *trainer, classes, type, learnt));
  outcome.bytes = bytes.size();
  if (auto written = write_file(options.out, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
      !written)
    return std::unexpected(written.error());
  return outcome;
}

Result<void> run(const Options& options) {
  const auto bytes = read_weights(options.weights);
  if (!bytes) return std::unexpected(bytes.error());
  const auto weights = trainer::load_weights(weights_name(options.weights), *bytes);
  if (!weights) return std::unexpected(weights.error());
  const auto classes = trainer::labels_with(*weights->model, options.new_labels);
  if (!classes) return std::unexpected(in("--new-labels", classes.error()));
  const uint64_t seed = options.adaptation.seed;
  auto all = read_all(options.data, options, *classes, trainer::dataset_of);
  if (!all) return std::unexpected(all.error());
  const auto fresh = divided(std::move(*all), options.held_out, SIZE_MAX, seed);
  if (!fresh) return std::unexpected(in("--data", fresh.error()));
  auto replayed = read_all(options.replay, options, *classes, trainer::dataset_of);
  if (!replayed) return std::unexpected(replayed.error());
  auto old = divided(std::move(*replayed), options.held_out, most_old_held_out, seed);
  if (!old) return std::unexpected(in("--replay", old.error()));
  if (!options.outsiders.empty() && !weights->model->knows_outsiders())
    return fail("--outsiders: %s have no output for what is none of the labels", weights->name.c_str());
  const auto outsiders = read_all(options.outsiders, options, *classes, trainer::outsiders_of);
  if (!outsiders) return std::unexpected(outsiders.error());
  append(old->learned, *outsiders);
  const auto outcome = learn(options, *weights, *classes, *fresh, *old);
  if (!outcome) return std::unexpected(in(weights->name, outcome.error()));
  (options.json ? print_json : print_text)(options, *fresh, *old, *outcome);
  return {};
}

}  // namespace

void add_adapt(CLI::App& program, int& status) {
  const auto options = std::make_shared<Options>();
  CLI::App& command = *program.add_subcommand(
      "adapt",
      "Teach finished weights new samples, of their labels or of new ones, without forgetting the old");
  command.option_defaults()->always_capture_default();
  command.add_option("--weights", options->weights, "Weights file; without it the ones built in");
  command
      .add_option(
          "--data", options->data,
          "The new samples: pictures in folders or a ZIP, ink, or MNIST's folder, as `train` takes them")
      ->required();
  command.add_option("--replay", options->replay,
                     "Old samples that are replayed so that they are not forgotten: sources as for --data");
  command.add_option("--outsiders", options->outsiders,
                     "The same of what is none of the labels, so that it stays rejected");
  command.add_option("--new-labels", options->new_labels, "Labels of --data that the weights have not")
      ->delimiter(',');
  command.add_option("--out", options->out, "The weights file to write");
  command
      .add_option("--held-out", options->held_out,
                  "Share of the new and the old samples that is not learned, but measured with")
      ->check(CLI::Range(0.0, 0.9));
  command
      .add_option("--epochs", options->adaptation.epochs,
                  "Over the new samples; 0: as many as show 4,000 samples, at least 8")
      ->check(CLI::Range(0, 10'000));
  command.add_option("--learning-rate", options->adaptation.learning_rate, "At its beginning; falls to 0");
  command.add_option("--replay-share", options->adaptation.replay_share, "Of what an epoch shows, 0 to 0.99");
  command.add_option("--batch", options->adaptation.batch, "Samples per step, at most")
      ->check(CLI::Range(2, 4096));
  command.add_flag("--augment,!--no-augment", options->adaptation.augment,
                   "Distort the samples at random while learning");
  command.add_option("--seed", options->adaptation.seed, "Another seed holds out and learns otherwise");
  command.add_option("--threads", options->threads, "They change the speed, never the weights")
      ->check(CLI::Range(1, 1024));
  command.add_flag("--json", options->json, "Print one JSON object");
  command.callback([options, &status] { status = exit_status(run(*options)); });
}

}  // namespace inkling
