#include "trainer/cli/teacher.h"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <memory>

#include "engine/network/committee.h"
#include "engine/network/session.h"
#include "trainer/cli/files.h"

namespace inkling {
namespace {

// A batch is always cut into as many parts, so that the bits do not depend on the number of threads.
constexpr int parts = 8;

// One file: a session for each part.
using Sessions = std::vector<Session>;

Result<Sessions> load(const std::string& path, const trainer::Dataset& training, uint32_t& checksum) {
  const auto bytes = read_file(path);
  if (!bytes) return std::unexpected(bytes.error());
  checksum = static_cast<uint32_t>(crc32_z(checksum, bytes->data(), bytes->size()));
  const auto model = load_model(*bytes);
  if (!model) return std::unexpected(in(path, model.error()));
  if ((*model)->labels != training.classes)
    return fail("%s: its %zu labels are not those of the %zu classes that are trained", path.c_str(),
                (*model)->labels.size(), training.classes.size());
  if ((*model)->outputs != training.outputs())
    return fail("%s: %s: a teacher and its student have to agree in this", path.c_str(),
                training.outsiders ? "knows no outsiders, but --outsiders are trained"
                                   : "knows outsiders, but none are trained");
  Sessions sessions;
  for (int part = 0; part < parts; ++part) {
    auto session = Session::create(*model);
    if (!session) return std::unexpected(in(path, session.error()));
    sessions.push_back(std::move(*session));
  }
  return sessions;
}

// Calibrated log-probabilities [images, outputs] of one file.
void answer(Session& session, std::span<const float> inputs, std::span<float> answers, size_t outputs) {
  if (!session.run(inputs, answers)) {  // out of memory: the trainer stops at what is no number
    std::ranges::fill(answers, std::numeric_limits<float>::quiet_NaN());
    return;
  }
  to_log_probabilities(answers, outputs, session.model().temperature);
}

void teach_part(std::vector<Sessions>& files, int part, std::span<const float> inputs,
                std::span<float> logits, size_t outputs) {
  if (inputs.empty()) return;
  answer(files.front()[part], inputs, logits, outputs);
  std::vector<float> answers(logits.size());
  for (size_t file = 1; file < files.size(); ++file) {
    answer(files[file][part], inputs, answers, outputs);
    add_in_logarithms(logits, answers);
  }
}

}  // namespace

Result<LoadedTeacher> load_teacher(const std::string& paths, const trainer::Dataset& training) {
  if (paths.empty()) return LoadedTeacher();
  auto files = std::make_shared<std::vector<Sessions>>();
  LoadedTeacher loaded;
  for (size_t begin = 0; begin <= paths.size();) {
    const size_t end = std::min(paths.find(',', begin), paths.size());
    auto sessions = load(paths.substr(begin, end - begin), training, loaded.checksum);
    if (!sessions) return std::unexpected(sessions.error());
    files->push_back(std::move(*sessions));
    begin = end + 1;
  }
  loaded.teacher = [files, count = training.outputs()](const trainer::Question& question,
                                                       std::span<float> logits,
                                                       const trainer::ParallelFor& parallel_for) {
    const std::span<const float> inputs = question.inputs;
    const size_t images = logits.size() / count, pixels = inputs.size() / images;
    parallel_for(parts, [&](int part) {
      const size_t begin = images * part / parts, size = images * (part + 1) / parts - begin;
      teach_part(*files, part, inputs.subspan(begin * pixels, size * pixels),
                 logits.subspan(begin * count, size * count), count);
    });
  };
  return loaded;
}

}  // namespace inkling
