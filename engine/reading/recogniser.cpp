#include "engine/reading/recogniser.h"

#include <algorithm>

#include "engine/network/input.h"

namespace inkling {
namespace {

// Large enough to keep the kernels busy, small enough for the activations to stay in the cache.
constexpr size_t most_batch = 4;

}  // namespace

Recogniser::Recogniser(Session session) : session_(std::move(session)) {}

Result<Reading> Recogniser::read(const std::optional<Seen>& seen) {
  if (!seen) return Reading{};
  std::vector<float> logits_of_one(model().outputs);  // [outputs]
  if (const auto ran = logits({&*seen, 1}, logits_of_one); !ran) return std::unexpected(ran.error());
  return reading_of_one(model(), logits_of_one, seen->box);
}

Result<void> Recogniser::logits(std::span<const Seen> signs, std::span<float> all) {
  return run(signs, all);
}

Result<void> Recogniser::logits(std::span<const Glyph> glyphs, std::span<float> all) {
  return run(glyphs, all);
}

template <class Sign>
Result<void> Recogniser::run(std::span<const Sign> signs, std::span<float> all) {
  const size_t outputs = model().outputs, per_input = model().input_shape().size();
  if (all.size() != signs.size() * outputs)
    return fail("%zu glyphs and room for %zu logits, expected %zu", signs.size(), all.size(),
                signs.size() * outputs);
  for (size_t begin = 0; begin < signs.size(); begin += most_batch) {
    const size_t batch = std::min(most_batch, signs.size() - begin);
    input_.resize(batch * per_input);
    network_input(signs.subspan(begin, batch), model().planes, input_);
    if (const auto ran = session_.run(input_, all.subspan(begin * outputs, batch * outputs)); !ran)
      return ran;
  }
  return {};
}

}  // namespace inkling
