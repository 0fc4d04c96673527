// From what is seen of ink or pictures to readings.
#pragma once

#include "engine/core/error.h"
#include "engine/network/session.h"
#include "engine/reading/reading.h"
#include "engine/reading/see.h"

namespace inkling {

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
