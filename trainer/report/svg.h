// Draws SVG: the few shapes that charts need, coloured by the classes of style.h (ink, quiet, accent, lines).
//
// Coordinates are the picture's own units, y down.  A picture is part of a page (the page brings the style)
// or a file of its own.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace inkling::report {

// With &, <, > and quotes made harmless, for HTML and SVG alike; control characters are left out.
std::string escaped(std::string_view text);

struct Position {
  double x = 0, y = 0;
};

class Svg {
 public:
  // `title` says to a screen reader what is shown.
  Svg(double width, double height, std::string_view title);

  void line(Position from, Position to, const char* classes);
  void polyline(std::span<const Position> points, const char* classes);
  void circle(Position centre, double radius, const char* classes);
  void rectangle(Position corner, double width, double height, const char* classes, double opacity = 1);
  void text(Position baseline, std::string_view words, const char* classes);
  void turned_text(Position baseline, std::string_view words, const char* classes);  // upwards
  void picture(Position corner, double width, double height, std::string_view data_uri);

  std::string inlined() const;  // to stand in a page
  std::string file() const;     // a whole file, on paper

 private:
  double width_, height_;
  std::string title_, body_;
};

}  // namespace inkling::report
