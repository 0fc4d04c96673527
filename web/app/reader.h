// Reads what is written with the weights in use: as one digit, as a number, or as what it seems to be.
#pragma once

#include <memory>
#include <optional>

#include "engine/number/number_reader.h"
#include "engine/reading/recogniser.h"

namespace inkling::page {

enum class Mode : int { automatic, digit, number };

// How a digit is to be shown: what is no digit at all, and what may be another.
enum class Judgement { sure, doubtful, none };

// A reading, and what is shown of it beside its text.
struct Shown {
  Reading reading;
  std::vector<Judgement> judgements;        // [digits]
  Judgement whole = Judgement::sure;        // none when that is half of the digits at least
  std::vector<std::vector<size_t>> groups;  // [digits], the strokes of each; none of a picture

  // What stands for a digit: its label, or "?" where it is none.
  const std::string& label(size_t digit) const;
  std::string text() const;  // all of them
};

class Reader {
 public:
  // Replaces the weights in use by those of the file if they are sound.
  Result<void> load(std::span<const uint8_t> weights);

  // The weights in use; null before any are loaded.
  const std::shared_ptr<const Model>& model() const { return model_; }
  // The labels that readings choose from; empty before weights are loaded.
  const std::vector<std::string>& labels() const;

  // Empty without ink or without weights.  ink: CSS pixels; what is smaller than people write is rejected.
  // Called with almost the same ink again, it keeps what it knows.
  Result<Shown> read(const Ink& ink, Mode mode);
  // The same without touching what is kept.
  Result<Reading> read_apart(const Ink& ink, Mode mode);
  // What was read elsewhere.  probabilities: [boxes, labels].
  Shown shown_of(std::span<const float> probabilities, std::span<const Box> boxes) const;

 private:
  Result<Shown> read_with(NumberReader& number, const Ink& ink, Mode mode);
  Result<Shown> read_one(const Ink& ink);
  Shown judged(Shown shown) const;

  std::shared_ptr<const Model> model_;
  std::optional<Recogniser> recogniser_;
  std::optional<NumberReader> number_;  // of the sheet
};

}  // namespace inkling::page
