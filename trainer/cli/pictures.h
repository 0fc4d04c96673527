// Labelled pictures: a folder `label/…png|jpg`, a folder with `labels.csv` (`file,label`), or a ZIP of
// either.
#pragma once

#include <filesystem>
#include <functional>

#include "engine/core/error.h"

namespace inkling {

struct LabelledPicture {
  std::string file;  // for messages
  std::string label;
  std::vector<uint8_t> bytes;
};

// Calls visit for every PNG and JPEG, in the order of their names.  Hidden files and other kinds are passed
// over. Fails if there is no picture, if labels.csv names one that is missing, or at the first error that
// visit gives.
Result<void> for_each_picture(const std::filesystem::path& folder_or_zip,
                              const std::function<Result<void>(LabelledPicture)>& visit);

}  // namespace inkling
