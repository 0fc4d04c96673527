#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <numeric>

#include "engine/picture/decode.h"
#include "trainer/metrics/evaluation.h"
#include "trainer/report/calibration.h"
#include "trainer/report/class_distribution.h"
#include "trainer/report/confusion.h"
#include "trainer/report/curves.h"
#include "trainer/report/glyphs.h"
#include "trainer/report/history.h"
#include "trainer/report/numbers.h"
#include "trainer/report/page.h"
#include "trainer/report/png.h"

using namespace inkling;
using namespace inkling::report;
using Catch::Matchers::ContainsSubstring;

namespace {

size_t times(const std::string& text, std::string_view part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != text.npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

Glyph slope() {
  Glyph glyph;
  for (size_t at = 0; at < glyph.size(); ++at) glyph[at] = static_cast<uint8_t>(at % 256);
  return glyph;
}

}  // namespace

TEST_CASE("Text from outside cannot become markup") {
  CHECK(escaped("<a href=\"x\">'&") == "&lt;a href=&quot;x&quot;&gt;&#39;&amp;");
  CHECK(escaped(std::string("a\0\x1b"
                            "b",
                            4)) == "ab");
  Page page("<script>");
  page.section("<b>", "&");
  page.figure("<i>", table({"<u>"}, {{"<s>"}}), "<q>");
  const std::string html = page.html();
  for (const char* tag : {"<script", "<b>", "<i>", "<u>", "<s>", "<q>"})
    CHECK_THAT(html, !ContainsSubstring(tag));
}

TEST_CASE("A glyph's PNG is read back by the engine's decoder, transparent where there is paper") {
  const Glyph glyph = slope();
  const Image image{glyph_side, glyph_side, {glyph.begin(), glyph.end()}};
  const auto decoded = decode_picture(png(image));
  REQUIRE(decoded);
  CHECK(decoded->width == glyph_side);
  CHECK(decoded->height == glyph_side);
  // On white paper, ink of #1B2440 is dark where the glyph is: brightness falls as ink grows.
  CHECK(decoded->at(0, 0) == 255);
  CHECK(decoded->at(27, 8) < decoded->at(1, 0));  // levels 251 and 1
}

TEST_CASE("A mosaic has its glyphs in rows, with the gap between them") {
  const std::vector<Glyph> glyphs(3, slope());
  const Image image = mosaic(glyphs, 2, 3);
  CHECK(image.width == 59);
  CHECK(image.height == 59);
  CHECK(image.at(31 + 5, 0) == 5);
  CHECK(image.at(5, 31) == 5);
  CHECK(image.at(29, 0) == 0);
  CHECK(image.at(31 + 5, 31) == 0);  // there is no fourth
}

TEST_CASE("A picture's address is base64 of its PNG") {
  // Every PNG begins with the same eight bytes, which are "iVBORw0KGgo" in base64.
  CHECK_THAT(data_uri(slope()), Catch::Matchers::StartsWith("data:image/png;base64,iVBORw0KGgo"));
  CHECK(data_uri(slope()).substr(22).size() % 4 == 0);
}

TEST_CASE("The history of weights and a run's metrics are read, what is missing is not a number") {
  const auto history = parse_history(R"([{"epoch":1,"loss":0.5,"accuracy":0.9},{"epoch":2,"loss":null}])");
  REQUIRE(history);
  REQUIRE(history->size() == 2);
  CHECK((*history)[0].validation_accuracy == 0.9);
  CHECK(std::isnan((*history)[1].loss));
  const auto line = parse_metrics(R"({"epoch":3,"step":12,"loss":1e-3,"training_accuracy":0.5,"extra":"x"})");
  REQUIRE(line);
  CHECK(line->step == 12);
  CHECK(line->training_accuracy == 0.5);
  CHECK(to_csv({*line}) ==
        "epoch,step,loss,training_accuracy,validation_accuracy,validation_loss,learning_rate,seconds\n"
        "3,12,0.001,0.5,,,,\n");
  CHECK(parse_history("")->empty());
}

TEST_CASE("Metrics that are none are refused by name") {
  CHECK_THAT(parse_metrics(R"({"loss":1})").error().message, ContainsSubstring("\"epoch\" is missing"));
  CHECK_THAT(parse_metrics(R"({"epoch":1,"loss":"low"})").error().message,
             ContainsSubstring("\"loss\" is string"));
  CHECK_THAT(parse_metrics("[1]").error().message, ContainsSubstring("expected an object"));
  CHECK_THAT(parse_metrics("{\"epoch\":").error().message, ContainsSubstring("not valid JSON"));
  CHECK_THAT(parse_history(R"([{"epoch":1},7])").error().message, ContainsSubstring("entry 2"));
}

TEST_CASE("Curves are drawn of what is known, and of nothing if nothing is") {
  CHECK(!loss_curves({}));
  std::vector<Epoch> epochs(3);
  for (size_t i = 0; i < 3; ++i) epochs[i].epoch = static_cast<double>(i + 1);
  CHECK(!accuracy_curves(epochs));
  for (Epoch& epoch : epochs) epoch.loss = 0.1;
  const std::string alone = loss_curves(epochs)->inlined();
  CHECK(times(alone, "<polyline") == 1);
  CHECK_THAT(alone, !ContainsSubstring("nan") && !ContainsSubstring("inf"));
  for (Epoch& epoch : epochs) epoch.validation_accuracy = 1, epoch.training_accuracy = 0.5;
  const std::string both = accuracy_curves(epochs)->inlined();
  CHECK(times(both, "<polyline") == 2);
  CHECK_THAT(both, !ContainsSubstring("nan") && !ContainsSubstring("inf"));
  epochs.resize(1);
  CHECK_THAT(accuracy_curves(epochs)->inlined(), !ContainsSubstring("nan") && !ContainsSubstring("inf"));
}

TEST_CASE("A better accuracy is drawn higher, a smaller loss lower") {
  std::vector<Epoch> epochs(2);
  epochs[0].epoch = 1, epochs[1].epoch = 2;
  epochs[0].loss = 0.2, epochs[1].loss = 0.1;
  epochs[0].validation_accuracy = 0.9, epochs[1].validation_accuracy = 0.99;
  const auto heights = [](const std::string& svg) {
    double first = 0, second = 0, x = 0;
    const char* points = svg.c_str() + svg.find("points=\"") + 8;
    REQUIRE(std::sscanf(points, "%lf,%lf %lf,%lf", &x, &first, &x, &second) == 4);
    return std::pair(first, second);
  };
  const auto [loss_before, loss_after] = heights(loss_curves(epochs)->inlined());
  CHECK(loss_after > loss_before);  // y grows downwards
  const auto [accuracy_before, accuracy_after] = heights(accuracy_curves(epochs)->inlined());
  CHECK(accuracy_after < accuracy_before);
}

TEST_CASE("The confusion map counts every cell that is not empty") {
  Evaluation evaluation;
  evaluation.confusion = {{90, 0, 3}, {0, 80, 0}, {7, 0, 60}};
  const std::string svg = confusion_map(evaluation, {"a", "b", "<c>"}).inlined();
  for (const char* count : {">90<", ">80<", ">60<", ">3<", ">7<"}) CHECK(times(svg, count) == 1);
  CHECK(times(svg, "class=\"accent\"") == 2);  // the two kinds of mistakes are shaded
  CHECK_THAT(svg, ContainsSubstring("&lt;c&gt;"));
}

TEST_CASE("The reliability diagram has a dot for each bin that holds samples") {
  const std::vector<Sample> samples = {
      {0, false, {0.9f, 0.1f}}, {1, false, {0.9f, 0.1f}}, {1, false, {0.4f, 0.6f}}};
  const std::string svg = reliability_diagram(evaluate(samples, 2)).inlined();
  CHECK(times(svg, "<circle") == 2);
  CHECK_THAT(svg, ContainsSubstring("calibration error"));
  CHECK_THAT(reliability_diagram(evaluate({}, 2)).inlined(), !ContainsSubstring("<circle"));
}

TEST_CASE("Classes without samples are drawn as such") {
  const std::string svg = class_distribution({{"training", {60000, 0}}}, {"a", "b"}).inlined();
  CHECK_THAT(svg, ContainsSubstring(">60,000<") && ContainsSubstring(">0<") && !ContainsSubstring("nan"));
  CHECK_THAT(class_distribution({{"none", {0, 0}}}, {"a", "b"}).inlined(), !ContainsSubstring("nan"));
  CHECK_NOTHROW(glyph_rows(std::vector<GlyphRow>{{"a", {}}, {"b", {slope()}}}, true, ""));
}

TEST_CASE("A misread cell says what was written and what was read") {
  const std::vector<GlyphCell> cells = {{slope(), "4", "9", "98 %", "file:3", false}};
  CHECK_THAT(cells_for_page(cells),
             ContainsSubstring("4 → <i>9</i>") && ContainsSubstring("title=\"file:3\""));
  CHECK_THAT(cells_picture(cells, 4, "").file(), ContainsSubstring("4 → 9") && ContainsSubstring("98 %"));
}

TEST_CASE("A page and a picture name no address but the name of SVG itself") {
  Page page("title");
  page.headline("99 %", "words", {{"misread", "1"}});
  page.section("one");
  page.figure("picture", glyph_rows(std::vector<GlyphRow>{{"a", {slope()}}}, false, "rows").inlined());
  const std::string html = page.html();
  CHECK(times(html, "://") == times(html, "http://www.w3.org/2000/svg"));
  for (const char* outside : {"<script", "<link", "@import", "url("})
    CHECK_THAT(html, !ContainsSubstring(outside));
}

TEST_CASE("Numbers are grouped by thousands") {
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(60000) == "60,000");
  CHECK(grouped(-1234567) == "-1,234,567");
  CHECK(percent(0.9961, 2) == "99.61 %");
}
