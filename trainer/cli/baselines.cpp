// `inkling baselines`: simpler models beside the networks, trained and tested on the same data.
#include <chrono>
#include <cstdio>
#include <thread>

#include "engine/core/json.h"
#include "trainer/baselines/forest.h"
#include "trainer/baselines/linear.h"
#include "trainer/cli/commands.h"
#include "trainer/cli/mnist.h"
#include "trainer/cli/weights.h"

namespace inkling {
namespace {

using trainer::Dataset;
using trainer::Forest;
using trainer::LinearKind;
using trainer::LinearModel;

constexpr uint32_t forest_seed = 1;

struct Options {
  std::string data = "data/mnist";
  std::vector<std::string> weights;
  double cost = 1;
  int trees = 200;
  bool json = false;
};

struct Row {
  std::string model;
  double accuracy = 0;           // on the test half
  size_t bytes = 0;              // of the weights, or of the weights file
  double training_seconds = -1;  // below 0 if it was not trained here
  double microseconds = 0;       // of one reading, on one thread
};

class Stopwatch {
 public:
  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// Times the fitting and the reading, one image at a time.  fit() gives a Result of a model.
template <class Fit>
Result<Row> fitted_row(const char* name, const Dataset& test, Fit fit) {
  std::fprintf(stderr, "%s: fitting\n", name);
  Row row{name, 0, 0, 0, 0};
  const Stopwatch fitting;
  const auto model = fit();
  if (!model) return std::unexpected(in(name, model.error()));
  row.training_seconds = fitting.seconds();
  row.bytes = model->bytes();
  const Stopwatch reading;
  size_t right = 0;
  for (size_t i = 0; i < test.size(); ++i) right += model->read(test.glyphs[i]) == test.labels[i];
  row.microseconds = 1e6 * reading.seconds() / static_cast<double>(test.size());
  row.accuracy = static_cast<double>(right) / static_cast<double>(test.size());
  return row;
}

// Reads one image at a time, as the others do.
Result<Row> network_row(const std::string& weights, const Dataset& test) {
  auto recogniser = load_recogniser(weights);
  if (!recogniser) return std::unexpected(recogniser.error());
  const auto& labels = recogniser->model().labels;
  Row row{weights.empty() ? "network, built in" : "network, " + weights, 0, recogniser->model().file_bytes,
          -1, 0};
  std::vector<float> logits(labels.size());
  size_t right = 0;
  const Stopwatch reading;
  for (size_t i = 0; i < test.size(); ++i) {
    if (const auto ran = recogniser->logits({&test.glyphs[i], 1}, logits); !ran)
      return std::unexpected(ran.error());
    const auto top = std::max_element(logits.begin(), logits.end()) - logits.begin();
    right += labels[static_cast<size_t>(top)] == test.classes[test.labels[i]];
  }
  row.microseconds = 1e6 * reading.seconds() / static_cast<double>(test.size());
  row.accuracy = static_cast<double>(right) / static_cast<double>(test.size());
  return row;
}

Result<std::vector<Row>> measure(const Options& options) {
  const auto training = read_mnist(options.data, MnistHalf::training);
  if (!training) return std::unexpected(training.error());
  const auto test = read_mnist(options.data, MnistHalf::test);
  if (!test) return std::unexpected(test.error());
  std::vector<Row> rows;
  const auto linear = [&](LinearKind kind) {
    return [&, kind] { return LinearModel::fit(*training, kind, options.cost); };
  };
  const auto forest = [&] {
    const int threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    return Forest::fit(*training, options.trees, forest_seed, threads);
  };
  Result<Row> fitted[] = {fitted_row("logistic regression", *test, linear(LinearKind::logistic_regression)),
                          fitted_row("linear SVM", *test, linear(LinearKind::support_vector_machine)),
                          fitted_row("random forest", *test, forest)};
  for (Result<Row>& row : fitted) {
    if (!row) return std::unexpected(row.error());
    rows.push_back(std::move(*row));
  }
  const std::vector<std::string> built_in = {""};
  for (const std::string& weights : options.weights.empty() ? built_in : options.weights) {
    auto row = network_row(weights, *test);
    if (!row) return std::unexpected(row.error());
    rows.push_back(std::move(*row));
  }
  return rows;
}

void print_json(const std::vector<Row>& rows) {
  const JsonBuilder builder = new_json();
  yyjson_mut_doc* document = builder.get();
  yyjson_mut_val* root = yyjson_mut_arr(document);
  yyjson_mut_doc_set_root(document, root);
  for (const Row& row : rows) {
    yyjson_mut_val* object = yyjson_mut_arr_add_obj(document, root);
    yyjson_mut_obj_add_val(document, object, "model", json_text(document, row.model));
    yyjson_mut_obj_add_real(document, object, "accuracy", row.accuracy);
    yyjson_mut_obj_add_uint(document, object, "bytes", row.bytes);
    if (row.training_seconds >= 0)
      yyjson_mut_obj_add_real(document, object, "training_seconds", row.training_seconds);
    else
      yyjson_mut_obj_add_null(document, object, "training_seconds");
    yyjson_mut_obj_add_real(document, object, "microseconds", row.microseconds);
  }
  std::printf("%s\n", to_text(document).c_str());
}

void print_text(const std::vector<Row>& rows) {
  size_t width = 5;
  for (const Row& row : rows) width = std::max(width, row.model.size());
  std::printf("%-*s  accuracy       bytes  trained in  a reading\n", static_cast<int>(width), "model");
  for (const Row& row : rows) {
    char trained[32] = "-";
    if (row.training_seconds >= 0) std::snprintf(trained, sizeof trained, "%.1f s", row.training_seconds);
    std::printf("%-*s  %6.2f %%  %10zu  %10s  %6.1f us\n", static_cast<int>(width), row.model.c_str(),
                100 * row.accuracy, row.bytes, trained, row.microseconds);
  }
}

Result<void> run(const Options& options) {
  const auto rows = measure(options);
  if (!rows) return std::unexpected(rows.error());
  (options.json ? print_json : print_text)(*rows);
  return {};
}

}  // namespace

void add_baselines(CLI::App& program, int& status) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand(
      "baselines", "Train simpler models on MNIST's training half and test them beside networks");
  command->add_option("--data", options->data, "Folder with MNIST's four files")->capture_default_str();
  command->add_option("--weights", options->weights, "Networks to compare; without it the one built in");
  command
      ->add_option("--cost", options->cost, "Of the linear models: the larger, the less they are regularised")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  command->add_option("--trees", options->trees, "Of the random forest")
      ->check(CLI::Range(1, 10'000))
      ->capture_default_str();
  command->add_flag("--json", options->json, "Print one JSON array");
  command->callback([options, &status] { status = exit_status(run(*options)); });
}

}  // namespace inkling
