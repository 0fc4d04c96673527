#include "trainer/cli/progress.h"

#include <unistd.h>

#include <cstdio>
#include <string>

namespace inkling {
namespace {

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::string bar(double share) {
  constexpr int width = 20;
  std::string text;
  for (int at = 0; at < width; ++at) text += at < static_cast<int>(share * width) ? "█" : "░";
  return text;
}

}  // namespace

Progress::Progress(int64_t first_step) : terminal_(isatty(STDERR_FILENO) != 0), first_step_(first_step) {}

double Progress::seconds_left(const trainer::EpochProgress& progress) const {
  const int64_t done = progress.step - first_step_;
  if (done <= 0) return 0;
  return seconds_since(start_) * static_cast<double>(progress.steps - progress.step) /
         static_cast<double>(done);
}

void Progress::show(const trainer::EpochProgress& progress) {
  if (!terminal_ || seconds_since(shown_) < 0.1) return;
  shown_ = Clock::now();
  const int left = static_cast<int>(seconds_left(progress));
  std::fprintf(stderr, "\r%s epoch %d/%d  loss %.4f  training %.2f %%  %.0f images/s  %d:%02d left \033[K",
               bar(static_cast<double>(progress.step) / static_cast<double>(progress.steps)).c_str(),
               progress.epoch, progress.epochs, progress.loss, 100 * progress.training_accuracy,
               progress.images_per_second, left / 60, left % 60);
}

std::string Progress::end_epoch(const trainer::EpochProgress& progress) {
  char line[160];
  std::snprintf(line, sizeof line,
                "epoch %d/%d  loss %.4f  training %.2f %%  validation %.2f %%  %.0f images/s", progress.epoch,
                progress.epochs, progress.loss, 100 * progress.training_accuracy,
                100 * progress.validation_accuracy, progress.images_per_second);
  const int left = static_cast<int>(seconds_left(progress));
  std::fprintf(stderr, "%s%s  %d:%02d left\n", terminal_ ? "\r\033[K" : "", line, left / 60, left % 60);
  return line;
}

}  // namespace inkling
