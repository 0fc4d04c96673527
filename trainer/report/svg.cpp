#include "trainer/report/svg.h"

#include <cstdio>

#include "trainer/report/style.h"

namespace inkling::report {
namespace {

// Two decimals at most, none that say nothing.
std::string number(double value) {
  char digits[48];
  std::snprintf(digits, sizeof digits, "%.2f", value);
  std::string text = digits;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  if (text == "-0") text.erase(0, 1);
  return text;
}

std::string attribute(const char* name, double value) {
  return std::string(" ") + name + "=\"" + number(value) + "\"";
}

std::string classes_of(const char* classes) {
  return std::string(" class=\"") + classes + "\"";
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string safe;
  for (const char letter : text) {
    switch (letter) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      case '\'':
        safe += "&#39;";
        break;
      default:
        if (static_cast<unsigned char>(letter) >= 0x20 || letter == '\n' || letter == '\t') safe += letter;
    }
  }
  return safe;
}

Svg::Svg(double width, double height, std::string_view title)
    : width_(width), height_(height), title_(escaped(title)) {}

void Svg::line(Position from, Position to, const char* classes) {
  body_ += "<line" + attribute("x1", from.x) + attribute("y1", from.y) + attribute("x2", to.x) +
           attribute("y2", to.y) + classes_of(classes) + "/>";
}

void Svg::polyline(std::span<const Position> points, const char* classes) {
  body_ += "<polyline points=\"";
  for (const Position& point : points) body_ += number(point.x) + "," + number(point.y) + " ";
  body_ += '"';
  body_ += classes_of(classes) + "/>";
}

void Svg::circle(Position centre, double radius, const char* classes) {
  body_ += "<circle" + attribute("cx", centre.x) + attribute("cy", centre.y) + attribute("r", radius) +
           classes_of(classes) + "/>";
}

void Svg::rectangle(Position corner, double width, double height, const char* classes, double opacity) {
  body_ += "<rect" + attribute("x", corner.x) + attribute("y", corner.y) + attribute("width", width) +
           attribute("height", height) + classes_of(classes);
  if (opacity < 1) body_ += attribute("opacity", opacity);
  body_ += "/>";
}

void Svg::text(Position baseline, std::string_view words, const char* classes) {
  body_ += "<text" + attribute("x", baseline.x) + attribute("y", baseline.y) + classes_of(classes) + ">" +
           escaped(words) + "</text>";
}

void Svg::turned_text(Position baseline, std::string_view words, const char* classes) {
  body_ += "<text transform=\"translate(" + number(baseline.x) + " " + number(baseline.y) +
           ") rotate(-90)\"" + classes_of(classes) + ">" + escaped(words) + "</text>";
}

void Svg::picture(Position corner, double width, double height, std::string_view data_uri) {
  body_ += "<image class=\"glyph\"" + attribute("x", corner.x) + attribute("y", corner.y) +
           attribute("width", width) + attribute("height", height) + " href=\"" + std::string(data_uri) +
           "\"/>";
}

std::string Svg::inlined() const {
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + number(width_) + " " + number(height_) +
         "\" role=\"img\"><title>" + title_ + "</title>" + body_ + "</svg>";
}

std::string Svg::file() const {
  constexpr double margin = 16;
  const std::string width = number(width_ + 2 * margin), height = number(height_ + 2 * margin);
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height +
         "\" viewBox=\"" + number(-margin) + " " + number(-margin) + " " + width + " " + height +
         "\"><title>" + title_ + "</title><style>" + colours + drawing_style +
         "</style><rect class=\"paper\"" + attribute("x", -margin) + attribute("y", -margin) +
         attribute("width", width_ + 2 * margin) + attribute("height", height_ + 2 * margin) + "/>" + body_ +
         "</svg>\n";
}

}  // namespace inkling::report
