// The values of a JSON object, by their keys.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/json.h"

namespace inkling::trainer {

// Gives those keys that are there to their variables; then done() says what was wrong.
class JsonValues {
 public:
  explicit JsonValues(std::string_view text);

  void take(const char* key, bool& value);
  void take(const char* key, int& value);
  void take(const char* key, uint64_t& value);
  void take(const char* key, float& value);
  void take(const char* key, std::string& value);
  void take(const char* key, std::vector<std::string>& value);

  // The first error, which names the key: no JSON object, a value of another type, a key that nobody took.
  Result<void> done() const;

 private:
  yyjson_val* find(const char* key);
  void refuse(const char* key, yyjson_val* value, const char* expected);

  Result<JsonDocument> document_;
  std::set<std::string> taken_;
  Result<void> result_;
};

}  // namespace inkling::trainer
