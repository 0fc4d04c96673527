// `inkling bench time-to-accuracy`: how long a short training takes, from reading the data on, and how good
// what comes out is on MNIST's test half.  The recipe was chosen on images held out of the training half.
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <numeric>
#include <tuple>

#include "trainer/cli/bench.h"
#include "trainer/cli/mnist.h"
#include "trainer/cli/threads.h"
#include "trainer/fit/calibrate.h"
#include "trainer/fit/trainer.h"

namespace inkling {
namespace {

using trainer::Trainer;

struct Options {
  std::string data = "data/mnist", network = "8,pool,24,pool,48,pool";
  trainer::Recipe recipe;
  int seeds = 10, threads = 2;
  size_t validation = 0;

  Options() {
    recipe.epochs = 2;
    recipe.batch = 96;
    recipe.learning_rate = 0.03f;
    recipe.dropout = 0;
    recipe.augmentation = trainer::no_augmentation;
  }
};

struct Outcome {
  double seconds = 0;
  double processor = 0;  // seconds, of all threads together
  double accuracy = 0;
};

Result<Outcome> train_once(const Options& options, uint64_t seed) {
  const auto start = std::chrono::steady_clock::now();
  const std::clock_t processor_start = std::clock();
  auto data = read_mnist(options.data, MnistHalf::training);
  if (!data) return std::unexpected(data.error());
  trainer::Dataset held_out;
  if (options.validation > 0) {
    auto parts = trainer::split_off_validation(*data, options.validation, 1);
    if (!parts) return std::unexpected(in("--validation", parts.error()));
    std::tie(*data, held_out) = std::move(*parts);
  }
  trainer::Recipe recipe = options.recipe;
  recipe.seed = seed;
  auto made = Trainer::create(recipe, std::move(*data));
  if (!made) return std::unexpected(made.error());
  Threads threads(options.threads);
  const auto parallel_for = threads.parallel_for();
  while (!made->finished()) made->step(parallel_for);
  const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start;
  const double processor = static_cast<double>(std::clock() - processor_start) / CLOCKS_PER_SEC;

  if (options.validation == 0) {
    auto test = read_mnist(options.data, MnistHalf::test);
    if (!test) return std::unexpected(test.error());
    held_out = std::move(*test);
  }
  const auto logits = made->logits(held_out.glyphs, parallel_for);
  const auto score = trainer::score({logits, held_out.labels});
  return Outcome{passed.count(), processor,
                 static_cast<double>(score.correct) / static_cast<double>(held_out.size())};
}

// The mean and the deviation of the sample.
struct Spread {
  double mean = 0, deviation = 0;
};
Spread spread_of(const std::vector<double>& values) {
  const double count = static_cast<double>(values.size());
  Spread spread{std::reduce(values.begin(), values.end()) / count, 0};
  for (const double value : values) spread.deviation += (value - spread.mean) * (value - spread.mean);
  spread.deviation = count > 1 ? std::sqrt(spread.deviation / (count - 1)) : 0;
  return spread;
}

Result<void> run(Options& options) {
  auto layers = trainer::layers_from_text(options.network, 10);
  if (!layers) return std::unexpected(in("--network", layers.error()));
  options.recipe.layers = std::move(*layers);
  std::vector<double> seconds, processor, accuracies;
  for (int seed = 1; seed <= options.seeds; ++seed) {
    const auto outcome = train_once(options, static_cast<uint64_t>(seed));
    if (!outcome) return std::unexpected(outcome.error());
    seconds.push_back(outcome->seconds);
    processor.push_back(outcome->processor);
    accuracies.push_back(100 * outcome->accuracy);
    std::printf("seed %2d: %.2f s, %.2f s of processor time, %.2f %% right\n", seed, seconds.back(),
                processor.back(), accuracies.back());
    std::fflush(stdout);
  }
  const auto print = [](const char* what, const std::vector<double>& values) {
    const Spread spread = spread_of(values);
    std::printf("%-26s %7.3f, deviation %.3f\n", what, spread.mean, spread.deviation);
  };
  std::printf("mean of %d seeds on %d threads, judged on %s images:\n", options.seeds, options.threads,
              options.validation > 0 ? "held-out" : "MNIST's test");
  print("seconds", seconds);
  print("seconds of processor time", processor);
  print("% right", accuracies);
  return {};
}

}  // namespace

void add_bench_time_to_accuracy(CLI::App& bench, int& status) {
  const auto options = std::make_shared<Options>();
  CLI::App& command = *bench.add_subcommand(
      "time-to-accuracy",
      "How long a short training on MNIST takes, reading it included, and how good it gets");
  command.option_defaults()->always_capture_default();
  command.add_option("--data", options->data,
                     "Folder with MNIST's four files (tools/fetch-mnist fetches them)");
  command.add_option("--seeds", options->seeds, "How many trainings")->check(CLI::Range(1, 1000));
  command.add_option("--threads", options->threads, "How many work")->check(CLI::Range(1, 1024));
  command.add_option("--network", options->network,
                     "Layers: channels of a 3x3 convolution, 5x5:16 for another size, pool, dense:64");
  command.add_option("--epochs", options->recipe.epochs, "How often every image is seen");
  command.add_option("--batch", options->recipe.batch, "Images per step");
  command.add_option("--learning-rate", options->recipe.learning_rate,
                     "At its highest, a third of the way through");
  command.add_option(
      "--validation", options->validation,
      "To choose a recipe: hold out so many training images and judge by them, not by the test half");
  command.callback([options, &status] { status = exit_status(run(*options)); });
}

}  // namespace inkling
