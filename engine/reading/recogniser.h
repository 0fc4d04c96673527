// From ink or pictures to readings: the whole way in one call.
#pragma once

#include "engine/core/error.h"
#include "engine/glyph/normalise.h"
#include "engine/glyph/seen.h"
#include "engine/ink/rasterise.h"
#include "engine/network/session.h"
#include "engine/picture/image.h"
#include "engine/reading/reading.h"

namespace inkling {

// rasterise with a pen of this width, then normalise.  Nothing if there is no ink.
std::optional<Seen> see(Ink ink, float pen = pen_width);

// Finds the digit on a grey picture (white paper is 255), then normalises it.  A 28x28 picture whose ink is no
// longer than MNIST's is a glyph already, and enters unchanged.
std::optional<Seen> see(const Image& grey);

class Recogniser {
 public:
  explicit Recogniser(Session session);

  // What is seen, read as one sign; an empty reading for nothing.
  Result<Reading> read(const std::optional<Seen>& seen);

  // logits: [signs, outputs], written.  Glyphs alone are read without the pen's path.
  Result<void> logits(std::span<const Seen> signs, std::span<float> logits);
  Result<void> logits(std::span<const Glyph> glyphs, std::span<float> logits);

  const Model& model() const { return session_.model(); }
  const Session& session() const { return session_; }

 private:
  template <class Sign>
  Result<void> run(std::span<const Sign> signs, std::span<float> logits);

  Session session_;
  std::vector<float> input_;  // [batch, 28, 28, planes]
};

}  // namespace inkling
