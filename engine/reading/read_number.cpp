#include "engine/reading/read_number.h"

#include <algorithm>
#include <cmath>

#include "engine/glyph/normalise.h"
#include "engine/picture/crop.h"
#include "engine/picture/find_lines.h"

namespace inkling {
namespace {

constexpr size_t most_pieces_of_digit = 5;

// What a digit's shape costs, in units of log-probability.
constexpr double cost_of_digit = 0.3;   // so that what can be one digit is
constexpr double cost_of_cut = 1;       // to part what touches
constexpr double cost_of_cut_ink = 6;   // for a cut as long as a digit is high
constexpr double cost_of_gap = 6;       // between the parts of one digit, as wide as a digit is high
constexpr double cost_of_width = 8;     // for a digit wider than high, by its height
constexpr double cost_of_lowness = 25;  // for one lower than the others, by their height

constexpr double cost_of_leaving_out = 5;  // a piece that is no writing
constexpr double cost_of_height = 20;      // of that, if it is as high as a digit

constexpr double lowest_digit = 0.6;  // as a share of the height of the others, before that costs

// Some of a line's pieces as one digit.
struct Candidate {
  size_t first, end;  // of the line's pieces
  FoundDigit digit;
  double score;  // higher is likelier
};

// What the places and sizes of the pieces say about their being one digit.
double score_of_shape(std::span<const Piece> pieces, double height) {
  PixelBox box = pieces[0].ink.box;
  double score = -cost_of_digit;
  if (pieces[0].cut) score -= cost_of_cut + cost_of_cut_ink * pieces[0].cut / height;
  for (const Piece& piece : pieces.subspan(1)) {
    const int gap = piece.ink.box.left - box.right;
    if (!piece.cut && gap > 0) score -= cost_of_gap * gap / height;
    box = united(box, piece.ink.box);
  }
  score -= cost_of_width * std::max(0.0, box.width() / height - 1);
  score -= cost_of_lowness * std::max(0.0, lowest_digit - box.height() / height);
  return score;
}

// All that may be one digit: pieces in a row, not far too wide together.
std::vector<Candidate> candidates_of(const std::vector<Piece>& line, const Writing& writing,
                                     const Image& grey) {
  std::vector<Candidate> candidates;
  const double height = writing.digit_height;
  for (size_t first = 0; first < line.size(); ++first) {
    PixelBox box = line[first].ink.box;
    std::vector<const Component*> parts;
    for (size_t end = first + 1; end <= std::min(first + most_pieces_of_digit, line.size()); ++end) {
      parts.push_back(&line[end - 1].ink);
      box = united(box, line[end - 1].ink.box);
      if (end > first + 1 && box.width() > 1.6 * height) break;
      candidates.push_back({first, end, cropped(writing.separated, parts, grey),
                            score_of_shape(std::span(line).subspan(first, end - first), height)});
    }
  }
  return candidates;
}

// The candidates into which a line is best divided, from left to right: the sum of their scores, less what
// the pieces cost that are in none of them, is highest.
std::vector<size_t> best_division(const std::vector<Piece>& line, const std::vector<Candidate>& candidates,
                                  double height) {
  struct Best {
    double score = -1e30;
    std::optional<size_t> candidate;  // the last one; nothing if the last piece is left out
  };
  std::vector<Best> best(line.size() + 1);  // of all ways to divide the first so many pieces
  best[0].score = 0;
  size_t next = 0;
  for (size_t first = 0; first < line.size(); ++first) {
    const double left_out =
        best[first].score - cost_of_leaving_out - cost_of_height * line[first].ink.box.height() / height;
    if (left_out > best[first + 1].score) best[first + 1] = {left_out, std::nullopt};
    for (; next < candidates.size() && candidates[next].first == first; ++next) {
      const double score = best[first].score + candidates[next].score;
      if (score > best[candidates[next].end].score) best[candidates[next].end] = {score, next};
    }
  }
  std::vector<size_t> division;
  for (size_t at = line.size(); at > 0;) {
    const auto candidate = best[at].candidate;
    if (candidate) division.push_back(*candidate);
    at = candidate ? candidates[*candidate].first : at - 1;
  }
  std::reverse(division.begin(), division.end());
  return division;
}

// Adds the digits of a line to the reading.
Result<void> read_line(Recogniser& recogniser, const std::vector<Piece>& line, const Writing& writing,
                       const Image& grey, Reading& reading, std::vector<Glyph>& seen) {
  auto candidates = candidates_of(line, writing, grey);
  std::vector<Glyph> glyphs;
  for (const Candidate& candidate : candidates) {
    const auto normalised = normalise(candidate.digit.image);
    glyphs.push_back(normalised ? normalised->glyph : Glyph{});
  }
  const size_t outputs = recogniser.model().outputs;
  std::vector<float> logits(glyphs.size() * outputs);  // [candidates, outputs]
  if (const auto ran = recogniser.logits(glyphs, logits); !ran) return ran;
  const auto logits_of = [&](size_t candidate) {
    return std::span<const float>(logits).subspan(candidate * outputs, outputs);
  };
  for (size_t i = 0; i < candidates.size(); ++i) {
    const auto likely = probabilities_of_part(recogniser.model(), logits_of(i));
    candidates[i].score += std::log(*std::max_element(likely.begin(), likely.end()));
  }
  for (const size_t i : best_division(line, candidates, writing.digit_height)) {
    Reading digit = reading_of_one(recogniser.model(), logits_of(i), candidates[i].digit.box);
    reading.text += digit.text;
    reading.confidence *= digit.confidence;
    reading.rejected = reading.rejected || digit.rejected;
    reading.digits.push_back(std::move(digit.digits[0]));
    seen.push_back(glyphs[i]);
  }
  return {};
}

// The one digit on a picture.
Result<Reading> read_one(Recogniser& recogniser, const Image& grey, std::vector<Glyph>& seen) {
  const std::optional<Seen> one = see(grey);
  if (one) seen.push_back(one->glyph);
  return recogniser.read(one);
}

}  // namespace

Result<Reading> read_number(Recogniser& recogniser, const Image& grey, std::vector<Glyph>* glyphs) {
  std::vector<Glyph> own;
  std::vector<Glyph>& seen = glyphs ? *glyphs : own;
  seen.clear();
  if (grey.width == glyph_side && grey.height == glyph_side) return read_one(recogniser, grey, seen);
  const Writing writing = find_lines(grey);
  if (writing.lines.empty()) return read_one(recogniser, grey, seen);  // perhaps one digit, cut out closely
  Reading reading{"", 1, false, {}};
  for (const auto& line : writing.lines) {
    if (const auto read = read_line(recogniser, line, writing, grey, reading, seen); !read)
      return std::unexpected(read.error());
  }
  return reading.digits.empty() ? Reading{} : reading;
}

Result<Reading> read_digit(Recogniser& recogniser, const Image& grey, std::vector<Glyph>* glyphs) {
  auto all = read_number(recogniser, grey, glyphs);
  if (all && all->digits.size() > 1 && !all->rejected) return all;
  std::vector<Glyph> seen;
  auto one = read_one(recogniser, grey, seen);
  if (one && glyphs) *glyphs = std::move(seen);
  return one;
}

}  // namespace inkling
