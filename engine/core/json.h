// JSON for the engine: yyjson's documents, owned, with errors as in core/error.h.
#pragma once

#include <yyjson.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/core/error.h"

namespace inkling {

struct FreeJson {
  void operator()(yyjson_doc* document) const { yyjson_doc_free(document); }
  void operator()(yyjson_mut_doc* document) const { yyjson_mut_doc_free(document); }
};

using JsonDocument = std::unique_ptr<yyjson_doc, FreeJson>;     // what was read
using JsonBuilder = std::unique_ptr<yyjson_mut_doc, FreeJson>;  // what is being written

// Parses one whole JSON text; the error names the byte at which it stops being JSON.
Result<JsonDocument> parse_json(std::string_view text);

// The text of a string value; nothing for other types.
std::optional<std::string_view> text_of(yyjson_val* value);

// The value of an integer from `least` to `most`; nothing for anything else.
std::optional<int64_t> integer_of(yyjson_val* value, int64_t least, int64_t most);

// "a string", "a number" …: what a value is, for error messages.
const char* kind_of(yyjson_val* value);

JsonBuilder new_json();

// The shortest decimal that reads back as the same float; null for what is not finite.
yyjson_mut_val* json_float(yyjson_mut_doc* document, float value);
yyjson_mut_val* json_text(yyjson_mut_doc* document, std::string_view value);

// The document's root as one line of JSON.
std::string to_text(const yyjson_mut_doc* document);

}  // namespace inkling
