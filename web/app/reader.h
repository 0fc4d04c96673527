// Reads what is written with the weights in use.
#pragma once

#include <optional>

#include "engine/picture/decode.h"
#include "engine/reading/recogniser.h"

namespace inkling::page {

class Reader {
 public:
  // Replaces the weights in use by those of the file if they are sound.
  Result<void> load(std::span<const uint8_t> weights);

  // The labels that readings choose from; empty before weights are loaded.
  const std::vector<std::string>& labels() const;

  // Empty without ink or without weights.
  Result<Reading> read(const std::optional<Seen>& seen);

 private:
  std::optional<Recogniser> recogniser_;
};

}  // namespace inkling::page
