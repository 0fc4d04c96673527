#include "trainer/cli/samples.h"

#include <algorithm>
#include <cstdio>

#include "engine/glyph/normalise.h"
#include "trainer/cli/drawings.h"
#include "trainer/cli/mnist.h"
#include "trainer/cli/pictures.h"

namespace inkling {
namespace {

using Samples = std::vector<LabelledSample>;

Seen glyph_alone(const Glyph& glyph) {
  return {glyph, {}, {0, 0, glyph_side, glyph_side}, {}};
}

std::optional<Seen> recentred(const Glyph& glyph) {
  const auto normalised = normalise({glyph_side, glyph_side, {glyph.begin(), glyph.end()}});
  return normalised ? std::optional(glyph_alone(normalised->glyph)) : std::nullopt;
}

Result<void> collect_mnist(const SampleSource& source, Samples& samples) {
  const auto test = read_mnist(source.data, MnistHalf::test);
  if (!test) return std::unexpected(test.error());
  for (size_t i = 0; i < test->size(); ++i) {
    const Glyph& glyph = test->glyphs[i];
    samples.push_back({test->classes[test->labels[i]], "", std::to_string(i),
                       source.normalise ? recentred(glyph) : std::optional(glyph_alone(glyph))});
  }
  return {};
}

Result<void> collect_ink(const SampleSource& source, Samples& samples) {
  for (const std::string& file : source.ink) {
    size_t drawings = 0;
    const auto left_out = for_each_drawing(file, [&](const Drawing& drawing, size_t line) -> Result<void> {
      ++drawings;
      if (in_folds(source, drawing.writer))
        samples.push_back(
            {drawing.label, drawing.writer, file + ":" + std::to_string(line), see(drawing.ink)});
      return {};
    });
    if (!left_out) return std::unexpected(left_out.error());
    if (!left_out->empty()) std::fprintf(stderr, "%s\n", left_out_text(file, drawings, *left_out).c_str());
  }
  return {};
}

Result<void> collect_images(const SampleSource& source, Samples& samples) {
  return for_each_picture(source.images, [&](LabelledPicture picture) {
    const auto grey = decode(picture);
    if (!grey)
      std::fprintf(stderr, "%s: %s; counted as misread\n", picture.file.c_str(),
                   grey.error().message.c_str());
    samples.push_back(
        {std::move(picture.label), "", std::move(picture.file), grey ? see(*grey) : std::nullopt});
  });
}

}  // namespace

void add_source_options(CLI::App& command, SampleSource& source) {
  auto* group = command.add_option_group("what to read");
  group->add_option("--data", source.data, "Folder with MNIST's files; its test half is read");
  group->add_option("--ink", source.ink, "Drawings as NDJSON, also gzipped");
  group->add_option("--images", source.images, "Folder or ZIP: label/….png, or with labels.csv");
  group->require_option(1);
  command.add_option("--fold", source.folds, "Of ink, only writers of these folds")->check(CLI::Range(0, 4));
  command.add_flag("--normalise", source.normalise, "Recentre MNIST's images as drawings are");
}

bool in_folds(const SampleSource& source, std::string_view writer) {
  const auto& folds = source.folds;
  return folds.empty() || std::find(folds.begin(), folds.end(), fold_of_writer(writer)) != folds.end();
}

Result<std::vector<LabelledSample>> collect(const SampleSource& source) {
  Samples samples;
  const auto done = !source.data.empty()  ? collect_mnist(source, samples)
                    : !source.ink.empty() ? collect_ink(source, samples)
                                          : collect_images(source, samples);
  if (!done) return std::unexpected(done.error());
  if (samples.empty()) return fail("there is nothing to evaluate: no sample is left after choosing folds");
  return samples;
}

Result<std::vector<std::vector<float>>> read_all(Recogniser& recogniser,
                                                 const std::vector<LabelledSample>& samples) {
  std::vector<Seen> signs;
  for (const LabelledSample& sample : samples)
    if (sample.seen) signs.push_back(*sample.seen);
  const size_t count = recogniser.model().outputs;
  std::vector<float> logits(signs.size() * count);  // [signs, outputs]
  if (const auto ran = recogniser.logits(signs, logits); !ran) return std::unexpected(ran.error());
  std::vector<std::vector<float>> all;
  size_t next = 0;
  for (const LabelledSample& sample : samples) {
    if (!sample.seen) {
      all.emplace_back();
      continue;
    }
    all.push_back(probabilities(recogniser.model(), std::span(logits).subspan(next * count, count)));
    ++next;
  }
  return all;
}

}  // namespace inkling
