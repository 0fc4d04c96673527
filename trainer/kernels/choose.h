// Which copy of the kernels is used.
#pragma once

#include "engine/core/error.h"

namespace inkling::trainer {

// Fails when the environment variable INKLING_ISA names none of this machine's instruction sets (of baseline,
// x86-64-v3 and x86-64-v4 those that it has), and says which there are.  Programs that train call it first.
Result<void> check_named_instruction_set();

}  // namespace inkling::trainer
