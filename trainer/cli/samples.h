// What is to be read: labelled samples from MNIST, ink or pictures.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/reading/recogniser.h"
#include "trainer/cli/commands.h"

namespace inkling {

struct SampleSource {
  std::string data;              // a folder with MNIST's files, of which the test half is read
  std::vector<std::string> ink;  // NDJSON files
  std::string images;            // a folder or ZIP
  std::vector<int> folds;        // of ink; all if empty
  bool normalise = false;        // recentre MNIST's images as drawings are
};

// --data, --ink and --images, of which one must be given, --fold and --normalise.
void add_source_options(CLI::App& command, SampleSource& source);

// Whether drawings by the writer are to be read.
bool in_folds(const SampleSource& source, std::string_view writer);

struct LabelledSample {
  std::string label;
  std::string writer;        // empty if unknown
  std::string place;         // the number in MNIST's file from 0, "file:line" of ink, a picture's file
  std::optional<Seen> seen;  // nothing where no ink was found or the picture cannot be decoded
};

// At least one sample.  A picture that cannot be decoded is named on stderr and was not seen.
Result<std::vector<LabelledSample>> collect(const SampleSource& source);

// The probabilities [labels] of every sample; empty where nothing was seen.
Result<std::vector<std::vector<float>>> read_all(Recogniser& recogniser,
                                                 const std::vector<LabelledSample>& samples);

}  // namespace inkling
