// compose-photos: photographs of written digits that never were taken, with their labels, for
// `inkling evaluate --images FOLDER [--mode number]`.
//
//   compose-photos --mnist data/mnist --half training --count 500 --out FOLDER
//   compose-photos --ink FILE… --fold 1 --out FOLDER            every drawing once
//   compose-photos --mnist data/mnist --digits 2 6 --lines 3 --count 300 --out FOLDER
//
// Choose with MNIST's training half and fold 1 of the ink; its test half and fold 0 only measure.  The same
// flags give the same files.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <map>

#include "engine/ink/rasterise.h"
#include "tools/compose-photos/camera.h"
#include "tools/compose-photos/page.h"
#include "trainer/cli/drawings.h"
#include "trainer/cli/files.h"
#include "trainer/cli/mnist.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#define STBI_WRITE_NO_STDIO
#include <stb_image_write.h>
#pragma GCC diagnostic pop

namespace inkling::compose {
namespace {

using trainer::Random;

struct Options {
  std::string mnist, half = "training", out;
  std::vector<std::string> ink;
  std::vector<int> folds, digits{1, 1}, side{480, 1200}, quality{50, 95};
  std::vector<float> gap{0.1f, 0.4f}, pen{0.05f, 0.14f};
  uint32_t count = 0;
  uint64_t seed = 1;
  PageStyle page;
  CameraStyle camera;
};

// Digits by one hand each: MNIST's writers are not known, there every digit may stand beside any other.
struct Hands {
  trainer::Dataset mnist;
  std::vector<Drawing> drawings;
  std::map<std::string, std::vector<size_t>> by_writer;

  size_t size() const { return drawings.empty() ? mnist.size() : drawings.size(); }

  Written written(size_t number, float pen) const {
    if (!drawings.empty()) return {drawings[number].label, rasterise(drawings[number].ink, pen).image};
    const Glyph& glyph = mnist.glyphs[number];
    return {mnist.classes[mnist.labels[number]], cropped(glyph)};
  }

  // `number` itself, then others by the same hand.
  std::vector<size_t> line(size_t number, size_t count, Random& random) const {
    std::vector<size_t> chosen{number};
    while (chosen.size() < count) {
      if (drawings.empty()) {
        chosen.push_back(random.below(static_cast<uint32_t>(mnist.size())));
      } else {
        const auto& own = by_writer.at(drawings[number].writer);
        chosen.push_back(own[random.below(static_cast<uint32_t>(own.size()))]);
      }
    }
    return chosen;
  }

 private:
  static Image cropped(const Glyph& glyph) {
    int left = glyph_side, right = 0, top = glyph_side, bottom = 0;
    for (int i = 0; i < glyph_size; ++i) {
      if (glyph[static_cast<size_t>(i)] == 0) continue;
      left = std::min(left, i % glyph_side);
      right = std::max(right, i % glyph_side + 1);
      top = std::min(top, i / glyph_side);
      bottom = std::max(bottom, i / glyph_side + 1);
    }
    Image image{std::max(right - left, 1), std::max(bottom - top, 1), {}};
    for (int y = 0; y < image.height; ++y)
      for (int x = 0; x < image.width; ++x)
        image.pixels.push_back(
            glyph[static_cast<size_t>((top + y) % glyph_side * glyph_side + (left + x) % glyph_side)]);
    return image;
  }
};

Result<Hands> read_hands(const Options& options) {
  Hands hands;
  if (!options.mnist.empty()) {
    auto half = read_mnist(options.mnist, options.half == "test" ? MnistHalf::test : MnistHalf::training);
    if (!half) return std::unexpected(half.error());
    hands.mnist = std::move(*half);
  }
  for (const std::string& file : options.ink) {
    const auto left_out = for_each_drawing(file, [&](Drawing drawing, size_t) -> Result<void> {
      const int fold = fold_of_writer(drawing.writer);
      if (options.folds.empty() ||
          std::find(options.folds.begin(), options.folds.end(), fold) != options.folds.end())
        hands.drawings.push_back(std::move(drawing));
      return {};
    });
    if (!left_out) return std::unexpected(left_out.error());
  }
  for (size_t i = 0; i < hands.drawings.size(); ++i) hands.by_writer[hands.drawings[i].writer].push_back(i);
  if (hands.size() == 0) return fail("there is nothing to compose: no digit is left after choosing folds");
  return hands;
}

std::string jpeg(const Image& image, int quality) {
  std::string bytes;
  const auto append = [](void* to, void* part, int size) {
    static_cast<std::string*>(to)->append(static_cast<const char*>(part), static_cast<size_t>(size));
  };
  stbi_write_jpg_to_func(append, &bytes, image.width, image.height, 1, image.pixels.data(), quality);
  return bytes;
}

int between(const std::vector<int>& range, Random& random) {
  return range[0] + static_cast<int>(random.below(static_cast<uint32_t>(range[1] - range[0] + 1)));
}

Result<void> run(Options options) {
  options.page.least_digits = options.digits[0];
  options.page.most_digits = options.digits[1];
  options.page.least_gap = options.gap[0];
  options.page.most_gap = options.gap[1];
  const auto hands = read_hands(options);
  if (!hands) return std::unexpected(hands.error());
  std::filesystem::create_directories(options.out);
  const bool each_once = options.count == 0;
  const auto count = each_once ? static_cast<uint32_t>(hands->size()) : options.count;
  std::string labels = "file,label\n";
  for (uint32_t i = 0; i < count; ++i) {
    Random random(options.seed, trainer::Purpose::augmentation, 0, i);
    const auto lengths = line_lengths(options.page, random);
    size_t total = 0;
    for (const int length : lengths) total += static_cast<size_t>(length);
    const size_t first = each_once ? i : random.below(static_cast<uint32_t>(hands->size()));
    const float pen = random.uniform(options.pen[0], options.pen[1]);
    std::vector<Written> digits;
    for (const size_t number : hands->line(first, total, random))
      digits.push_back(hands->written(number, pen));
    const int longer = between(options.side, random),
              shorter = static_cast<int>(0.75f * static_cast<float>(longer));
    // A single digit as a phone is held, a number either way.
    const bool wide = total > lengths.size() && random.uniform() < 0.7f;
    const Page page =
        compose_page(options.page, wide ? longer : shorter, wide ? shorter : longer, lengths, digits, random);
    char name[32];
    std::snprintf(name, sizeof name, "%06u.jpg", i);
    const auto written = write_file(
        std::filesystem::path(options.out) / name,
        jpeg(photograph(page.reflectance, options.camera, random), between(options.quality, random)));
    if (!written) return written;
    labels += std::string(name) + "," + page.label + "\n";
  }
  return write_file(std::filesystem::path(options.out) / "labels.csv", labels);
}

}  // namespace
}  // namespace inkling::compose

int main(int count, char** arguments) {
  using namespace inkling::compose;
  CLI::App program("Composes photographs of written digits from MNIST or ink, with labels.csv.",
                   "compose-photos");
  Options options;
  auto* source = program.add_option_group("digits");
  source->add_option("--mnist", options.mnist, "MNIST's folder");
  source->add_option("--ink", options.ink, "Drawings as NDJSON, also gzipped");
  source->require_option(1);
  program.add_option("--half", options.half, "Of MNIST")
      ->check(CLI::IsMember({"training", "test"}))
      ->capture_default_str();
  program.add_option("--fold", options.folds, "Of ink, only writers of these folds")->check(CLI::Range(0, 4));
  program.add_option("--count", options.count,
                     "Photographs; without it every digit once, as the first of its picture");
  program.add_option("--seed", options.seed, "Another seed, other photographs")->capture_default_str();
  program.add_option("--out", options.out, "Folder to write")->required();
  const auto range = [&](const char* name, auto& values, const char* help, auto least, auto most) {
    program.add_option(name, values, help)
        ->expected(2)
        ->check(CLI::Range(least, most))
        ->capture_default_str();
  };
  range("--digits", options.digits, "Digits in a line", 1, 20);
  range("--gap", options.gap, "Between the ink of neighbours, as a share of their height", -0.5, 3.0);
  range("--pen", options.pen, "Of ink, the pen's width as a share of a digit", 0.01, 0.3);
  range("--side", options.side, "The longer side in pixels", 32, 8000);
  range("--quality", options.quality, "Of the JPEG files", 1, 100);
  const auto value = [&](const char* name, auto& target, const char* help, auto least, auto most) {
    program.add_option(name, target, help)->check(CLI::Range(least, most))->capture_default_str();
  };
  value("--lines", options.page.most_lines, "At most", 1, 10);
  value("--drift", options.page.drift, "Up and down from the line, as a share of a digit's height", 0.0, 1.0);
  value("--size-spread", options.page.size_spread, "How much heights differ", 0.0, 0.5);
  value("--ruled", options.page.ruled, "The chance of lines", 0.0, 1.0);
  value("--squared", options.page.squared, "The chance of squares", 0.0, 1.0);
  value("--ruling", options.page.ruling, "The strongest lines, compared with ink", 0.0, 1.0);
  value("--specks", options.page.specks, "At most", 0, 1000);
  value("--texture", options.page.texture, "Of the paper", 0.0, 0.5);
  value("--turn", options.camera.turn, "Degrees, at most", 0.0, 30.0);
  value("--perspective", options.camera.perspective, "How far corners move, at most", 0.0, 0.3);
  value("--shadow", options.camera.shadow, "Light that it takes, at most", 0.0, 0.9);
  value("--blur", options.camera.blur, "Thousandths of the longer side, at most", 0.0, 20.0);
  value("--noise", options.camera.noise, "Grey levels, at most", 0.0, 60.0);
  value("--light-on-dark", options.camera.light_on_dark, "The chance of it", 0.0, 1.0);
  CLI11_PARSE(program, count, arguments);
  for (const auto* pair : {&options.digits, &options.side, &options.quality})
    if ((*pair)[0] > (*pair)[1]) {
      std::fprintf(stderr, "compose-photos: a range of %d to %d is empty; give the smaller figure first\n",
                   (*pair)[0], (*pair)[1]);
      return 2;
    }
  if (const auto done = run(options); !done) {
    std::fprintf(stderr, "compose-photos: %s\n", done.error().message.c_str());
    return 1;
  }
  return 0;
}
