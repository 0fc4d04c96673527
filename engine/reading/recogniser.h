// From ink or pictures to readings: the whole way in one call.
#pragma once

#include "engine/core/error.h"
#include "engine/glyph/normalise.h"
#include "engine/ink/ink.h"
#include "engine/network/session.h"
#include "engine/picture/image.h"
#include "engine/reading/reading.h"

namespace inkling {

// The glyph of ink or of a picture, and where it came from.
struct Seen {
  Glyph glyph{};
  Transform to_glyph;  // from the ink's or picture's coordinates
  Box box;             // of the sign, in the ink's or picture's coordinates
};

// rasterise, then normalise.  Nothing if there is no ink.
std::optional<Seen> see(const Ink& ink);

// Finds the digit on a grey picture (white paper is 255), then normalises it; a 28x28 picture is a glyph
// already.
std::optional<Seen> see(const Image& grey);

class Recogniser {
 public:
  explicit Recogniser(Session session);

  // What is seen, read as one sign; an empty reading for nothing.
  Result<Reading> read(const std::optional<Seen>& seen);

  // logits: [glyphs, outputs], written.
  Result<void> logits(std::span<const Glyph> glyphs, std::span<float> logits);

  const Model& model() const { return session_.model(); }
  const Session& session() const { return session_; }

 private:
  Session session_;
  std::vector<float> input_;  // [batch, 28, 28, planes]
};

}  // namespace inkling
