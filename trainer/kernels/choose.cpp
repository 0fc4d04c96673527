#include "trainer/kernels/choose.h"

#include <cstdlib>
#include <cstring>
#include <string>

#include "trainer/kernels/kernels.h"

namespace inkling::trainer {

namespace baseline {
extern const Kernels<float> single_precision;
extern const Kernels<double> double_precision;
}  // namespace baseline
#ifdef __x86_64__
namespace x86_64_v3 {
extern const Kernels<float> single_precision;
}
namespace x86_64_v4 {
extern const Kernels<float> single_precision;
}
#endif

std::span<const Kernels<float>* const> kernels_of_this_machine() {
#ifdef __x86_64__
  static const Kernels<float>* const all[] = {&baseline::single_precision, &x86_64_v3::single_precision,
                                              &x86_64_v4::single_precision};
  static const size_t count = [] {
    __builtin_cpu_init();
    if (!__builtin_cpu_supports("x86-64-v3")) return size_t{1};
    return __builtin_cpu_supports("x86-64-v4") ? size_t{3} : size_t{2};
  }();
  return {all, count};
#else
  static const Kernels<float>* const all[] = {&baseline::single_precision};
  return all;
#endif
}

namespace {

constexpr const char* variable = "INKLING_ISA";

// Null when there is none of that name.
const Kernels<float>* copy_for(const char* name) {
  for (const Kernels<float>* copy : kernels_of_this_machine())
    if (std::strcmp(copy->name, name) == 0) return copy;
  return nullptr;
}

const Kernels<float>& best_or_named() {
  const char* name = std::getenv(variable);
  const Kernels<float>* named = name ? copy_for(name) : nullptr;
  return named ? *named : *kernels_of_this_machine().back();
}

const Kernels<float>*& chosen() {
  static const Kernels<float>* kernels = &best_or_named();
  return kernels;
}

}  // namespace

void (*on_stage)(Stage) = nullptr;

Result<void> check_named_instruction_set() {
  const char* name = std::getenv(variable);
  if (!name || copy_for(name)) return {};
  std::string names;
  for (const Kernels<float>* copy : kernels_of_this_machine())
    names += (names.empty() ? "" : ", ") + std::string(copy->name);
  return fail("%s=%s: expected one of this machine's instruction sets (%s), or unset it for the best",
              variable, name, names.c_str());
}

template <>
const Kernels<float>& kernels<float>() {
  return *chosen();
}

void replace_kernels(const Kernels<float>& replacement) {
  chosen() = &replacement;
}

template <>
const Kernels<double>& kernels<double>() {
  return baseline::double_precision;
}

}  // namespace inkling::trainer
