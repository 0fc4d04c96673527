// Draws strokes as a round pen would: smooth, with round ends and corners, edges soft by one pixel.
#pragma once

#include <span>

#include "engine/core/geometry.h"
#include "imgui.h"

namespace inkling::page {

// points, widths: [count], one stroke; widths are multiples of `pen_width`, in pixels after `to_screen`.
void draw_stroke(ImDrawList& list, std::span<const Point> points, std::span<const float> widths,
                 const Transform& to_screen, float pen_width, ImU32 colour);

}  // namespace inkling::page
