// inkling runs: lists what `inkling train` has kept, sets some of it side by side, or hands it to other
// trackers.
#include <algorithm>
#include <cstdio>
#include <optional>

#include "engine/core/json.h"
#include "trainer/cli/commands.h"
#include "trainer/cli/run/kept_run.h"
#include "trainer/cli/run/run_folder.h"
#include "trainer/cli/table.h"
#include "trainer/cli/tracking/exports.h"

namespace inkling {
namespace {

namespace files = std::filesystem;

struct RunsOptions {
  std::string runs = "runs";
  std::vector<std::string> chosen;
  std::string tensorboard, mlflow, experiment = "inkling";
  bool json = false;
};

// All runs of the folder, the oldest first.  Those that cannot be read are named on stderr and counted.
std::vector<KeptRun> read_runs(const files::path& folder, int& unreadable) {
  std::vector<files::path> paths;
  std::error_code code;
  for (const auto& entry : files::directory_iterator(folder, code))
    if (files::exists(entry.path() / "config.toml", code)) paths.push_back(entry.path());
  std::ranges::sort(paths);
  std::vector<KeptRun> runs;
  for (const files::path& path : paths) {
    auto run = read_kept_run(path);
    if (run) {
      runs.push_back(std::move(*run));
    } else {
      std::fprintf(stderr, "inkling: %s\n", run.error().message.c_str());
      ++unreadable;
    }
  }
  return runs;
}

yyjson_mut_val* json_of(yyjson_mut_doc* document, const TomlValue& value) {
  if (const auto* yes = std::get_if<bool>(&value)) return yyjson_mut_bool(document, *yes);
  if (const auto* whole = std::get_if<int64_t>(&value)) return yyjson_mut_sint(document, *whole);
  if (const auto* real = std::get_if<double>(&value)) return yyjson_mut_real(document, *real);
  if (const auto* text = std::get_if<std::string>(&value)) return json_text(document, *text);
  return yyjson_mut_null(document);
}

yyjson_mut_val* json_of(yyjson_mut_doc* document, const TomlEntry& entry) {
  if (const auto* value = std::get_if<TomlValue>(&entry.value)) return json_of(document, *value);
  yyjson_mut_val* array = yyjson_mut_arr(document);
  for (const TomlValue& value : std::get<std::vector<TomlValue>>(entry.value))
    yyjson_mut_arr_append(array, json_of(document, value));
  return array;
}

void add_run(yyjson_mut_doc* document, yyjson_mut_val* array, const KeptRun& run) {
  yyjson_mut_val* object = yyjson_mut_arr_add_obj(document, array);
  yyjson_mut_obj_add_val(document, object, "id", json_text(document, run.id));
  yyjson_mut_obj_add_uint(document, object, "epochs", run.metrics.size());
  yyjson_mut_obj_add_sint(document, object, "best_epoch", run.best ? run.best->epoch : 0);
  if (run.best) {
    yyjson_mut_obj_add_real(document, object, "validation_accuracy", run.best->validation_accuracy);
    yyjson_mut_obj_add_real(document, object, "validation_loss", run.best->validation_loss);
  }
  yyjson_mut_obj_add_bool(document, object, "finished", run.bytes > 0);
  yyjson_mut_obj_add_uint(document, object, "bytes", run.bytes);
  yyjson_mut_obj_add_real(document, object, "seconds", run.seconds);
  yyjson_mut_val* configuration = yyjson_mut_obj_add_obj(document, object, "configuration");
  for (const TomlEntry& entry : run.configuration)
    yyjson_mut_obj_add(configuration, json_text(document, entry.key), json_of(document, entry));
  yyjson_mut_val* metrics = yyjson_mut_obj_add_arr(document, object, "metrics");
  for (const trainer::EpochMetrics& epoch : run.metrics) {
    const std::string line = trainer::metrics_to_ndjson({&epoch, 1});
    yyjson_mut_arr_append(metrics, yyjson_mut_rawncpy(document, line.data(), line.size() - 1));
  }
}

void print_json(const std::vector<KeptRun>& runs) {
  const JsonBuilder builder = new_json();
  yyjson_mut_val* array = yyjson_mut_arr(builder.get());
  yyjson_mut_doc_set_root(builder.get(), array);
  for (const KeptRun& run : runs) add_run(builder.get(), array, run);
  std::printf("%s\n", to_text(builder.get()).c_str());
}

std::string text_of(const char* format, auto value) {
  char text[64];
  std::snprintf(text, sizeof text, format, value);
  return text;
}

std::string best_of(const KeptRun& run, const char* format, double trainer::EpochMetrics::*field,
                    double factor = 1) {
  return run.best ? text_of(format, factor * ((*run.best).*field)) : "-";
}

void print_list(const std::vector<KeptRun>& runs) {
  std::vector<std::vector<std::string>> rows = {
      {"run", "epochs", "best", "validation", "loss", "bytes", "seconds"}};
  for (const KeptRun& run : runs) {
    rows.push_back({run.id, text_of("%zu", run.metrics.size()),
                    run.best ? text_of("%d", static_cast<int>(run.best->epoch)) : "-",
                    best_of(run, "%.2f %%", &trainer::EpochMetrics::validation_accuracy, 100),
                    best_of(run, "%.4f", &trainer::EpochMetrics::validation_loss),
                    run.bytes > 0 ? text_of("%ju", run.bytes) : "unfinished", text_of("%.1f", run.seconds)});
  }
  std::fputs(table_text(rows).c_str(), stdout);
}

std::string value_of(const KeptRun& run, const std::string& key) {
  const auto found = std::ranges::find(run.configuration, key, &TomlEntry::key);
  return found == run.configuration.end() ? "-" : found->text;
}

// What differs between the configurations, then what came of it.
void print_comparison(const std::vector<KeptRun>& runs) {
  std::vector<std::vector<std::string>> rows;
  const auto add_row = [&](const std::string& name, auto cell) {
    rows.push_back({name});
    for (const KeptRun& run : runs) rows.back().push_back(cell(run));
  };
  add_row("run", [](const KeptRun& run) { return run.id; });
  std::vector<std::string> keys;  // of any of the runs
  for (const KeptRun& run : runs) {
    for (const TomlEntry& entry : run.configuration)
      if (std::ranges::find(keys, entry.key) == keys.end()) keys.push_back(entry.key);
  }
  const auto same_in_all = [&](const std::string& key) {
    return std::ranges::all_of(
        runs, [&](const KeptRun& run) { return value_of(run, key) == value_of(runs.front(), key); });
  };
  for (const std::string& key : keys) {
    if (!same_in_all(key)) add_row(key, [&](const KeptRun& run) { return value_of(run, key); });
  }
  add_row("epochs done", [](const KeptRun& run) { return text_of("%zu", run.metrics.size()); });
  add_row("best epoch", [](const KeptRun& run) {
    return run.best ? text_of("%d", static_cast<int>(run.best->epoch)) : "-";
  });
  const auto add_best = [&](const char* name, const char* format, double trainer::EpochMetrics::*field,
                            double factor) {
    add_row(name, [&](const KeptRun& run) { return best_of(run, format, field, factor); });
  };
  add_best("validation accuracy", "%.2f %%", &trainer::EpochMetrics::validation_accuracy, 100);
  add_best("validation loss", "%.4f", &trainer::EpochMetrics::validation_loss, 1);
  add_best("training accuracy", "%.2f %%", &trainer::EpochMetrics::training_accuracy, 100);
  add_best("training loss", "%.4f", &trainer::EpochMetrics::loss, 1);
  add_best("images/s", "%.0f", &trainer::EpochMetrics::images_per_second, 1);
  add_row("bytes", [](const KeptRun& run) {
    return run.bytes > 0 ? text_of("%ju", run.bytes) : std::string("unfinished");
  });
  add_row("seconds", [](const KeptRun& run) { return text_of("%.1f", run.seconds); });
  std::fputs(table_text(rows).c_str(), stdout);
  std::printf("%td values of the configuration are the same\n", std::ranges::count_if(keys, same_in_all));
}

Result<void> export_runs(const std::vector<KeptRun>& runs, const RunsOptions& options) {
  for (const KeptRun& run : runs) {
    if (!options.tensorboard.empty()) {
      if (auto done = export_to_tensorboard(run, options.tensorboard); !done) return done;
      std::printf("%s: exported to %s\n", run.id.c_str(), options.tensorboard.c_str());
    }
    if (options.mlflow.empty()) continue;
    const auto done = export_to_mlflow(run, options.mlflow, options.experiment);
    if (!done) return std::unexpected(done.error());
    std::printf("%s\n", done->c_str());
  }
  return {};
}

int run(const RunsOptions& options) {
  std::vector<KeptRun> runs;
  int unreadable = 0;
  if (options.chosen.empty()) runs = read_runs(options.runs, unreadable);
  for (const std::string& chosen : options.chosen) {
    const auto path = find_run(options.runs, chosen);
    if (!path) return exit_status(std::unexpected(path.error()));
    auto read = read_kept_run(*path);
    if (!read) return exit_status(std::unexpected(read.error()));
    runs.push_back(std::move(*read));
  }
  if (!options.tensorboard.empty() || !options.mlflow.empty()) {
    if (const auto done = export_runs(runs, options); !done) return exit_status(done);
  } else if (options.json) {
    print_json(runs);
  } else if (runs.empty()) {
    std::printf("No runs in %s: inkling train makes them\n", options.runs.c_str());
  } else if (options.chosen.empty()) {
    print_list(runs);
  } else {
    print_comparison(runs);
  }
  return unreadable > 0 ? 1 : 0;
}

}  // namespace

void add_runs(CLI::App& program, int& status) {
  auto options = std::make_shared<RunsOptions>();
  CLI::App& command = *program.add_subcommand("runs", "List the trainings that were kept, or compare some");
  command.option_defaults()->always_capture_default();
  command.add_option("run", options->chosen,
                     "Runs to set side by side or to export, by id or folder; none: all");
  command.add_option("--runs", options->runs, "The folder that keeps the runs");
  command.add_flag("--json", options->json, "Print everything that is known of the runs as JSON");
  command.add_option("--export-tensorboard", options->tensorboard,
                     "Folder for event files of these runs: tensorboard --logdir FOLDER shows them");
  command.add_option("--export-mlflow", options->mlflow,
                     "MLflow tracking server for these runs, such as http://localhost:5000");
  command.add_option("--experiment", options->experiment,
                     "Of --export-mlflow: the experiment they belong to");
  command.callback([options, &status] { status = run(*options); });
}

}  // namespace inkling
