// `inkling bench training`: images a second, and where the time goes.
#include <chrono>
#include <cstdio>
#include <ctime>

#include "engine/core/json.h"
#include "trainer/cli/bench.h"
#include "trainer/cli/mnist.h"
#include "trainer/cli/threads.h"
#include "trainer/cli/training_profile.h"
#include "trainer/fit/trainer.h"

namespace inkling {
namespace {

using trainer::Trainer;

struct Options {
  std::string data = "data/mnist", network = "16,16,pool,32,32,pool";
  int batch = 128, threads = 2;
  double seconds = 3;
  bool profile = false, json = false;
};

constexpr int warm_up_steps = 10;

struct Speed {
  double images = 0;  // a second
  double processor_images =
      0;  // a second of processor time, of all threads together; other programs hardly move it
};

// Trains for `seconds`, whole steps.
Speed measure(Trainer& trainer, double seconds, const trainer::ParallelFor& parallel_for) {
  const auto start = std::chrono::steady_clock::now();
  const std::clock_t processor_start = std::clock();
  std::chrono::duration<double> passed{};
  double images = 0;
  do {
    images += trainer.step(parallel_for).images;
    passed = std::chrono::steady_clock::now() - start;
  } while (passed.count() < seconds && !trainer.finished());
  const double processor = static_cast<double>(std::clock() - processor_start) / CLOCKS_PER_SEC;
  return {images / passed.count(), images / processor};
}

void print(const Options& options, const Speed& speed, const TrainingProfile& shares) {
  if (!options.json) {
    std::printf("%.0f images/s, %.0f per second of processor time\n", speed.images, speed.processor_images);
    for (size_t part = 0; options.profile && part < shares.size(); ++part) {
      std::printf("  %-22s %5.1f %%\n", part_names[part], 100 * shares[part]);
    }
    return;
  }
  const JsonBuilder builder = new_json();
  yyjson_mut_doc* document = builder.get();
  yyjson_mut_val* root = yyjson_mut_obj(document);
  yyjson_mut_doc_set_root(document, root);
  yyjson_mut_obj_add_real(document, root, "images_per_second", speed.images);
  yyjson_mut_obj_add_real(document, root, "images_per_processor_second", speed.processor_images);
  if (options.profile) {
    yyjson_mut_val* profile = yyjson_mut_obj_add_obj(document, root, "profile");
    for (size_t part = 0; part < shares.size(); ++part) {
      yyjson_mut_obj_add_real(document, profile, part_names[part], shares[part]);
    }
  }
  std::printf("%s\n", to_text(document).c_str());
}

Result<void> run(const Options& options) {
  trainer::Recipe recipe;
  auto layers = trainer::layers_from_text(options.network, 10);
  if (!layers) return std::unexpected(in("--network", layers.error()));
  recipe.layers = std::move(*layers);
  recipe.batch = options.batch;
  recipe.dropout = 0;
  recipe.augmentation = trainer::no_augmentation;
  recipe.epochs = 1000;  // more than there is time for
  auto data = read_mnist(options.data, MnistHalf::training);
  if (!data) return std::unexpected(data.error());
  if (options.profile) time_kernels();
  auto made = Trainer::create(recipe, std::move(*data));
  if (!made) return std::unexpected(made.error());
  Trainer& trainer = *made;
  Threads threads(options.threads);
  const auto parallel_for = threads.parallel_for();

  for (int step = 0; step < warm_up_steps; ++step) trainer.step(parallel_for);
  Speed speed;
  TrainingProfile shares{};
  const auto training = [&](const trainer::ParallelFor& lent) {
    speed = measure(trainer, options.seconds, lent);
  };
  if (options.profile) {
    shares = profile_training(options.threads, parallel_for, training);
  } else {
    training(parallel_for);
  }
  print(options, speed, shares);
  return {};
}

}  // namespace

void add_bench_training(CLI::App& bench, int& status) {
  const auto options = std::make_shared<Options>();
  CLI::App& command =
      *bench.add_subcommand("training", "Images a second in training on MNIST, not distorted");
  command.option_defaults()->always_capture_default();
  command.add_option("--data", options->data,
                     "Folder with MNIST's four files (tools/fetch-mnist fetches them)");
  command.add_option("--network", options->network,
                     "Layers: channels of a 3x3 convolution, 5x5:16 for another size, pool, dense:64");
  command.add_option("--batch", options->batch, "Images per step");
  command.add_option("--threads", options->threads, "How many work")->check(CLI::Range(1, 1024));
  command.add_option("--seconds", options->seconds, "How long to train")->check(CLI::Range(0.1, 3600.0));
  command.add_flag("--profile", options->profile, "Also say where the time goes; slows it down a little");
  command.add_flag("--json", options->json, "Print one JSON object");
  command.callback([options, &status] { status = exit_status(run(*options)); });
}

}  // namespace inkling
