// What a search has done so far, so that it can go on when it was killed: trials.ndjson of its folder.
//
// One JSON object a line, for each trial of each rung: "trial" and "rung" from 1, "run": the id of its run.
// Once it is done also "epochs", "validation_accuracy", "validation_loss" of its best epoch so far, or
// "diverged": true.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/error.h"

namespace inkling {

struct TrialResult {
  int64_t epochs = 0;  // trained: fewer than the rung has when it stopped early
  double validation_accuracy = 0, validation_loss = 0;
  bool diverged = false;
};

// The better one first: whoever diverged is last, then accuracy counts, then loss.
bool better(const TrialResult& a, const TrialResult& b);

struct TrialRecord {
  int trial = 0, rung = 0;  // from 0
  std::string run;
  std::optional<TrialResult> result;  // nothing while it is under way
};

class Journal {
 public:
  // Reads what is there.  Errors name the file and the line.
  static Result<Journal> open(std::filesystem::path file);

  // Nothing if it was never begun.
  const TrialRecord* find(int trial, int rung) const;
  // Adds the record or replaces it, on disk too.
  Result<void> put(const TrialRecord& record);

 private:
  std::filesystem::path file_;
  std::vector<TrialRecord> records_;
};

}  // namespace inkling
