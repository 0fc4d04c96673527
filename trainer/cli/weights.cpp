#include "trainer/cli/weights.h"

#include "trainer/cli/files.h"

// assets/weights/default.safetensors, in the program itself: it works wherever it is moved.
extern "C" const uint8_t inkling_default_weights[];
extern "C" const unsigned long long inkling_default_weights_size;

namespace inkling {

Result<Recogniser> load_recogniser(const std::string& path) {
  std::vector<uint8_t> bytes;
  if (path.empty()) {
    bytes.assign(inkling_default_weights, inkling_default_weights + inkling_default_weights_size);
  } else {
    auto read = read_file(path);
    if (!read) return std::unexpected(read.error());
    bytes = std::move(*read);
  }
  const std::string name = path.empty() ? "the built-in weights" : path;
  auto model = load_model(bytes);
  if (!model) return std::unexpected(in(name, model.error()));
  auto session = Session::create(std::move(*model));
  if (!session) return std::unexpected(in(name, session.error()));
  return Recogniser(std::move(*session));
}

}  // namespace inkling
