// The search behind `inkling tune`: rungs of trials, each a run of `inkling train` in a program of its own.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "trainer/cli/training_command.h"
#include "trainer/cli/tune/journal.h"
#include "trainer/search/halving.h"
#include "trainer/search/range.h"

namespace inkling {

// What came of a trial, as far as it got.
struct TrialOutcome {
  int trial = 0, rung = 0;  // from 0; the last rung it was in
  std::string run;          // the id of its last run
  TrialResult result;
};

class Search {
 public:
  // Draws all trials and checks their configurations; nothing is trained or written yet.  folder: of the
  // search; made when it is not there.
  static Result<Search> create(TrainingCommand command, std::vector<trainer::Range> ranges,
                               std::vector<trainer::Rung> rungs, uint64_t seed, std::filesystem::path folder);

  // Goes on where the folder says that it stopped, to the end.  The outcomes, the best first.
  Result<std::vector<TrialOutcome>> run();

  // The values that a trial has.
  const Values& values(int trial) const { return values_[static_cast<size_t>(trial)]; }
  // What trains the trial as the last rung does.
  Result<TrainingConfig> whole_training(int trial) const;
  const std::vector<trainer::Rung>& rungs() const { return rungs_; }

 private:
  explicit Search(TrainingCommand command) : command_(std::move(command)) {}
  Result<void> keep_settings() const;
  Result<TrainingConfig> config_of(int trial, int rung) const;
  Result<TrialRecord> begun(Journal& journal, int trial, int rung) const;
  Result<TrialRecord> trained(Journal& journal, int trial, int rung) const;
  void announce(int trial, int rung) const;

  TrainingCommand command_;
  std::vector<Values> values_;  // [trials]
  std::vector<trainer::Rung> rungs_;
  std::filesystem::path folder_;
  std::string settings_;  // search.toml
};

}  // namespace inkling
