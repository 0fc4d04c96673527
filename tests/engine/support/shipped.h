// What reads with the weights that ship.
#pragma once

#include <catch2/catch_test_macros.hpp>

#include "engine/reading/recogniser.h"
#include "tests/engine/support/files.h"

namespace inkling::testing {

inline Recogniser shipped() {
  auto model = load_model(read_file(INKLING_SOURCE_FOLDER "/assets/weights/default.safetensors"));
  REQUIRE(model);
  auto session = Session::create(std::move(*model));
  REQUIRE(session);
  return Recogniser(std::move(*session));
}

}  // namespace inkling::testing
