// The reading of a drawing or picture: what was recognised and how sure that is.
//
// As JSON and in JavaScript it is
//   {text, confidence, rejected, digits: [{label, confidence, probabilities, top, box}]}
// `text` is the best reading even when rejected; nothing drawn gives text "", digits [] and rejected false.
// `probabilities` follow the model's labels; what they lack to 1 is the probability of being none of them, in
// models that know outsiders.  `top` are the three likeliest {label, probability}, and `box` is
// [x, y, width, height] in pixels of the upright picture or in the ink's unit.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/core/geometry.h"
#include "engine/network/model.h"

namespace inkling {

struct Candidate {
  std::string label;
  float probability = 0;
};

struct DigitReading {
  std::string label;
  float confidence = 0;              // of `label`, calibrated
  std::vector<float> probabilities;  // [labels], sum at most 1
  std::vector<Candidate> top;        // the three likeliest, best first
  Box box;
};

struct Reading {
  std::string text;
  float confidence = 0;  // the product over the digits; 0 without any
  bool rejected = false;
  std::vector<DigitReading> digits;
};

// logits: [outputs].  Divides by the model's temperature, then softmax, the odds of an outsider multiplied by
// the model's outsider_odds (Saerens, Latinne, Decaestecker, "Adjusting the outputs of a classifier to new a
// priori probabilities", 2002); gives those of the labels: [labels].
std::vector<float> probabilities(const Model& model, std::span<const float> logits);

// The same as if outsiders were as frequent as in training: for what is cut from a drawing to ask whether it
// is a digit, and often is none.
std::vector<float> probabilities_of_part(const Model& model, std::span<const float> logits);

// The reading of one sign from its logits [outputs].
Reading reading_of_one(const Model& model, std::span<const float> logits, const Box& box);

// The same from its calibrated probabilities [labels].
Reading reading_of_probabilities(const Model& model, std::vector<float> probabilities, const Box& box);

std::string to_json(const Reading& reading);

}  // namespace inkling
