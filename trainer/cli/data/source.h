// Sources of labelled samples to train on: MNIST's folder, pictures, ink.
#pragma once

#include <filesystem>
#include <string>

#include "trainer/session/training_data.h"

namespace inkling {

struct Source {
  std::filesystem::path path;
  trainer::SourceKind kind = trainer::SourceKind::mnist;
  double weight = 1;  // how often an epoch has each of its samples
};

// "PATH" or "PATH:WEIGHT".  What it is, is seen from the path: a folder with MNIST's files, another folder or
// a ZIP of pictures (trainer/cli/pictures.h), or ink ending in .ndjson or .ndjson.gz.
Result<Source> source_from_text(const std::string& text);

// Where read_source() keeps things unless told otherwise: `data` in $INKLING_CACHE or in the user's own
// cache.
std::string default_cache();

// All of its samples; of MNIST those of the training half.  What has to be unpacked, decoded or rasterised is
// kept in the folder `cache`, in a file named by the hash of the source's content and of what the engine
// makes of a test picture and a test drawing, and taken from there the next time.  A damaged file there is
// made anew; one that cannot be written is named on stderr and done without.
//
// A line or picture that cannot be read is left out and listed; when none can, the source is refused.
Result<trainer::Samples> read_source(const Source& source, const std::filesystem::path& cache);

}  // namespace inkling
