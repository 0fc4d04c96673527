#include "trainer/cli/tune/search.h"

#include <algorithm>
#include <cstdio>
#include <string_view>

#include "trainer/cli/files.h"
#include "trainer/cli/run/kept_run.h"
#include "trainer/cli/run/run_folder.h"
#include "trainer/cli/run/run_training.h"
#include "trainer/cli/tune/child.h"

namespace inkling {
namespace {

namespace fs = std::filesystem;
using trainer::Range;

// What a search may be told otherwise when it goes on: nothing of it changes the weights.
constexpr std::string_view changeable[] = {"threads", "data", "out", "teacher-memory"};

std::string number(int from_zero) {
  return std::to_string(from_zero + 1);
}

// Without the lines of keys that may change or that are drawn.
std::string fixed_part(const std::string& toml, const std::vector<Range>& ranges) {
  std::string kept;
  for (std::string_view rest = toml; !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n') + 1);
    const std::string_view key = line.substr(0, line.find(' '));
    if (std::ranges::find(changeable, key) == std::end(changeable) &&
        std::ranges::find(ranges, key, &Range::key) == ranges.end())
      kept += line;
    rest.remove_prefix(line.size());
  }
  return kept;
}

// The first line of `a` that `b` does not have at its place.
std::string first_difference(std::string_view a, std::string_view b) {
  const auto [at, other] = std::ranges::mismatch(a, b);
  const size_t place = static_cast<size_t>(at - a.begin());
  const size_t begin = place == 0 ? 0 : a.rfind('\n', place - 1) + 1;
  return std::string(a.substr(begin, a.find('\n', begin) - begin));
}

bool has_diverged(const fs::path& run) {
  const auto log = read_file(run / "log.txt");
  if (!log) return false;
  std::string_view text(reinterpret_cast<const char*>(log->data()), log->size());
  if (text.ends_with('\n')) text.remove_suffix(1);
  return text.substr(text.rfind('\n') + 1).contains(diverged_sentence);
}

Result<TrialResult> result_of(const fs::path& run) {
  const auto kept = read_kept_run(run);
  if (!kept) return std::unexpected(kept.error());
  if (!kept->best) return fail("%s: has no epoch in its metrics", run.c_str());
  return TrialResult{static_cast<int64_t>(kept->metrics.size()), kept->best->validation_accuracy,
                     kept->best->validation_loss, false};
}

}  // namespace

Result<Search> Search::create(TrainingCommand command, std::vector<Range> ranges,
                              std::vector<trainer::Rung> rungs, uint64_t seed, fs::path folder) {
  Search search(std::move(command));
  search.rungs_ = std::move(rungs);
  search.folder_ = std::move(folder);
  for (int trial = 0; trial < search.rungs_.front().trials; ++trial) {
    Values values;
    for (const Range& range : ranges)
      values.emplace_back(range.key, trainer::drawn(range, seed, static_cast<uint32_t>(trial)));
    search.values_.push_back(std::move(values));
    if (auto config = search.config_of(trial, 0); !config)
      return std::unexpected(in("trial " + number(trial), config.error()));
  }
  const auto base = search.command_.with({});
  if (!base) return std::unexpected(base.error());
  search.settings_ = fixed_part(base->toml, ranges) + "\n[search]\n";
  for (const trainer::Rung& rung : search.rungs_)
    search.settings_ += "# rung: trials " + std::to_string(rung.trials) + ", epochs of each " +
                        std::to_string(rung.epochs) + "\n";
  search.settings_ += "trials = " + std::to_string(search.rungs_.front().trials) +
                      "\nrungs = " + std::to_string(search.rungs_.size()) +
                      "\nsearch-seed = " + std::to_string(seed) + "\n\n[range]\n";
  for (const Range& range : ranges) search.settings_ += range.key + " = " + toml_string(range.text) + "\n";
  return search;
}

Result<TrainingConfig> Search::config_of(int trial, int rung) const {
  Values values = this->values(trial);
  values.emplace_back("epochs", std::to_string(rungs_[static_cast<size_t>(rung)].epochs));
  values.emplace_back("out", "");  // the run keeps its weights
  return command_.with(values);
}

Result<TrainingConfig> Search::whole_training(int trial) const {
  return command_.with(values(trial));
}

Result<void> Search::keep_settings() const {
  const fs::path file = folder_ / "search.toml";
  if (std::error_code code; !fs::exists(file, code)) return write_file(file, settings_);
  const auto bytes = read_file(file);
  if (!bytes) return std::unexpected(bytes.error());
  const std::string kept(bytes->begin(), bytes->end());
  if (kept == settings_) return {};
  return fail("%s: is of another search: it has \"%s\", this one \"%s\"; choose another folder with --out",
              file.c_str(), first_difference(kept, settings_).c_str(),
              first_difference(settings_, kept).c_str());
}

// The record of a trial whose run is there to be trained.
Result<TrialRecord> Search::begun(Journal& journal, int trial, int rung) const {
  if (const TrialRecord* known = journal.find(trial, rung)) return *known;
  const auto config = config_of(trial, rung);
  if (!config) return std::unexpected(config.error());
  const bool anew = rung == 0 || trainer::needs_length(config->recipe);
  const std::string name = (config->name.empty() ? "tune" : config->name) + "-trial-" + number(trial) +
                           (rung > 0 ? "-rung-" + number(rung) : "");
  auto folder = anew ? RunFolder::create(config->runs, name)
                     : RunFolder::open(config->runs, journal.find(trial, rung - 1)->run);
  if (!folder) return std::unexpected(folder.error());
  // Noted last: a search killed before begins this trial again.
  if (auto written = write_file(*folder / "config.toml", config->toml); !written)
    return std::unexpected(written.error());
  TrialRecord record{trial, rung, folder->id(), {}};
  if (auto written = journal.put(record); !written) return std::unexpected(written.error());
  return record;
}

Result<TrialRecord> Search::trained(Journal& journal, int trial, int rung) const {
  auto record = begun(journal, trial, rung);
  if (!record || record->result) return record;
  const auto config = config_of(trial, rung);
  if (!config) return std::unexpected(config.error());
  const fs::path run = fs::path(config->runs) / record->run;
  const auto status = run_this_program({"train", "--runs", config->runs, "--resume", record->run});
  if (!status) return std::unexpected(status.error());
  if (*status == 0) {
    auto result = result_of(run);
    if (!result) return std::unexpected(result.error());
    record->result = *result;
  } else if (has_diverged(run)) {
    record->result = TrialResult{0, 0, 0, true};
  } else {
    return fail("trial %s cannot be trained, for the reason above.  Start the search again to go on",
                number(trial).c_str());
  }
  if (auto written = journal.put(*record); !written) return std::unexpected(written.error());
  return record;
}

void Search::announce(int trial, int rung) const {
  std::string text;
  for (const auto& [key, value] : values(trial)) text += "  " + key + " " + value;
  std::fprintf(stderr, "Rung %s of %zu, trial %s:%s\n", number(rung).c_str(), rungs_.size(),
               number(trial).c_str(), text.c_str());
}

Result<std::vector<TrialOutcome>> Search::run() {
  if (auto kept = keep_settings(); !kept) return std::unexpected(kept.error());
  auto journal = Journal::open(folder_ / "trials.ndjson");
  if (!journal) return std::unexpected(journal.error());
  std::vector<TrialOutcome> outcomes;
  for (int trial = 0; trial < rungs_.front().trials; ++trial) outcomes.push_back({trial, 0, "", {}});
  auto alive = outcomes.end();
  for (int rung = 0; rung < static_cast<int>(rungs_.size()); ++rung) {
    const auto& [trials, epochs] = rungs_[static_cast<size_t>(rung)];
    alive = std::min(alive, outcomes.begin() + trials);
    std::fprintf(stderr, "Rung %s of %zu: trials %td, epochs of each %d\n", number(rung).c_str(),
                 rungs_.size(), alive - outcomes.begin(), epochs);
    for (auto outcome = outcomes.begin(); outcome != alive; ++outcome) {
      announce(outcome->trial, rung);
      auto record = trained(*journal, outcome->trial, rung);
      if (!record) return std::unexpected(record.error());
      *outcome = {outcome->trial, rung, record->run, *record->result};
    }
    std::stable_sort(outcomes.begin(), alive,
                     [](const TrialOutcome& a, const TrialOutcome& b) { return better(a.result, b.result); });
    alive = std::find_if(outcomes.begin(), alive,
                         [](const TrialOutcome& outcome) { return outcome.result.diverged; });
    if (alive == outcomes.begin())
      return fail("every trial of rung %s has diverged: choose lower learning rates", number(rung).c_str());
  }
  return outcomes;
}

}  // namespace inkling
