// A trainer's state as a part of a safetensors file: its arrays are tensors, its numbers metadata.
#pragma once

#include <charconv>
#include <concepts>
#include <string>

#include "engine/weights/safetensors.h"
#include "trainer/fit/trainer.h"
#include "trainer/number.h"

namespace inkling::trainer {

// Adds every field under its name in for_each_field(), with `prefix` in front.  Empty arrays are left out.
void put_state(Safetensors& file, const std::string& prefix, const TrainerState& state);

// The same bits again.  An array that is not there is empty; a number that is not there is an error by name.
Result<TrainerState> take_state(const Safetensors& file, const std::string& prefix);

// A decimal that reads back as the same number, if not the shortest.
std::string exact_text(double number);
std::string exact_text(std::integral auto number) {
  return std::to_string(number);
}

// The shortest decimal that reads back as the same number.
template <class Number>
std::string number_text(Number number) {
  char text[64];
  return {text, std::to_chars(text, text + sizeof text, number).ptr};
}

// A number among the metadata.  Errors name it.
template <class Number>
Result<void> take_number(const Safetensors& file, const std::string& name, Number& number) {
  const auto found = file.metadata.find(name);
  if (found == file.metadata.end()) return fail("metadata '%s' is missing", name.c_str());
  const std::string& text = found->second;
  const auto read = number_from_text<Number>(text);
  if (!read) return fail("metadata '%s' is \"%s\", expected a number", name.c_str(), text.c_str());
  number = *read;
  return {};
}

}  // namespace inkling::trainer
