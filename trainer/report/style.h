// The colours and type of every picture and page: paper and ink, in light and dark, and always light on real
// paper.
#pragma once

namespace inkling::report {

// As red, green, blue: what PNG files are drawn with.
constexpr unsigned char paper_colour[3] = {0xFB, 0xF8, 0xF1}, ink_colour[3] = {0x1B, 0x24, 0x40};

constexpr char colours[] =
    ":root{--paper:#FBF8F1;--ink:#1B2440;--lines:#E7E1D3;--quiet:#6F6B5E;--accent:#2F5BEA;color-scheme:light "
    "dark}"
    "@media screen and (prefers-color-scheme:dark){:root{--paper:#14161C;--ink:#F2EFE6;--lines:#2A2D36;"
    "--quiet:#9A978C;--accent:#8FADFF}.glyph{filter:invert(1) saturate(.4) brightness(1.08)}}";

// Elements of svg.h.
constexpr char drawing_style[] =
    "svg text{font:12px system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;"
    "font-variant-numeric:tabular-nums;fill:var(--quiet)}"
    "svg text.ink{fill:var(--ink)}svg text.accent{fill:var(--accent)}svg text.strong{font-weight:600}"
    "svg text.count{font-size:9px}svg .middle{text-anchor:middle}svg .end{text-anchor:end}"
    "svg line,svg polyline{fill:none;stroke:var(--lines);stroke-width:1}"
    "svg polyline{stroke-width:2;stroke-linejoin:round;stroke-linecap:round}"
    "svg line.accent,svg polyline.accent{stroke:var(--accent)}svg line.quiet,svg "
    "polyline.quiet{stroke:var(--quiet)}"
    "svg rect.lines{fill:var(--lines)}svg rect.paper{fill:var(--paper)}"
    "svg rect.ink{fill:var(--ink)}svg rect.quiet,svg circle.quiet{fill:var(--quiet)}"
    "svg rect.accent,svg circle.accent{fill:var(--accent)}";

}  // namespace inkling::report
