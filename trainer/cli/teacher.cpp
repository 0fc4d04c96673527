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

// One file.
struct File {
  std::vector<Session> sessions;  // one for each part
  std::vector<size_t> channels;   // which of the student's planes it looks at; empty: all, in their order
};

Result<std::vector<size_t>> channels_of(const Model& model, std::span<const Plane> planes) {
  std::vector<size_t> channels;
  if (std::ranges::equal(model.planes, planes)) return channels;
  for (const Plane plane : model.planes) {
    const auto found = std::ranges::find(planes, plane);
    if (found == planes.end())
      return fail("sees the plane \"%s\", but its student does not: add it to --planes",
                  std::string(name_of(plane)).c_str());
    channels.push_back(static_cast<size_t>(found - planes.begin()));
  }
  return channels;
}

Result<File> load(const std::string& path, const trainer::Dataset& training, std::span<const Plane> planes,
                  LoadedTeacher& loaded) {
  const auto bytes = read_file(path);
  if (!bytes) return std::unexpected(bytes.error());
  loaded.checksum = static_cast<uint32_t>(crc32_z(loaded.checksum, bytes->data(), bytes->size()));
  const auto model = load_model(*bytes);
  if (!model) return std::unexpected(in(path, model.error()));
  if ((*model)->labels != training.classes)
    return fail("%s: its %zu labels are not those of the %zu classes that are trained", path.c_str(),
                (*model)->labels.size(), training.classes.size());
  if ((*model)->outputs != training.outputs())
    return fail("%s: %s: a teacher and its student have to agree in this", path.c_str(),
                training.outsiders ? "knows no outsiders, but --outsiders are trained"
                                   : "knows outsiders, but none are trained");
  auto channels = channels_of(**model, planes);
  if (!channels) return std::unexpected(in(path, channels.error()));
  loaded.path = loaded.path || has_path((*model)->planes);
  File file{{}, std::move(*channels)};
  for (int part = 0; part < parts; ++part) {
    auto session = Session::create(*model);
    if (!session) return std::unexpected(in(path, session.error()));
    file.sessions.push_back(std::move(*session));
  }
  return file;
}

// inputs: [pixels, planes].  Gives [pixels, channels].
std::vector<float> chosen(std::span<const float> inputs, size_t planes, std::span<const size_t> channels) {
  std::vector<float> some;
  some.reserve(inputs.size() / planes * channels.size());
  for (size_t pixel = 0; pixel < inputs.size(); pixel += planes)
    for (const size_t channel : channels) some.push_back(inputs[pixel + channel]);
  return some;
}

// Calibrated log-probabilities [images, outputs] of one file.  inputs: [images, 28, 28, planes].
void answer(File& file, int part, std::span<const float> inputs, size_t planes, std::span<float> answers,
            size_t outputs) {
  Session& session = file.sessions[part];
  const auto ran = file.channels.empty() ? session.run(inputs, answers)
                                         : session.run(chosen(inputs, planes, file.channels), answers);
  if (!ran) {  // out of memory: the trainer stops at what is no number
    std::ranges::fill(answers, std::numeric_limits<float>::quiet_NaN());
    return;
  }
  to_log_probabilities(answers, outputs, session.model().temperature);
}

void teach_part(std::vector<File>& files, int part, std::span<const float> inputs, size_t planes,
                std::span<float> logits, size_t outputs) {
  if (inputs.empty()) return;
  answer(files.front(), part, inputs, planes, logits, outputs);
  std::vector<float> answers(logits.size());
  for (size_t file = 1; file < files.size(); ++file) {
    answer(files[file], part, inputs, planes, answers, outputs);
    add_in_logarithms(logits, answers);
  }
}

}  // namespace

Result<LoadedTeacher> load_teacher(const std::string& paths, const trainer::Dataset& training,
                                   std::span<const Plane> planes) {
  if (paths.empty()) return LoadedTeacher();
  auto files = std::make_shared<std::vector<File>>();
  LoadedTeacher loaded;
  for (size_t begin = 0; begin <= paths.size();) {
    const size_t end = std::min(paths.find(',', begin), paths.size());
    auto file = load(paths.substr(begin, end - begin), training, planes, loaded);
    if (!file) return std::unexpected(file.error());
    files->push_back(std::move(*file));
    begin = end + 1;
  }
  loaded.teacher = [files, count = training.outputs(), planes = planes.size()](
                       const trainer::Question& question, std::span<float> logits,
                       const trainer::ParallelFor& parallel_for) {
    const std::span<const float> inputs = question.inputs;
    const size_t images = logits.size() / count, values = inputs.size() / images;
    parallel_for(parts, [&](int part) {
      const size_t begin = images * part / parts, size = images * (part + 1) / parts - begin;
      teach_part(*files, part, inputs.subspan(begin * values, size * values), planes,
                 logits.subspan(begin * count, size * count), count);
    });
  };
  return loaded;
}

}  // namespace inkling
