#include "trainer/session/checkpoint.h"

#include <zlib.h>

#include <algorithm>
#include <charconv>

#include "trainer/fit/state_tensors.h"

namespace inkling::trainer {
namespace {

constexpr const char* format = "inkling checkpoint";
constexpr const char* version = "1";

uint32_t crc32_of(uint32_t so_far, const void* bytes, size_t count) {
  return static_cast<uint32_t>(crc32_z(so_far, static_cast<const Bytef*>(bytes), count));
}

uint32_t add(uint32_t so_far, const Dataset& data) {
  so_far = crc32_of(so_far, data.glyphs.data(), data.glyphs.size() * sizeof(Glyph));
  so_far = crc32_of(so_far, data.labels.data(), data.labels.size());
  for (const Ink& ink : data.inks)
    for (const Stroke& stroke : ink.strokes)
      so_far = crc32_of(so_far, stroke.data(), stroke.size() * sizeof(Point));
  // A single source of weight 1 adds nothing, so that runs from before there were mixtures go on.
  const bool mixed =
      data.mixture.size() > 1 || (data.mixture.size() == 1 && data.mixture.front().weight != 1);
  for (const Share& share : data.mixture) {
    if (!mixed) break;
    const uint64_t samples = share.samples;
    so_far = crc32_of(crc32_of(so_far, &samples, sizeof samples), &share.weight, sizeof share.weight);
  }
  return so_far;
}

// `file` has no checksum yet, or none any more.
std::string checksum_of(const Safetensors& file) {
  const auto bytes = write_safetensors(file);
  char text[] = "00000000", digits[8];
  const auto [end, error] =
      std::to_chars(digits, std::end(digits), crc32_of(0, bytes.data(), bytes.size()), 16);
  std::copy_backward(digits, end, text + 8);
  return text;
}

Tensor tensor_of_text(const std::string& text) {
  return {DType::i8, {static_cast<int64_t>(text.size())}, {text.begin(), text.end()}};
}

Result<void> check_format(Safetensors& file) {
  auto& metadata = file.metadata;
  if (metadata["format"] != format)
    return fail("is no checkpoint: 'format' is \"%s\", expected \"%s\"", metadata["format"].c_str(), format);
  if (metadata["version"] != version)
    return fail("is a checkpoint of version \"%s\", expected \"%s\": this program does not read it",
                metadata["version"].c_str(), version);
  const std::string written = metadata["checksum"];
  metadata.erase("checksum");
  if (const std::string found = checksum_of(file); found != written)
    return fail("is damaged: its checksum is %s, its content has %s", written.c_str(), found.c_str());
  return {};
}

template <class Checkpoint, class Visit>
void for_each_number(Checkpoint& checkpoint, Visit visit) {
  visit("data", checkpoint.data);
  visit("best_epoch", checkpoint.best_epoch);
  visit("epoch.images", checkpoint.epoch.images);
  visit("epoch.correct", checkpoint.epoch.correct);
  visit("epoch.loss", checkpoint.epoch.loss);
  visit("epoch.seconds", checkpoint.epoch.seconds);
}

}  // namespace

uint32_t checksum_of(const Dataset& training, const Dataset& validation) {
  return add(add(0, training), validation);
}

std::vector<uint8_t> checkpoint_to_bytes(const Checkpoint& checkpoint) {
  Safetensors file;
  file.metadata = {{"format", format}, {"version", version}};
  for_each_number(checkpoint,
                  [&](const char* name, auto number) { file.metadata.emplace(name, exact_text(number)); });
  if (!checkpoint.instruction_set.empty())
    file.metadata.emplace("instruction_set", checkpoint.instruction_set);
  put_state(file, "", checkpoint.state);
  if (checkpoint.best_epoch > 0) put_state(file, "best.", checkpoint.best);
  if (!checkpoint.metrics.empty())
    file.tensors.emplace("metrics", tensor_of_text(metrics_to_ndjson(checkpoint.metrics)));
  file.metadata.emplace("checksum", checksum_of(file));
  return write_safetensors(file);
}

Result<Checkpoint> checkpoint_from_bytes(std::span<const uint8_t> bytes) {
  auto file = parse_safetensors(bytes);
  if (!file) return std::unexpected(in("is damaged", file.error()));
  Result<void> read = check_format(*file);
  Checkpoint checkpoint;
  for_each_number(checkpoint, [&](const char* name, auto& number) {
    if (read) read = take_number(*file, name, number);
  });
  if (!read) return std::unexpected(read.error());
  checkpoint.instruction_set = file->metadata["instruction_set"];
  auto state = take_state(*file, "");
  if (!state) return std::unexpected(state.error());
  checkpoint.state = std::move(*state);
  if (checkpoint.best_epoch > 0) {
    auto best = take_state(*file, "best.");
    if (!best) return std::unexpected(best.error());
    checkpoint.best = std::move(*best);
  }
  const auto found = file->tensors.find("metrics");
  if (found != file->tensors.end()) {
    auto metrics = metrics_from_ndjson(std::string(found->second.bytes.begin(), found->second.bytes.end()));
    if (!metrics) return std::unexpected(metrics.error());
    checkpoint.metrics = std::move(*metrics);
  }
  const auto epochs = static_cast<int64_t>(checkpoint.metrics.size());
  if (checkpoint.best_epoch < 0 || checkpoint.best_epoch > epochs)
    return fail("the best epoch is %lld of %lld", static_cast<long long>(checkpoint.best_epoch),
                static_cast<long long>(epochs));
  return checkpoint;
}

}  // namespace inkling::trainer
