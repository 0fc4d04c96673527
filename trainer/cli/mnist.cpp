#include "trainer/cli/mnist.h"

#include "trainer/cli/files.h"
#include "trainer/data/idx.h"

namespace inkling {
namespace {

bool is_there(const std::filesystem::path& path) {
  std::error_code code;
  return std::filesystem::exists(path, code);
}

std::string name_of(MnistHalf half) {
  return half == MnistHalf::training ? "train" : "t10k";
}

}  // namespace

bool holds_mnist(const std::filesystem::path& folder) {
  for (const MnistHalf half : {MnistHalf::training, MnistHalf::test})
    for (const std::filesystem::path& file : mnist_files(folder, half))
      if (is_there(file)) return true;
  return false;
}

std::array<std::filesystem::path, 2> mnist_files(const std::filesystem::path& folder, MnistHalf half) {
  std::array files = {folder / (name_of(half) + "-images-idx3-ubyte"),
                      folder / (name_of(half) + "-labels-idx1-ubyte")};
  for (std::filesystem::path& file : files) {
    const std::filesystem::path packed = file.string() + ".gz";
    if (!is_there(file) && is_there(packed)) file = packed;
  }
  return files;
}

Result<trainer::Dataset> read_mnist(const std::filesystem::path& folder, MnistHalf half) {
  const auto files = mnist_files(folder, half);
  for (const std::filesystem::path& path : files) {
    if (!is_there(path)) {
      return fail(
          "%s: no such file, nor with .gz; run tools/fetch-mnist, which puts MNIST into data/mnist, or name "
          "the folder that holds it with --data",
          path.c_str());
    }
  }
  const auto images = read_unpacked(files[0]);
  if (!images) return std::unexpected(images.error());
  const auto labels = read_unpacked(files[1]);
  if (!labels) return std::unexpected(labels.error());
  auto data = trainer::parse_mnist(*images, *labels);
  if (!data) return std::unexpected(in((folder / name_of(half)).string() + "-*-ubyte", data.error()));
  return data;
}

}  // namespace inkling
