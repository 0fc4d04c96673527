// Reads the IDX format of MNIST's files (LeCun, Cortes, Burges, "The MNIST database of handwritten digits").
//
//   2 bytes   0
//   1 byte    8: the values are unsigned bytes, the only type MNIST has
//   1 byte    the number of dimensions
//   4 bytes   the size of each dimension, big endian
//   the rest  the values, the last dimension fastest
#pragma once

#include <span>

#include "trainer/data/dataset.h"

namespace inkling::trainer {

// The glyphs and labels of a pair of files: images [n, 28, 28], labels [n] with values 0 to 9.  Every count
// is checked against the file's size before anything is allocated.  Errors name the offset, the value and
// what was expected, and begin with "images: " or "labels: ".
Result<Dataset> parse_mnist(std::span<const uint8_t> images, std::span<const uint8_t> labels);

}  // namespace inkling::trainer
