#include "trainer/fit/state_tensors.h"

#include <cstdio>
#include <cstring>
#include <type_traits>

namespace inkling::trainer {
namespace {

Result<void> read_array(const Safetensors& file, const std::string& name, AlignedVector<float>& array) {
  array.clear();
  const auto found = file.tensors.find(name);
  if (found == file.tensors.end()) return {};
  if (found->second.dtype != DType::f32) return fail("tensor '%s' is not F32", name.c_str());
  array.resize(found->second.bytes.size() / sizeof(float));
  std::memcpy(array.data(), found->second.bytes.data(), array.size() * sizeof(float));
  return {};
}

}  // namespace

// std::to_chars() would bring a hundred kilobytes of tables into a WebAssembly module.
std::string exact_text(double number) {
  char text[32];
  std::snprintf(text, sizeof text, "%.17g", number);
  return text;
}

void put_state(Safetensors& file, const std::string& prefix, const TrainerState& state) {
  for_each_field(state, [&](const char* name, const auto& field) {
    if constexpr (std::is_arithmetic_v<std::remove_cvref_t<decltype(field)>>) {
      file.metadata[prefix + name] = exact_text(field);
    } else if (!field.empty()) {
      file.tensors[prefix + name] = tensor_f32({static_cast<int64_t>(field.size())}, field);
    }
  });
}

Result<TrainerState> take_state(const Safetensors& file, const std::string& prefix) {
  TrainerState state;
  Result<void> read;
  for_each_field(state, [&](const char* name, auto& field) {
    if (!read) return;
    if constexpr (std::is_arithmetic_v<std::remove_cvref_t<decltype(field)>>) {
      read = take_number(file, prefix + name, field);
    } else {
      read = read_array(file, prefix + name, field);
    }
  });
  if (!read) return std::unexpected(read.error());
  return state;
}

}  // namespace inkling::trainer
