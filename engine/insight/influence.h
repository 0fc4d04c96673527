// Why a sign is read as it is: which parts of its ink speak for the answer, and which against it.
//
// Each part is taken away in turn, the ink is read without it, and how far that lets the answer's log-odds
// fall is the part's influence (occlusion: Zeiler and Fergus, "Visualizing and Understanding Convolutional
// Networks", 2014, section 4.2, with parts of strokes instead of grey squares).  What is left stays where it
// is in the glyph of the whole ink, and so does what it says of the pen's path, or every cut would shift the
// whole sign.
#pragma once

#include <span>
#include <vector>

#include "engine/glyph/glyph.h"
#include "engine/glyph/normalise.h"
#include "engine/network/session.h"

namespace inkling {

// A place on a stroke: the index of a point, and the share of the way from there to the next one.
using Place = float;

// The points of a stroke from one place to another, both included; needs 0 <= from <= to <= points - 1.
Stroke piece_of(const Stroke& stroke, Place from, Place to);

struct Part {
  size_t stroke = 0;
  Place from = 0, middle = 0, to = 0;
  float fall = 0;  // of the answer's log-odds (natural logarithm) without it; below 0 if they rise
};

class Influence {
 public:
  // What speaks for an output of the network, in ink of one sign.  Parts overlap: each is 6 pixels of the
  // glyph long, or the whole of a shorter stroke, and begins 2 pixels behind the one before at most.  Ink of
  // too many strokes to be asked for each has no parts; nor has none.
  Influence(const Ink& ink, size_t output);

  // Reads the ink without one more part.  The session's model must have that output, and be the same in every
  // call.
  Result<void> step(Session& session);
  bool is_done() const { return done_ == parts_.size() + strokes_.size(); }

  size_t output() const { return output_; }
  // Of the whole ink: known after the first step.
  float log_odds() const { return log_odds_; }
  // Stroke by stroke, in the pen's direction.  Known once everything is done.
  std::span<const Part> parts() const { return parts_; }
  // [strokes]: the fall without the whole stroke.  Empty for a single stroke.
  std::span<const float> strokes() const { return strokes_; }

 private:
  Result<float> log_odds_of(Session& session, std::span<const float> input);
  Result<float> fall_without(Session& session, const Ink& rest);
  Result<void> read_whole(Session& session);

  Ink ink_;
  size_t output_;
  Box box_;
  Glyph glyph_{};
  Fit fit_{};
  Transform to_glyph_;
  std::vector<float> input_;   // [28, 28, planes] of the whole ink
  std::vector<float> cut_;     // the same of what is left of it
  std::vector<float> logits_;  // [outputs]
  std::vector<Part> parts_;
  std::vector<float> strokes_;
  size_t done_ = 0;
  float log_odds_ = 0;
};

}  // namespace inkling
