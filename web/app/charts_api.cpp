// The part of the flat interface (app.h) that shows charts.
#include <emscripten/emscripten.h>

#include <algorithm>
#include <utility>

#include "web/app/app.h"
#include "web/app/page.h"
#include "web/app/texts.h"

using namespace inkling;
using namespace inkling::page;

namespace {

std::optional<size_t> place_of(int index) {
  return index < 0 ? std::nullopt : std::optional(static_cast<size_t>(index));
}

CurvesView& curves_in(View view) {
  return view == view_loss_curve ? page_now().charts.loss : page_now().charts.accuracy;
}

}  // namespace

#define EXPORTED extern "C" EMSCRIPTEN_KEEPALIVE

EXPORTED void app_show_curves(View view, const float* heights, size_t curves, size_t points,
                              const float* tick_heights, const char* tick_texts) {
  std::vector<CurvesView::Tick> ticks;
  for (std::string& text : lines_of(tick_texts)) ticks.push_back({*tick_heights++, std::move(text)});
  curves_in(view).set({heights, curves * points}, points, std::move(ticks));
}
EXPORTED void app_choose_point(View view, int point) {
  curves_in(view).choose(place_of(point));
}

EXPORTED void app_show_confusion(const uint32_t* counts, const char* labels) {
  std::vector<std::string> texts = lines_of(labels);
  const size_t cells = texts.size() * texts.size();
  page_now().charts.confusion.set({counts, cells}, std::move(texts));
}
EXPORTED void app_choose_cell(int cell) {
  page_now().charts.confusion.choose(place_of(cell));
}

EXPORTED void app_show_digits(const uint8_t* glyphs, const char* labels_and_readings, size_t columns) {
  const std::vector<std::string> texts = lines_of(labels_and_readings);
  std::vector<DigitsView::Digit> digits;
  for (size_t i = 0; i + 1 < texts.size(); i += 2, glyphs += glyph_size) {
    DigitsView::Digit& digit = digits.emplace_back(Glyph{}, texts[i], texts[i + 1]);
    std::copy_n(glyphs, glyph_size, digit.glyph.begin());
  }
  page_now().charts.digits.set(std::move(digits), columns);
}
