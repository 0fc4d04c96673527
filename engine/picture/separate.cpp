#include "engine/picture/separate.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "engine/picture/dilate.h"
#include "engine/picture/marks.h"
#include "engine/picture/paper.h"
#include "engine/picture/polarity.h"
#include "engine/picture/reduced.h"
#include "engine/picture/rulings.h"

namespace inkling {
namespace {

// Below this many levels from the paper nothing is ink.
constexpr int faintest_ink = 20;

// Writing of one pen is about equally dark: what has less than this share of its darkness is something else,
// such as a crease or what shows through from the other side.
constexpr double faintest_share = 0.45;

// Strokes are all about equally thick: what is so many times thicker or thinner is none.
constexpr int thickest = 5, thinnest = 3;

// Rulings are no thicker than this share of the picture's longer side.
constexpr double thickest_ruling = 0.004;

constexpr int half_ink = 128;

// Ink in deep shadow is made so many times darker at most, and black paper tells nothing of the light.
constexpr int most_brightened = 4, darkest_paper = 8;

using Histogram = std::array<size_t, 256>;

// The level that `share` of the counted pixels do not exceed.
int quantile(const Histogram& histogram, double share) {
  size_t total = 0;
  for (const size_t count : histogram) total += count;
  const auto wanted = static_cast<size_t>(share * static_cast<double>(total));
  size_t count = 0;
  for (int level = 0; level < 256; ++level) {
    count += histogram[static_cast<size_t>(level)];
    if (count > wanted) return level;
  }
  return 255;
}

// Means of 3x3 pixels weighted 1 2 1 in both directions; the edge is continued.
Image smoothed(const Image& image) {
  Image result{image.width, image.height, {}};
  result.pixels.reserve(image.pixels.size());
  for (int y = 0; y < image.height; ++y) {
    const int above = std::max(y - 1, 0), below = std::min(y + 1, image.height - 1);
    for (int x = 0; x < image.width; ++x) {
      const int left = std::max(x - 1, 0), right = std::min(x + 1, image.width - 1);
      const auto row = [&](int at) { return image.at(left, at) + 2 * image.at(x, at) + image.at(right, at); };
      result.pixels.push_back(static_cast<uint8_t>((row(above) + 2 * row(y) + row(below) + 8) / 16));
    }
  }
  return result;
}

// The mean difference between neighbours, in levels: of the grain, as strokes have few edges.
double grain(const Image& image) {
  Histogram differences{};
  for (int y = 0; y < image.height; ++y) {
    for (int x = 1; x < image.width; ++x)
      ++differences[static_cast<size_t>(std::abs(image.at(x, y) - image.at(x - 1, y)))];
  }
  return quantile(differences, 0.5);
}

struct Paper {
  int level;    // of most pixels
  int darkest;  // that grain makes of it
};

// The last level of the lower of the two classes with the greatest variance between them, if these stand
// apart as paper and much ink do; else the last level of all.  Source: Otsu, "A threshold selection method
// from gray-level histograms", 1979.
size_t last_level_of_paper(const Histogram& histogram) {
  double total = 0, total_sum = 0;
  for (size_t level = 0; level < histogram.size(); ++level) {
    total += static_cast<double>(histogram[level]);
    total_sum += static_cast<double>(histogram[level] * level);
  }
  size_t best = histogram.size() - 1;
  double best_variance = 0, count = 0, sum = 0, squares = 0;
  for (size_t level = 0; level < histogram.size(); ++level) {
    const auto pixels = static_cast<double>(histogram[level]), value = static_cast<double>(level);
    count += pixels;
    sum += pixels * value;
    squares += pixels * value * value;
    if (count == 0 || count == total) continue;
    const double paper = sum / count, apart = (total_sum - sum) / (total - count) - paper;
    const double variance = count * (total - count) * apart * apart;
    if (variance <= best_variance) continue;
    best_variance = variance;
    const double deviation = std::sqrt(std::max(0.0, squares / count - paper * paper));
    best = apart > 4 * deviation ? level : histogram.size() - 1;
  }
  return best;
}

Paper paper_of(const Image& image) {
  Histogram histogram{};
  for (const uint8_t level : image.pixels) ++histogram[level];
  const size_t last = last_level_of_paper(histogram);
  std::fill(histogram.begin() + static_cast<ptrdiff_t>(last) + 1, histogram.end(), size_t{0});
  const int middle = quantile(histogram, 0.5), low = quantile(histogram, 0.16);
  // Below its middle there is nothing but paper: its spread there is that of the grain.
  return {middle, std::min(middle + std::max(faintest_ink, 5 * (middle - low)), 254)};
}

// The median darkness of the marks, weighing each by its longer side: by its mass one shadow would outweigh
// the writing.
int usual_darkness(const std::vector<Mark>& marks) {
  Histogram lengths{};
  for (const Mark& mark : marks)
    lengths[static_cast<size_t>(mark.darkness)] += static_cast<size_t>(longer_side(mark.component.box));
  return quantile(lengths, 0.5);
}

// What is on a picture, its paper taken out.
struct Writing {
  Image image;  // how dark, 0 for paper
  Marks marks;
};

// What is left of rulings: far thinner than the writing, and thin at all.
bool is_rest_of_ruling(const Mark& mark, const Writing& writing, const Mark& main) {
  const int longer = std::max(writing.image.width, writing.image.height);
  return mark.thickness * thinnest <= main.thickness &&
         mark.thickness <= std::max(2.0, thickest_ruling * longer);
}

// Faint pixels are the soft edge of a stroke; farther than `reach` pixels from it they are a ruling that
// hangs on it.
Image without_tails(Image image, int reach) {
  Image near = image;
  dilate(near, reach);
  for (size_t pixel = 0; pixel < image.pixels.size(); ++pixel)
    if (near.pixels[pixel] < half_ink) image.pixels[pixel] = 0;
  return image;
}

// Spreads the middle half of the way from paper to ink over all levels, for each mark by its own ink, so that
// the edge of a stroke stays where it is and what is nearer to paper becomes paper.
Image stretched(const Writing& writing) {
  const Image& image = writing.image;
  Image result{image.width, image.height, std::vector<uint8_t>(image.pixels.size())};
  const double faintest = faintest_share * usual_darkness(writing.marks.all);
  const Mark* main = writing.marks.main(image);
  for (const Mark& mark : writing.marks.all) {
    if (mark.darkness < faintest || is_rest_of_ruling(mark, writing, *main)) continue;
    const double low = mark.darkness / 4.0, span = mark.darkness / 2.0;
    for (const size_t pixel : mark.component.pixels)
      result.pixels[pixel] =
          static_cast<uint8_t>(std::clamp((image.pixels[pixel] - low) / span, 0.0, 1.0) * 255 + 0.5);
  }
  return main ? without_tails(std::move(result), std::max(2, main->thickness / 4)) : result;
}

int widest_stroke(const Image& image, Margin margin) {
  const int shorter = std::min(image.width, image.height), longer = std::max(image.width, image.height);
  if (margin == Margin::none) return 2 * longer;
  return (longer > 2 * shorter ? longer : shorter) / 3;
}

// How much darker than paper each pixel is.
Image darkness(const Image& grey, const Image& paper) {
  Image result = paper;
  for (size_t pixel = 0; pixel < result.pixels.size(); ++pixel)
    result.pixels[pixel] = static_cast<uint8_t>(result.pixels[pixel] - grey.pixels[pixel]);
  return result;
}

// Makes ink as dark as it is in usual light: in a shadow, where paper is half as bright, it is also only half
// as much darker.
void even_light(Image& ink, const Image& light) {
  Histogram histogram{};
  for (const uint8_t level : light.pixels) ++histogram[level];
  const int usual = std::max(quantile(histogram, 0.5), darkest_paper);
  const int least = std::max(usual / most_brightened, darkest_paper);
  for (size_t pixel = 0; pixel < ink.pixels.size(); ++pixel) {
    if (ink.pixels[pixel] == 0) continue;
    const int level = ink.pixels[pixel] * usual / std::max<int>(light.pixels[pixel], least);
    ink.pixels[pixel] = static_cast<uint8_t>(std::clamp(level, 1, 255));
  }
}

// What is darker than paper by up to `widest` pixels in width.  is_inverted: ink is brighter than paper, and
// grey, in which it is darker, the inverted picture.
Writing writing_on(const Image& grey, bool is_inverted, int widest) {
  Image ground = paper_under(grey, widest);
  Writing writing{darkness(grey, ground), {}};
  Image& image = writing.image;
  const Paper paper = paper_of(image);
  for (uint8_t& level : image.pixels)
    level = level > paper.darkest ? static_cast<uint8_t>(level - paper.level) : 0;
  even_light(image, is_inverted ? inverted(std::move(ground)) : ground);
  remove_rulings(image, 0);
  writing.marks = marks_on(image);
  return writing;
}

}  // namespace

Separated separated(const Image& grey, int most_side, Margin margin) {
  if (grey.pixels.empty()) return {};
  const int factor = reduction_to(grey, most_side);
  Image image = reduced(grey, factor);
  const bool is_inverted = ink_is_bright(image);
  if (is_inverted) image = inverted(std::move(image));
  if (grain(image) > 2) image = smoothed(image);
  const int widest = widest_stroke(image, margin);
  Writing writing = writing_on(image, is_inverted, widest);
  const Mark* main = writing.marks.main(writing.image);
  if (margin == Margin::some && main) {
    // What is far thicker than the strokes is a part of a shadow.
    const int most = thickest * main->thickness;
    if (most < std::min(widest, writing.marks.thickest)) writing = writing_on(image, is_inverted, most);
  }
  return {stretched(writing), factor};
}

}  // namespace inkling
