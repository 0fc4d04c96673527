// MNIST from its folder.
#pragma once

#include <array>
#include <filesystem>
#include <string>

#include "trainer/data/dataset.h"

namespace inkling {

enum class MnistHalf { training, test };

// Whether the folder holds any of MNIST's four files.
bool holds_mnist(const std::filesystem::path& folder);

// The files of one half, images and labels: train-images-idx3-ubyte … or, where that is missing,
// train-images-idx3-ubyte.gz ….  The plain name where neither is there.
std::array<std::filesystem::path, 2> mnist_files(const std::filesystem::path& folder, MnistHalf half);

// One half of MNIST from a folder that holds the four IDX files under their own names, also gzipped.
Result<trainer::Dataset> read_mnist(const std::filesystem::path& folder, MnistHalf half);

}  // namespace inkling
