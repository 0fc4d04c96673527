// inkling tune: searches the values with which `inkling train` does best on the validation images.
#include <cstdio>

#include "engine/core/json.h"
#include "trainer/cli/commands.h"
#include "trainer/cli/files.h"
#include "trainer/cli/table.h"
#include "trainer/cli/toml_file.h"
#include "trainer/cli/tune/search.h"

namespace inkling {
namespace {

using trainer::Range;

// What a search cannot draw: it decides how trials are compared, not how good they are.
constexpr const char* never_drawn[] = {
    "epochs",           "seed",       "data",       "classes",         "train-folds",
    "validation-folds", "use-fold-0", "validation", "limit",           "split-seed",
    "teacher-memory",   "out",        "threads",    "checkpoint-every"};

struct TuneOptions {
  std::vector<std::string> ranges;
  std::string ranges_file, out = "tuned";
  trainer::Halving halving;
  uint64_t seed = 1;
  bool json = false;
};

struct RangeText {
  std::string key, text, place;  // place: where it was written, for errors
};

Result<std::vector<RangeText>> range_texts(const TuneOptions& options) {
  std::vector<RangeText> texts;
  if (!options.ranges_file.empty()) {
    const auto entries = read_toml(options.ranges_file);
    if (!entries) return std::unexpected(entries.error());
    for (const TomlEntry& entry : *entries) {
      const std::string place = options.ranges_file + ":" + std::to_string(entry.line);
      const std::string* text = text_of(entry);
      if (!text)
        return fail("%s: %s: expected a range in quotes, as in \"0.001:0.03:log\"", place.c_str(),
                    entry.key.c_str());
      texts.push_back({entry.key, *text, place});
    }
  }
  for (const std::string& range : options.ranges) {
    const size_t equals = range.find('=');
    if (equals == range.npos)
      return fail("--range %s: expected KEY=RANGE, as in learning-rate=0.001:0.03:log", range.c_str());
    const std::string key = range.substr(0, equals);
    std::erase_if(texts, [&](const RangeText& text) { return text.key == key && text.place != "--range"; });
    texts.push_back({key, range.substr(equals + 1), "--range"});
  }
  if (texts.empty()) return fail("there is nothing to search: name values with --range or --ranges");
  return texts;
}

Result<Range> range_of(const RangeText& text, const TrainingCommand& command) {
  const auto kind = command.kind_of(text.key);
  if (!kind) return fail("%s is no value of a training: `inkling train --help` lists them", text.key.c_str());
  if (std::ranges::find(never_drawn, text.key) != std::end(never_drawn))
    return fail("%s is the same in all trials, or they could not be compared: give it as --%s",
                text.key.c_str(), text.key.c_str());
  if (command.has_flag(text.key))
    return fail("%s is given as --%s too: leave one of them out", text.key.c_str(), text.key.c_str());
  const bool whole = *kind == ValueKind::whole || *kind == ValueKind::unsigned_whole;
  return trainer::range_from_text(text.key, text.text,
                                  whole                      ? trainer::RangeOf::whole_numbers
                                  : *kind == ValueKind::real ? trainer::RangeOf::numbers
                                                             : trainer::RangeOf::other);
}

Result<std::vector<Range>> ranges_of(const TuneOptions& options, const TrainingCommand& command) {
  const auto texts = range_texts(options);
  if (!texts) return std::unexpected(texts.error());
  std::vector<Range> ranges;
  for (const RangeText& text : *texts) {
    auto range = range_of(text, command);
    if (!range) return std::unexpected(in(text.place, range.error()));
    if (std::ranges::find(ranges, range->key, &Range::key) != ranges.end())
      return fail("%s: %s has a range already", text.place.c_str(), text.key.c_str());
    ranges.push_back(std::move(*range));
  }
  return ranges;
}

Result<Search> search_of(const TuneOptions& options, std::vector<std::string> training) {
  auto command = TrainingCommand::parse(std::move(training));
  if (!command) return std::unexpected(command.error());
  auto ranges = ranges_of(options, *command);
  if (!ranges) return std::unexpected(ranges.error());
  const auto base = command->with({});
  if (!base) return std::unexpected(base.error());
  trainer::Halving halving = options.halving;
  halving.epochs = base->recipe.epochs;
  auto rungs = trainer::rungs_of(halving);
  if (!rungs) return fail("--%s", rungs.error().message.c_str());
  return Search::create(std::move(*command), std::move(*ranges), std::move(*rungs), options.seed,
                        options.out);
}

// Why a promoted trial begins anew, where it does.
void explain_rungs(const Search& search) {
  if (search.rungs().size() < 2) return;
  for (int trial = 0; trial < search.rungs().front().trials; ++trial) {
    const auto config = search.whole_training(trial);
    if (!config || !trainer::needs_length(config->recipe)) continue;
    std::fprintf(
        stderr,
        "With the schedules cosine and one-cycle, and with 8-bit epochs at the end, a training depends on "
        "its number of epochs from the first, so trials that go on to the next rung are trained anew; with "
        "constant, step and plateau their runs would go on\n");
    return;
  }
}

std::string text_of(const char* format, auto value) {
  char text[64];
  std::snprintf(text, sizeof text, format, value);
  return text;
}

std::string table_of(const Search& search, const std::vector<TrialOutcome>& outcomes) {
  std::vector<std::vector<std::string>> rows = {{"trial", "rung", "epochs", "validation", "loss"}};
  for (const auto& [key, value] : search.values(0)) rows[0].push_back(key);
  rows[0].push_back("run");
  for (const TrialOutcome& outcome : outcomes) {
    const TrialResult& result = outcome.result;
    rows.push_back({text_of("%d", outcome.trial + 1), text_of("%d", outcome.rung + 1),
                    result.diverged ? "-" : text_of("%d", static_cast<int>(result.epochs)),
                    result.diverged ? "diverged" : text_of("%.2f %%", 100 * result.validation_accuracy),
                    result.diverged ? "-" : text_of("%.4f", result.validation_loss)});
    for (const auto& [key, value] : search.values(outcome.trial)) rows.back().push_back(value);
    rows.back().push_back(outcome.run);
  }
  return table_text(rows);
}

void print_json(const Search& search, const std::vector<TrialOutcome>& outcomes, const std::string& best) {
  const JsonBuilder builder = new_json();
  yyjson_mut_doc* document = builder.get();
  yyjson_mut_val* root = yyjson_mut_obj(document);
  yyjson_mut_doc_set_root(document, root);
  yyjson_mut_obj_add_val(document, root, "best", json_text(document, best));
  yyjson_mut_val* rungs = yyjson_mut_obj_add_arr(document, root, "rungs");
  for (const trainer::Rung& rung : search.rungs()) {
    yyjson_mut_val* object = yyjson_mut_arr_add_obj(document, rungs);
    yyjson_mut_obj_add_int(document, object, "trials", rung.trials);
    yyjson_mut_obj_add_int(document, object, "epochs", rung.epochs);
  }
  yyjson_mut_val* trials = yyjson_mut_obj_add_arr(document, root, "trials");
  for (const TrialOutcome& outcome : outcomes) {
    yyjson_mut_val* object = yyjson_mut_arr_add_obj(document, trials);
    yyjson_mut_obj_add_int(document, object, "trial", outcome.trial + 1);
    yyjson_mut_obj_add_int(document, object, "rung", outcome.rung + 1);
    yyjson_mut_obj_add_val(document, object, "run", json_text(document, outcome.run));
    yyjson_mut_obj_add_bool(document, object, "diverged", outcome.result.diverged);
    if (!outcome.result.diverged) {
      yyjson_mut_obj_add_sint(document, object, "epochs", outcome.result.epochs);
      yyjson_mut_obj_add_real(document, object, "validation_accuracy", outcome.result.validation_accuracy);
      yyjson_mut_obj_add_real(document, object, "validation_loss", outcome.result.validation_loss);
    }
    yyjson_mut_val* values = yyjson_mut_obj_add_obj(document, object, "values");
    for (const auto& [key, value] : search.values(outcome.trial))
      yyjson_mut_obj_add(values, json_text(document, key), json_text(document, value));
  }
  std::printf("%s\n", to_text(document).c_str());
}

Result<void> finish(const TuneOptions& options, const Search& search,
                    const std::vector<TrialOutcome>& outcomes) {
  const std::filesystem::path folder = options.out, best = folder / "best.toml";
  const auto config = search.whole_training(outcomes.front().trial);
  if (!config) return std::unexpected(config.error());
  const std::string table = table_of(search, outcomes);
  if (auto written = write_file(best, config->toml); !written) return written;
  if (auto written = write_file(folder / "table.txt", table); !written) return written;
  if (options.json) {
    print_json(search, outcomes, best.string());
  } else {
    std::printf("%sThe best is run %s; train it again with: inkling train --config %s\n", table.c_str(),
                outcomes.front().run.c_str(), best.c_str());
  }
  return {};
}

int run(const TuneOptions& options, std::vector<std::string> training) {
  auto search = search_of(options, std::move(training));
  if (!search) {
    std::fprintf(stderr, "inkling: %s\n", search.error().message.c_str());
    return wrong_usage;
  }
  explain_rungs(*search);
  const auto outcomes = search->run();
  if (!outcomes) return exit_status(std::unexpected(outcomes.error()));
  return exit_status(finish(options, *search, *outcomes));
}

}  // namespace

void add_tune(CLI::App& program, int& status) {
  auto options = std::make_shared<TuneOptions>();
  CLI::App& command = *program.add_subcommand(
      "tune", "Search values for a training: many short trainings, of which the best go on");
  command.allow_extras();
  command.footer(
      "Every other flag is one of `inkling train` and holds for all trials; --epochs are those of the last "
      "rung.\n"
      "Trials are chosen by the validation images alone.  A search that was stopped goes on when the same\n"
      "command is given again.\n"
      "  inkling tune --trials 9 --epochs 9 --schedule constant \\\n"
      "    --range learning-rate=0.001:0.03:log --range \"network=8,16,pool|16,16,pool\"");
  command.option_defaults()->always_capture_default();
  command
      .add_option("--range", options->ranges,
                  "What to draw a value from, once for each: KEY=LOW:HIGH, KEY=LOW:HIGH:log or KEY=A|B|C")
      ->allow_extra_args(false);
  command.add_option("--ranges", options->ranges_file,
                     "A TOML file with lines KEY = \"RANGE\"; --range wins over it");
  command.add_option("--trials", options->halving.trials, "Trials of the first rung");
  command.add_option("--factor", options->halving.factor,
                     "One trial in so many goes on to the next rung, for so many times the epochs");
  command.add_option("--rungs", options->halving.rungs,
                     "How many; 0: as many as lead from all trials down to one");
  command.add_option("--search-seed", options->seed, "The same seed draws the same trials");
  command.add_option("--out", options->out,
                     "Folder for best.toml and what the search has to remember; it goes on from there");
  command.add_flag("--json", options->json, "Print the outcome as JSON");
  command.callback([options, &command, &status] { status = run(*options, command.remaining()); });
}

}  // namespace inkling
