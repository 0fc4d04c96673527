// Draws strokes as a round pen would: smooth, with round ends and corners, edges soft by one pixel.
#pragma once

#include <span>

#include "engine/core/geometry.h"
#include "imgui.h"
#include "web/app/drawing.h"

namespace inkling::page {

// How broad the pen's pressure makes a stroke, point by point, in widths of the pen.
std::vector<float> widths_of(const std::vector<Sample>& samples);

// points, widths: [count], one stroke; widths are multiples of `pen_size`, in pixels after `to_screen`.
void draw_stroke(ImDrawList& list, std::span<const Point> points, std::span<const float> widths,
                 const Transform& to_screen, float pen_size, ImU32 colour);

}  // namespace inkling::page
