#include "trainer/cli/files.h"
#include "trainer/cli/tracking/exports.h"
#include "trainer/tracking/event_file.h"

namespace inkling {
namespace {

std::string as_markdown(const std::vector<TomlEntry>& configuration) {
  std::string text = "| value | |\n|---|---|\n";
  for (const TomlEntry& entry : configuration) text += "| " + entry.key + " | `" + entry.text + "` |\n";
  return text;
}

}  // namespace

Result<void> export_to_tensorboard(const KeptRun& run, const std::filesystem::path& folder) {
  trainer::EventFile file(run.started);
  file.add_text(run.started, 0, "configuration/text_summary", as_markdown(run.configuration));
  double time = run.started;
  for (const trainer::EpochMetrics& epoch : run.metrics) {
    time += epoch.seconds;
    std::vector<std::pair<std::string, float>> scalars;
    trainer::for_each_metric(epoch, [&](const std::string& name, auto value) {
      if (name != "epoch") scalars.emplace_back(name, static_cast<float>(value));
    });
    file.add_scalars(time, epoch.epoch, scalars);
  }
  const std::string name =
      "events.out.tfevents." + std::to_string(static_cast<int64_t>(run.started)) + ".inkling";
  return write_file(folder / run.id / name, file.bytes());
}

}  // namespace inkling
