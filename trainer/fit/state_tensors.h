// A trainer's state as a part of a safetensors file: its arrays are tensors, its numbers metadata.
#pragma once

#include <string>

#include "engine/weights/safetensors.h"
#include "trainer/fit/trainer.h"

namespace inkling::trainer {

// Adds every field under its name in for_each_field(), with `prefix` in front.  Empty arrays are left out.
void put_state(Safetensors& file, const std::string& prefix, const TrainerState& state);

// The same bits again.  An array that is not there is empty; a number that is not there is an error by name.
Result<TrainerState> take_state(const Safetensors& file, const std::string& prefix);

}  // namespace inkling::trainer
