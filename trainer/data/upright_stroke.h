// Ink that looks like a 1, whatever it was meant to be: full stops drawn as a short line, and the first
// stroke of a + or an H where a collection cut it off.  Nobody could learn, or be asked, to tell it from a
// digit.
#pragma once

#include "engine/ink/ink.h"

namespace inkling::trainer {

// Whether it is a single stroke, nearly straight and upright: at least 1.5 times as tall as it is wide, and
// its length less than 1.2 times the diagonal of its box.  tools/lib/ink.mjs has the same, for what is
// measured.
bool is_upright_stroke(const Ink& ink);

}  // namespace inkling::trainer
