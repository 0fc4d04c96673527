#include "trainer/cli/mnist.h"

#include <string>

#include "trainer/cli/files.h"
#include "trainer/data/idx.h"

namespace inkling {

Result<trainer::Dataset> read_mnist(const std::filesystem::path& folder, MnistHalf half) {
  const std::string name = half == MnistHalf::training ? "train" : "t10k";
  const std::filesystem::path images = folder / (name + "-images-idx3-ubyte"),
                              labels = folder / (name + "-labels-idx1-ubyte");
  for (const std::filesystem::path& path : {images, labels}) {
    std::error_code error;
    if (!std::filesystem::exists(path, error)) {
      return fail(
          "%s: no such file; run tools/fetch-mnist, which puts MNIST into data/mnist, or name the folder "
          "that "
          "holds it with --data",
          path.c_str());
    }
  }
  const auto image_bytes = read_file(images);
  if (!image_bytes) return std::unexpected(image_bytes.error());
  const auto label_bytes = read_file(labels);
  if (!label_bytes) return std::unexpected(label_bytes.error());
  auto data = trainer::parse_mnist(*image_bytes, *label_bytes);
  if (!data) return std::unexpected(in((folder / name).string() + "-*-ubyte", data.error()));
  return data;
}

}  // namespace inkling
