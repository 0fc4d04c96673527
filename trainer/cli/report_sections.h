// The sections of a report, each with its pictures, and the files beside the page.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "trainer/cli/outcome.h"
#include "trainer/cli/report_pictures.h"
#include "trainer/fit/recipe.h"
#include "trainer/report/history.h"

namespace inkling {

// Everything the report speaks of.
struct Subject {
  std::string weights;  // their name
  const Model& model;
  std::optional<trainer::Recipe> recipe;  // of the run, if it is known
  std::vector<report::Epoch> epochs;      // empty if unknown
  std::string epochs_from;
  std::vector<LabelledSample> samples;            // that were read
  std::vector<std::vector<float>> probabilities;  // [samples][labels]
  Outcome outcome;
  GlyphsByClass training;  // empty unless the training half of the data is there
  GlyphsByClass read;      // the glyphs of `samples`
};

// index.html, its pictures as SVG, and the figures as text, CSV and JSON, all in the folder.
Result<void> write_report(const Subject& subject, const SampleSource& source,
                          const std::filesystem::path& folder);

}  // namespace inkling
