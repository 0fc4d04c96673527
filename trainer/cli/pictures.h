// Labelled pictures: a folder `label/…png|jpg`, a folder with `labels.csv` (`file,label`), or a ZIP of
// either.
#pragma once

#include <filesystem>
#include <functional>

#include "engine/core/error.h"
#include "engine/picture/image.h"

namespace inkling {

struct LabelledPicture {
  std::string file;  // for messages
  std::string label;
  Result<std::vector<uint8_t>> bytes;  // or why the file cannot be read
};

// Its grey levels; errors do not name the file.
Result<Image> decode(const LabelledPicture& picture);

// Calls visit for every PNG and JPEG, in the order of their names.  Hidden files and other kinds are passed
// over. Fails if there is no picture or if labels.csv names one that is missing.
Result<void> for_each_picture(const std::filesystem::path& folder_or_zip,
                              const std::function<void(LabelledPicture)>& visit);

}  // namespace inkling
