// When a reading is rejected: something that is no digit still is likest to one.
#pragma once

#include <span>

namespace inkling {

// What is compared: the probability of the likeliest label, or that of all labels together, which a model
// that knows outsiders can be unsure of.  By the second, a sign that could be two digits is a digit.
enum class Certainty { confidence, membership };

struct Rejection {
  Certainty by = Certainty::confidence;
  float least = 0;  // 0 to 1; what is less certain is rejected
};

// As weights files say it: "confidence", "membership".
const char* name_of(Certainty by);

// probabilities: [labels], not empty, sum at most 1.
float certainty(Certainty by, std::span<const float> probabilities);
bool rejects(const Rejection& rejection, std::span<const float> probabilities);

}  // namespace inkling
