#include "trainer/api/json_values.h"

#include <climits>

namespace inkling::trainer {

JsonValues::JsonValues(std::string_view text) : document_(parse_json(text)) {
  if (!document_) {
    result_ = std::unexpected(document_.error());
  } else if (yyjson_val* root = yyjson_doc_get_root(document_->get()); !yyjson_is_obj(root)) {
    result_ = fail("the options are %s, expected an object", inkling::kind_of(root));
  }
}

void JsonValues::take(const char* key, bool& value) {
  yyjson_val* found = find(key);
  if (!found) return;
  if (!yyjson_is_bool(found)) return refuse(key, found, "true or false");
  value = yyjson_get_bool(found);
}

void JsonValues::take(const char* key, int& value) {
  yyjson_val* found = find(key);
  if (!found) return;
  const auto number = integer_of(found, INT_MIN, INT_MAX);
  if (!number) return refuse(key, found, "a whole number");
  value = static_cast<int>(*number);
}

void JsonValues::take(const char* key, uint64_t& value) {
  yyjson_val* found = find(key);
  if (!found) return;
  if (!yyjson_is_uint(found)) return refuse(key, found, "a whole number of 0 or more");
  value = yyjson_get_uint(found);
}

void JsonValues::take(const char* key, float& value) {
  yyjson_val* found = find(key);
  if (!found) return;
  if (!yyjson_is_num(found)) return refuse(key, found, "a number");
  value = static_cast<float>(yyjson_get_num(found));
}

void JsonValues::take(const char* key, std::string& value) {
  yyjson_val* found = find(key);
  if (!found) return;
  const auto text = text_of(found);
  if (!text) return refuse(key, found, "a string");
  value = *text;
}

void JsonValues::take(const char* key, std::vector<std::string>& value) {
  yyjson_val* found = find(key);
  if (!found) return;
  if (!yyjson_is_arr(found)) return refuse(key, found, "a list of strings");
  value.clear();
  for (size_t at = 0; at < yyjson_arr_size(found); ++at) {
    const auto text = text_of(yyjson_arr_get(found, at));
    if (!text) return refuse(key, yyjson_arr_get(found, at), "strings in the list");
    value.emplace_back(*text);
  }
}

Result<void> JsonValues::done() const {
  if (!result_) return result_;
  yyjson_obj_iter keys = yyjson_obj_iter_with(yyjson_doc_get_root(document_->get()));
  while (yyjson_val* key = yyjson_obj_iter_next(&keys))
    if (!taken_.contains(yyjson_get_str(key)))
      return fail("%s: is none of the options (trainer/fit/recipe_options.h lists them)",
                  yyjson_get_str(key));
  return {};
}

yyjson_val* JsonValues::find(const char* key) {
  taken_.insert(key);
  return result_ ? yyjson_obj_get(yyjson_doc_get_root(document_->get()), key) : nullptr;
}

void JsonValues::refuse(const char* key, yyjson_val* value, const char* expected) {
  if (result_) result_ = fail("%s: is %s, expected %s", key, inkling::kind_of(value), expected);
}

}  // namespace inkling::trainer
