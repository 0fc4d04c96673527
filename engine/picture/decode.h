// Decodes PNG and JPEG files from memory.
#pragma once

#include <span>

#include "engine/core/error.h"
#include "engine/picture/image.h"

namespace inkling {

// Grey levels as they are in the file (white is 255), transparent parts on white, EXIF orientation applied.
// Refuses anything but PNG and JPEG, and pictures of more than `most_pixels`, before decoding them.
constexpr int most_pixels = 50'000'000;
Result<Image> decode_picture(std::span<const uint8_t> file);

// The luma (Rec. 601) of RGBA pixels [height, width, 4] on white; the ImageData of a browser.
Image grey_from_rgba(std::span<const uint8_t> rgba, int width, int height);

}  // namespace inkling
