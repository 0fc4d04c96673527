// MNIST from its folder.
#pragma once

#include <filesystem>

#include "trainer/data/dataset.h"

namespace inkling {

enum class MnistHalf { training, test };

// One half of MNIST from a folder that holds the four IDX files under their own names.
Result<trainer::Dataset> read_mnist(const std::filesystem::path& folder, MnistHalf half);

}  // namespace inkling
