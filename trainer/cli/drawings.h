// Labelled drawings from NDJSON files, and what is said about whatever cannot be read.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "engine/ink/ndjson.h"
#include "trainer/data/samples.h"

namespace inkling {

// Calls visit(drawing, line) for each drawing that can be read and has a label, in their order; gzip is
// unpacked on the way.  What comes back are the other lines and those that visit refuses, "line 7" and why.
// Fails when the file cannot be read or when no line is left.
Result<std::vector<trainer::LeftOut>> for_each_drawing(
    const std::filesystem::path& file,
    const std::function<Result<void>(Drawing drawing, size_t line)>& visit);

// "ink.ndjson: 2 of 100 left out", a line for each of the first few with its reason, and the places of the
// others, as many as fit.  Empty for none.
std::string left_out_text(const std::string& source, size_t read,
                          const std::vector<trainer::LeftOut>& left_out);

}  // namespace inkling
