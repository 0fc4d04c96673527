#include "trainer/cli/run/kept_run.h"

#include <sys/stat.h>
#include <time.h>

#include <ctime>

#include "trainer/cli/files.h"

namespace inkling {
namespace {

double start_of(const KeptRun& run) {
  std::tm parts{};
  parts.tm_isdst = -1;  // the id says nothing of daylight saving
  if (strptime(run.id.c_str(), "%Y-%m-%d_%H-%M-%S", &parts)) return static_cast<double>(std::mktime(&parts));
  struct stat status {};
  return stat((run.folder / "config.toml").c_str(), &status) == 0 ? static_cast<double>(status.st_mtime) : 0;
}

}  // namespace

Result<KeptRun> read_kept_run(const std::filesystem::path& folder) {
  KeptRun run;
  run.folder = folder;
  run.id = folder.filename();
  run.started = start_of(run);
  auto configuration = read_toml(folder / "config.toml");
  if (!configuration) return std::unexpected(configuration.error());
  run.configuration = std::move(*configuration);
  std::error_code code;
  if (const auto revision = read_file(folder / "revision.txt")) {
    run.revision.assign(revision->begin(), revision->end());
    while (run.revision.ends_with('\n')) run.revision.pop_back();
  }
  if (std::filesystem::exists(folder / "metrics.ndjson", code)) {
    const auto text = read_file(folder / "metrics.ndjson");
    if (!text) return std::unexpected(text.error());
    auto metrics = trainer::metrics_from_ndjson({reinterpret_cast<const char*>(text->data()), text->size()});
    if (!metrics) return std::unexpected(in((folder / "metrics.ndjson").string(), metrics.error()));
    run.metrics = std::move(*metrics);
  }
  for (const trainer::EpochMetrics& epoch : run.metrics) {
    run.seconds += epoch.seconds;
    if (!run.best || better(epoch, *run.best)) run.best = epoch;
  }
  const auto bytes = std::filesystem::file_size(folder / "weights.safetensors", code);
  if (!code) run.bytes = bytes;
  return run;
}

}  // namespace inkling
