#include "trainer/cli/weights.h"

#include "trainer/cli/files.h"

// assets/weights/default.safetensors, in the program itself: it works wherever it is moved.
extern "C" const uint8_t inkling_default_weights[];
extern "C" const unsigned long long inkling_default_weights_size;

namespace inkling {

Result<std::vector<uint8_t>> read_weights(const std::string& path) {
  if (!path.empty()) return read_file(path);
  return std::vector<uint8_t>(inkling_default_weights,
                              inkling_default_weights + inkling_default_weights_size);
}

std::string weights_name(const std::string& path) {
  return path.empty() ? "the built-in weights" : path;
}

Result<Recogniser> load_recogniser(const std::string& path) {
  const auto bytes = read_weights(path);
  if (!bytes) return std::unexpected(bytes.error());
  const std::string name = weights_name(path);
  auto model = load_model(*bytes);
  if (!model) return std::unexpected(in(name, model.error()));
  auto session = Session::create(std::move(*model));
  if (!session) return std::unexpected(in(name, session.error()));
  return Recogniser(std::move(*session));
}

}  // namespace inkling
