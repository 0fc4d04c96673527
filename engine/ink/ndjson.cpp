#include "engine/ink/ndjson.h"

#include <yyjson.h>

#include <cmath>
#include <cstdint>
#include <memory>
#include <optional>

namespace inkling {
namespace {

using Document = std::unique_ptr<yyjson_doc, decltype(&yyjson_doc_free)>;

constexpr double largest_coordinate = 1e9;

// The elements of a JSON array, one after the other; with an index they would be searched from the start each
// time.
class Elements {
 public:
  explicit Elements(yyjson_val* array) { yyjson_arr_iter_init(array, &iterator_); }
  yyjson_val* next() { return yyjson_arr_iter_next(&iterator_); }

 private:
  yyjson_arr_iter iterator_;
};

// "a number", "an object", … for messages.
const char* kind(yyjson_val* value) {
  switch (yyjson_get_type(value)) {
    case YYJSON_TYPE_NULL:
      return "null";
    case YYJSON_TYPE_BOOL:
      return "a boolean";
    case YYJSON_TYPE_NUM:
      return "a number";
    case YYJSON_TYPE_STR:
      return "a string";
    case YYJSON_TYPE_ARR:
      return "an array";
    case YYJSON_TYPE_OBJ:
      return "an object";
    default:
      return "nothing";
  }
}

Result<std::string> optional_string(yyjson_val* object, const char* key) {
  yyjson_val* value = yyjson_obj_get(object, key);
  if (!value) return std::string();
  if (!yyjson_is_str(value)) return fail("'%s' is %s; expected a string", key, kind(value));
  return std::string(yyjson_get_str(value), yyjson_get_len(value));
}

// What is wrong with a point, without its place; nothing if all is well.
std::optional<Error> fault(yyjson_val* point) {
  if (!yyjson_is_arr(point)) return fail("is %s; expected [x,y]", kind(point)).error();
  const size_t count = yyjson_arr_size(point);
  if (count < 2 || count > 4) {
    return fail("has %zu numbers; expected [x,y] or [x,y,milliseconds,pressure]", count).error();
  }
  Elements elements(point);
  for (size_t i = 0; yyjson_val* element = elements.next(); ++i) {
    static constexpr const char* names[] = {"x", "y", "milliseconds", "pressure"};
    if (!yyjson_is_num(element)) return fail("%s is %s; expected a number", names[i], kind(element)).error();
    const double number = yyjson_get_num(element);
    if (i < 2 && !(std::abs(number) <= largest_coordinate)) {
      return fail("%s is %g; expected a magnitude of at most %g", names[i], number, largest_coordinate)
          .error();
    }
  }
  return std::nullopt;
}

Result<Stroke> parse_stroke(yyjson_val* array, size_t number, size_t room) {
  if (!yyjson_is_arr(array)) {
    return fail("stroke %zu is %s; expected a list of points [[x,y],…]", number, kind(array));
  }
  const size_t count = yyjson_arr_size(array);
  if (count == 0) return fail("stroke %zu has no point; expected at least one", number);
  if (count > room) {
    return fail(
        "stroke %zu has %zu points, which makes more than %zu in the drawing; record fewer points a second",
        number, count, most_points);
  }
  Stroke stroke;
  stroke.reserve(count);
  Elements points(array);
  while (yyjson_val* point = points.next()) {
    if (const auto error = fault(point)) {
      return fail("stroke %zu, point %zu %s", number, stroke.size() + 1, error->message.c_str());
    }
    stroke.push_back({static_cast<float>(yyjson_get_num(yyjson_arr_get(point, 0))),
                      static_cast<float>(yyjson_get_num(yyjson_arr_get(point, 1)))});
  }
  return stroke;
}

Result<Ink> parse_ink(yyjson_val* drawing) {
  yyjson_val* array = yyjson_obj_get(drawing, "strokes");
  if (!array) return fail("'strokes' is missing; expected {\"strokes\":[[[x,y],…],…]}");
  if (!yyjson_is_arr(array)) return fail("'strokes' is %s; expected a list of strokes", kind(array));
  Ink ink;
  size_t room = most_points;
  Elements strokes(array);
  while (yyjson_val* element = strokes.next()) {
    Result<Stroke> stroke = parse_stroke(element, ink.strokes.size() + 1, room);
    if (!stroke) return std::unexpected(stroke.error());
    room -= stroke->size();
    ink.strokes.push_back(std::move(*stroke));
  }
  return ink;
}

}  // namespace

Result<Drawing> parse_drawing(std::string_view line) {
  if (line.find_first_not_of(" \t\r") == line.npos)
    return fail("the line is empty; expected {\"strokes\":[…]}");
  yyjson_read_err error;
  // Without YYJSON_READ_INSITU the text is only read: the cast is the library's way of saying so.
  const Document document(yyjson_read_opts(const_cast<char*>(line.data()), line.size(), 0, nullptr, &error),
                          yyjson_doc_free);
  if (!document)
    return fail("not JSON at byte %zu: %s; expected one object a line", error.pos + 1, error.msg);

  yyjson_val* root = yyjson_doc_get_root(document.get());
  if (!yyjson_is_obj(root)) return fail("the line is %s; expected an object {\"strokes\":[…]}", kind(root));
  Result<std::string> label = optional_string(root, "label");
  if (!label) return std::unexpected(label.error());
  Result<std::string> writer = optional_string(root, "writer");
  if (!writer) return std::unexpected(writer.error());
  Result<Ink> ink = parse_ink(root);
  if (!ink) return std::unexpected(ink.error());
  return Drawing{std::move(*label), std::move(*writer), std::move(*ink)};
}

int fold_of_writer(std::string_view writer) {
  uint32_t hash = 2166136261u;
  for (const char byte : writer) hash = (hash ^ static_cast<uint8_t>(byte)) * 16777619u;
  return static_cast<int>(hash % 5);
}

}  // namespace inkling
