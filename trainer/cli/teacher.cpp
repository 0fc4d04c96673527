#include "trainer/cli/teacher.h"

#include <zlib.h>

#include <algorithm>
#include <cmath>
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
  size_t outputs = 0;
};

// One list of files.
using Panel = std::vector<File>;

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
                  bool needs_outsiders, LoadedTeacher& loaded) {
  const auto bytes = read_file(path);
  if (!bytes) return std::unexpected(bytes.error());
  loaded.checksum = static_cast<uint32_t>(crc32_z(loaded.checksum, bytes->data(), bytes->size()));
  const auto model = load_model(*bytes);
  if (!model) return std::unexpected(in(path, model.error()));
  if ((*model)->labels != training.classes)
    return fail("%s: its %zu labels are not those of the %zu classes that are trained", path.c_str(),
                (*model)->labels.size(), training.classes.size());
  if ((*model)->outputs != training.outputs() && (needs_outsiders || (*model)->outputs > training.outputs()))
    return fail("%s: %s: a teacher and its student have to agree in this", path.c_str(),
                training.outsiders ? "knows no outsiders, but --outsiders are trained"
                                   : "knows outsiders, but none are trained");
  auto channels = channels_of(**model, planes);
  if (!channels) return std::unexpected(in(path, channels.error()));
  loaded.path = loaded.path || has_path((*model)->planes);
  File file{{}, std::move(*channels), (*model)->outputs};
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
void answer(File& file, int part, std::span<const float> inputs, size_t planes, std::span<float> answers) {
  Session& session = file.sessions[part];
  const auto ran = file.channels.empty() ? session.run(inputs, answers)
                                         : session.run(chosen(inputs, planes, file.channels), answers);
  if (!ran) {  // out of memory: the trainer stops at what is no number
    std::ranges::fill(answers, std::numeric_limits<float>::quiet_NaN());
    return;
  }
  to_log_probabilities(answers, file.outputs, session.model().temperature);
}

// The logarithms of the mean probabilities, [images, outputs].
void answer(Panel& panel, int part, std::span<const float> inputs, size_t planes, std::span<float> logits) {
  if (inputs.empty()) return;
  answer(panel.front(), part, inputs, planes, logits);
  std::vector<float> answers(logits.size());
  for (size_t file = 1; file < panel.size(); ++file) {
    answer(panel[file], part, inputs, planes, answers);
    add_in_logarithms(logits, answers);
  }
  to_log_probabilities(logits, panel.front().outputs, 1);
}

// What is known of one picture: log-probabilities, replaced.  of_pictures: [the same] or, by those who know
// no outsiders, [one less].
void replace(std::span<float> logits, std::span<const float> of_pictures) {
  // Nearer to certain no float is.
  constexpr float certain = 1e-7f;
  const bool knows_outsiders = of_pictures.size() == logits.size();
  const float inside = knows_outsiders ? 0 : std::log(std::max(certain, -std::expm1(logits.back())));
  for (size_t at = 0; at < of_pictures.size(); ++at) logits[at] = of_pictures[at] + inside;
}

// inputs: [images, 28, 28, planes]; pictures: which of them are such; logits: [images, outputs], replaced
// there.
void answer_pictures(Panel& panel, int part, std::span<const float> inputs, size_t planes,
                     std::span<const size_t> pictures, std::span<float> logits, size_t outputs) {
  const size_t size = glyph_size * planes;
  std::vector<float> shown;
  for (const size_t picture : pictures) {
    const auto input = inputs.subspan(picture * size, size);
    shown.insert(shown.end(), input.begin(), input.end());
  }
  const size_t own = panel.front().outputs;
  std::vector<float> answers(pictures.size() * own);
  answer(panel, part, shown, planes, answers);
  for (size_t at = 0; at < pictures.size(); ++at)
    replace(logits.subspan(pictures[at] * outputs, outputs), std::span(answers).subspan(at * own, own));
}

Result<std::shared_ptr<Panel>> load_panel(const std::string& paths, const trainer::Dataset& training,
                                          std::span<const Plane> planes, bool needs_outsiders,
                                          LoadedTeacher& loaded) {
  auto panel = std::make_shared<Panel>();
  for (size_t begin = 0; begin <= paths.size() && !paths.empty();) {
    const size_t end = std::min(paths.find(',', begin), paths.size());
    const std::string path = paths.substr(begin, end - begin);
    auto file = load(path, training, planes, needs_outsiders, loaded);
    if (!file) return std::unexpected(file.error());
    if (!panel->empty() && panel->front().outputs != file->outputs)
      return fail("%s: has %zu outputs, but those before it %zu: all have to know outsiders, or none",
                  path.c_str(), file->outputs, panel->front().outputs);
    panel->push_back(std::move(*file));
    begin = end + 1;
  }
  return panel;
}

std::vector<bool> without_strokes(const trainer::Dataset& data) {
  std::vector<bool> without(data.size(), true);
  for (size_t at = 0; at < data.inks.size(); ++at) without[at] = data.inks[at].strokes.empty();
  return without;
}

}  // namespace

Result<LoadedTeacher> load_teacher(const TeacherFiles& files, const trainer::Dataset& training,
                                   std::span<const Plane> planes) {
  if (files.all.empty() && !files.pictures.empty())
    return fail("%s: teach pictures alone: name with --teacher who teaches the rest", files.pictures.c_str());
  if (files.all.empty()) return LoadedTeacher();
  LoadedTeacher loaded;
  auto all = load_panel(files.all, training, planes, true, loaded);
  if (!all) return std::unexpected(all.error());
  auto of_pictures = load_panel(files.pictures, training, planes, false, loaded);
  if (!of_pictures) return std::unexpected(of_pictures.error());
  loaded.teacher = [all = *all, of_pictures = *of_pictures, count = training.outputs(),
                    planes = planes.size(), is_picture = without_strokes(training)](
                       const trainer::Question& question, std::span<float> logits,
                       const trainer::ParallelFor& parallel_for) {
    const size_t images = logits.size() / count, values = glyph_size * planes;
    parallel_for(parts, [&](int part) {
      const size_t begin = images * part / parts, size = images * (part + 1) / parts - begin;
      if (size == 0) return;
      const auto inputs = question.inputs.subspan(begin * values, size * values);
      const auto answers = logits.subspan(begin * count, size * count);
      answer(*all, part, inputs, planes, answers);
      if (of_pictures->empty()) return;
      std::vector<size_t> pictures;
      for (size_t at = 0; at < size; ++at)
        if (is_picture[question.samples[begin + at] % is_picture.size()]) pictures.push_back(at);
      answer_pictures(*of_pictures, part, inputs, planes, pictures, answers, count);
    });
  };
  return loaded;
}

}  // namespace inkling
