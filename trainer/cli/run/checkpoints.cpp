#include "trainer/cli/run/checkpoints.h"

#include "trainer/cli/files.h"

namespace inkling {
namespace {

Result<void> write(const std::filesystem::path& path, const trainer::Checkpoint& checkpoint) {
  const auto bytes = trainer::checkpoint_to_bytes(checkpoint);
  return write_file(path, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

}  // namespace

Result<void> Checkpoints::save_last(const trainer::Checkpoint& checkpoint) const {
  if (auto written = write(next(), checkpoint); !written) return written;
  std::error_code code;
  if (std::filesystem::exists(last(), code)) std::filesystem::rename(last(), previous(), code);
  if (!code) std::filesystem::rename(next(), last(), code);
  if (code) return fail("%s: cannot be written: %s", last().c_str(), code.message().c_str());
  return {};
}

Result<void> Checkpoints::save_best(const trainer::Checkpoint& checkpoint) const {
  return write(best(), checkpoint);
}

Result<std::optional<trainer::Checkpoint>> Checkpoints::load(
    const std::function<void(const std::string&)>& say) const {
  bool some = false;
  for (const auto& path : {last(), previous()}) {
    std::error_code code;
    if (!std::filesystem::exists(path, code)) continue;
    some = true;
    const auto bytes = read_file(path);
    auto checkpoint = bytes ? trainer::checkpoint_from_bytes(*bytes) : std::unexpected(bytes.error());
    if (checkpoint) return std::move(*checkpoint);
    say(bytes ? path.string() + ": " + checkpoint.error().message : bytes.error().message);
  }
  if (some) {
    return fail(
        "%s: none of the checkpoints is whole: this run cannot be resumed, start a new one with "
        "--config and the run's config.toml",
        folder_.c_str());
  }
  return std::nullopt;
}

}  // namespace inkling
