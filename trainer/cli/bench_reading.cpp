// `inkling bench reading`: how long reading takes on this machine, step by step.
#include <algorithm>
#include <chrono>
#include <cstdio>

#include "engine/glyph/normalise.h"
#include "engine/ink/ndjson.h"
#include "engine/ink/rasterise.h"
#include "trainer/cli/bench.h"
#include "trainer/cli/files.h"
#include "trainer/cli/weights.h"

namespace inkling {
namespace {

struct Options {
  std::string ink;
  std::string weights;
  int repeats = 200;
  bool json = false;
};

// Medians over the drawings, in microseconds a drawing.  What the network sees of the pen's path is counted
// to classify.
struct Times {
  double rasterise = 0, normalise = 0, classify = 0;
};

template <class Step>
double microseconds(int repeats, Step step) {
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < repeats; ++i) step();
  const std::chrono::duration<double, std::micro> passed = std::chrono::steady_clock::now() - start;
  return passed.count() / repeats;
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2),
                   values.end());
  return values[values.size() / 2];
}

Result<std::vector<Ink>> read_drawings(const std::string& file) {
  std::vector<Ink> all;
  const auto read = for_each_line(file, [&](std::string_view line, size_t) -> Result<void> {
    auto drawing = parse_drawing(line);
    if (!drawing) return std::unexpected(drawing.error());
    if (see(drawing->ink)) all.push_back(std::move(drawing->ink));
    return {};
  });
  if (!read) return std::unexpected(read.error());
  if (all.empty()) return fail("%s: holds no drawing", file.c_str());
  return all;
}

Result<Times> measure(Recogniser& recogniser, const std::vector<Ink>& drawings, int repeats) {
  std::vector<double> rasterise_times, normalise_times, classify_times;  // [drawings]
  std::vector<float> logits(recogniser.model().outputs);                 // [outputs]
  for (const Ink& ink : drawings) {
    const Raster raster = rasterise(ink);
    const std::optional<Seen> seen = see(ink);
    if (const auto ran = recogniser.logits({&*seen, 1}, logits); !ran) return std::unexpected(ran.error());
    rasterise_times.push_back(microseconds(repeats, [&] { rasterise(ink); }));
    normalise_times.push_back(microseconds(repeats, [&] { normalise(raster.image); }));
    classify_times.push_back(microseconds(repeats, [&] { (void)recogniser.logits({&*seen, 1}, logits); }));
  }
  return Times{median(rasterise_times), median(normalise_times), median(classify_times)};
}

Result<void> run(const Options& options) {
  auto recogniser = load_recogniser(options.weights);
  if (!recogniser) return std::unexpected(recogniser.error());
  const auto drawings = read_drawings(options.ink);
  if (!drawings) return std::unexpected(drawings.error());
  const auto times = measure(*recogniser, *drawings, options.repeats);
  if (!times) return std::unexpected(times.error());
  std::printf(options.json ? R"({"drawings":%zu,"rasterise":%.2f,"normalise":%.2f,"classify":%.2f})"
                             "\n"
                           : "%zu drawings, one thread, median microseconds a drawing:\n"
                             "rasterise %.1f, normalise %.1f, classify %.1f\n",
              drawings->size(), times->rasterise, times->normalise, times->classify);
  return {};
}

}  // namespace

void add_bench_reading(CLI::App& bench, int& status) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = bench.add_subcommand("reading", "How long reading a drawing takes");
  command->add_option("--ink", options->ink, "Drawings to read, as NDJSON")->required();
  command->add_option("--repeats", options->repeats, "How often each is read")->check(CLI::Range(1, 1000000));
  command->add_option("--weights", options->weights, "Weights file; without it the ones built in");
  command->add_flag("--json", options->json, "Print one JSON object, times in microseconds");
  command->callback([options, &status] { status = exit_status(run(*options)); });
}

}  // namespace inkling
