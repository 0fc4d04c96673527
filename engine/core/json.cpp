#include "engine/core/json.h"

#include <charconv>
#include <cmath>

namespace inkling {

Result<JsonDocument> parse_json(std::string_view text) {
  yyjson_read_err error;
  // yyjson changes the text only with YYJSON_READ_INSITU, which is not given.
  JsonDocument document(
      yyjson_read_opts(const_cast<char*>(text.data()), text.size(), YYJSON_READ_NOFLAG, nullptr, &error));
  if (!document) return fail("not valid JSON at byte %zu: %s", error.pos, error.msg);
  return document;
}

std::optional<std::string_view> text_of(yyjson_val* value) {
  if (!yyjson_is_str(value)) return std::nullopt;
  return std::string_view(yyjson_get_str(value), yyjson_get_len(value));
}

std::optional<int64_t> integer_of(yyjson_val* value, int64_t least, int64_t most) {
  if (!yyjson_is_int(value)) return std::nullopt;
  if (yyjson_is_uint(value) && yyjson_get_uint(value) > static_cast<uint64_t>(INT64_MAX)) return std::nullopt;
  const int64_t number = yyjson_get_sint(value);
  if (number < least || number > most) return std::nullopt;
  return number;
}

const char* kind_of(yyjson_val* value) {
  return value ? yyjson_get_type_desc(value) : "nothing";
}

JsonBuilder new_json() {
  return JsonBuilder(yyjson_mut_doc_new(nullptr));
}

yyjson_mut_val* json_float(yyjson_mut_doc* document, float value) {
  if (!std::isfinite(value)) return yyjson_mut_null(document);
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  return yyjson_mut_rawncpy(document, digits, static_cast<size_t>(end - digits));
}

yyjson_mut_val* json_text(yyjson_mut_doc* document, std::string_view value) {
  return yyjson_mut_strncpy(document, value.data(), value.size());
}

std::string to_text(const yyjson_mut_doc* document) {
  size_t length = 0;
  char* text = yyjson_mut_write(document, YYJSON_WRITE_ALLOW_INVALID_UNICODE, &length);
  std::string copy(text ? text : "", text ? length : 0);
  free(text);
  return copy;
}

}  // namespace inkling
