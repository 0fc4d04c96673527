#include "trainer/report/page.h"

#include "trainer/report/style.h"
#include "trainer/report/svg.h"

namespace inkling::report {
namespace {

// Four sizes of type (answer, heading, text, small) on a grid of 8 pixels.
constexpr char page_style[] = R"(
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);
font:16px/24px system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;
font-variant-numeric:tabular-nums;-webkit-text-size-adjust:100%}
main{max-width:1024px;margin:0 auto;padding:48px 32px 64px}
h1,h2,h3{margin:0;font-weight:600}
h1{font-size:16px;line-height:24px;overflow-wrap:anywhere}
h2{font-size:24px;line-height:32px}
h3{font-size:16px;line-height:24px;margin-bottom:8px}
p{margin:0}
.quiet,figcaption,small,dt,th{color:var(--quiet)}
figcaption,small,th{font-size:13px;line-height:16px;font-weight:400}
header{margin-bottom:16px}
.answer{font-size:72px;line-height:80px;font-weight:600;color:var(--accent);letter-spacing:-.02em;margin-top:24px}
.figures{display:flex;flex-wrap:wrap;gap:24px 40px;margin:24px 0 0}
.figures div{display:flex;flex-direction:column-reverse}
.figures dt{font-size:13px;line-height:16px}
.figures dd{margin:0;font-size:24px;line-height:32px}
section{border-top:1px solid var(--lines);padding-top:32px;margin-top:48px}
section>p{max-width:640px;margin-top:8px;color:var(--quiet)}
.grid{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:40px 64px;margin-top:32px}
figure{margin:0;min-width:0;break-inside:avoid}
figure.wide{grid-column:1/-1}
figcaption{margin-top:16px;max-width:640px}
.scroll{overflow-x:auto}
svg{display:block;width:100%;height:auto;overflow:visible}
.cells{list-style:none;margin:0;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(72px,1fr));gap:24px 8px}
.cells li{display:flex;flex-direction:column;align-items:center;break-inside:avoid}
.cells img{display:block;image-rendering:pixelated}
.cells b{font-weight:600;white-space:nowrap}
.cells i{font-style:normal;color:var(--accent)}
.cells i.quiet{color:var(--quiet)}
table{border-collapse:collapse;width:100%}
th,td{text-align:right;white-space:nowrap;padding:4px 0 3px 8px;border-bottom:1px solid var(--lines)}
th:first-child,td:first-child{text-align:left;padding-left:0;white-space:normal;overflow-wrap:break-word}
th{padding-bottom:8px}
.facts{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:8px 32px;margin:0}
.facts dd{margin:0;overflow-wrap:anywhere}
@media(max-width:760px){main{padding:24px 16px 40px}.grid{grid-template-columns:minmax(0,1fr);gap:32px}
.answer{font-size:56px;line-height:64px;margin-top:16px}section{margin-top:32px;padding-top:24px}
td{font-size:13px;line-height:20px}.figures{gap:16px 32px}.facts{grid-template-columns:minmax(0,1fr);gap:0}.facts dd{margin-bottom:16px}}
@media print{@page{margin:16mm}main{max-width:none;padding:0}body{font-size:12px;line-height:16px}
td{font-size:12px;line-height:16px}figcaption,small,th,.figures dt{font-size:10px;line-height:12px}
.facts{grid-template-columns:max-content minmax(0,1fr);gap:4px 24px}.facts dd{margin:0}
.grid{grid-template-columns:repeat(2,minmax(0,1fr));gap:24px 40px;margin-top:16px}
section{margin-top:24px;padding-top:16px}h2,h3{break-after:avoid}
svg,.cells img{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
)";

}  // namespace

Page::Page(std::string_view title) : title_(escaped(title)) {}

void Page::headline(std::string_view answer, std::string_view words,
                    const std::vector<std::pair<std::string, std::string>>& figures) {
  body_ += "<header><h1>" + title_ + "</h1><div class=\"answer\">" + escaped(answer) + "</div><p>" +
           escaped(words) + "</p><dl class=\"figures\">";
  for (const auto& [name, value] : figures)
    body_ += "<div><dt>" + escaped(name) + "</dt><dd>" + escaped(value) + "</dd></div>";
  body_ += "</dl></header>";
}

void Page::section(std::string_view heading, std::string_view words) {
  if (in_section_) body_ += "</div></section>\n";
  in_section_ = true;
  body_ += "<section><h2>" + escaped(heading) + "</h2>";
  if (!words.empty()) body_ += "<p>" + escaped(words) + "</p>";
  body_ += "<div class=\"grid\">";
}

void Page::figure(std::string_view heading, std::string_view content, std::string_view caption) {
  add_figure("", heading, content, caption);
}

void Page::wide_figure(std::string_view heading, std::string_view content, std::string_view caption) {
  add_figure(" class=\"wide\"", heading, content, caption);
}

void Page::add_figure(const char* classes, std::string_view heading, std::string_view content,
                      std::string_view caption) {
  body_ += std::string("<figure") + classes + ">";
  if (!heading.empty()) body_ += "<h3>" + escaped(heading) + "</h3>";
  body_ += "<div class=\"scroll\">" + std::string(content) + "</div>";
  if (!caption.empty()) body_ += "<figcaption>" + escaped(caption) + "</figcaption>";
  body_ += "</figure>\n";
}

std::string Page::html() const {
  return "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
         "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>" +
         title_ + "</title>\n<style>" + colours + drawing_style + page_style + "</style>\n<main>\n" + body_ +
         (in_section_ ? "</div></section>\n" : "") + "</main>\n</html>\n";
}

std::string table(const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& rows) {
  std::string html = "<table><thead><tr>";
  for (const std::string& name : header) html += "<th scope=\"col\">" + escaped(name) + "</th>";
  html += "</tr></thead><tbody>";
  for (const auto& row : rows) {
    html += "<tr>";
    for (const std::string& cell : row) html += "<td>" + escaped(cell) + "</td>";
    html += "</tr>";
  }
  return html + "</tbody></table>";
}

std::string facts(const std::vector<std::pair<std::string, std::string>>& rows) {
  std::string html = "<dl class=\"facts\">";
  for (const auto& [name, value] : rows)
    html += "<dt>" + escaped(name) + "</dt><dd>" + escaped(value) + "</dd>";
  return html + "</dl>";
}

}  // namespace inkling::report
