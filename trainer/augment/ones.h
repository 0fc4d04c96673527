// Ones as other people write them.  Most write a plain line; flags and feet are rare where they do, and to a
// network that has met few of them, a 1 with a long flag looks much like a 7.
#pragma once

#include "engine/ink/ink.h"
#include "trainer/random.h"

namespace inkling::trainer {

// A 1, every third one with a flag of at most `longest` times its height, if it is one line that the pen drew
// downwards.  A flag is a line from the left or from below to the top; now and then it is a stroke of its
// own, the first or the last, and now and then the 1 gets a foot as well: a level stroke under it.
Ink flagged_one(const Ink& one, float longest, Random& random);

}  // namespace inkling::trainer
