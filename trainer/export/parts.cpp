#include "trainer/export/parts.h"

#include <cstdio>

#include "engine/core/json.h"

namespace inkling::trainer {

void put_weight(Safetensors& file, const std::string& layer, DType type, std::vector<int64_t> shape,
                std::span<const float> values) {
  Tensor& tensor = file.tensors[layer + ".weight"];
  file.tensors.erase(layer + ".scale");
  switch (type) {
    case DType::f32:
      tensor = tensor_f32(std::move(shape), values);
      break;
    case DType::f16:
      tensor = tensor_f16(std::move(shape), values);
      break;
    case DType::i8: {
      ScaledTensor scaled = tensor_i8(std::move(shape), values);
      tensor = std::move(scaled.values);
      file.tensors[layer + ".scale"] = std::move(scaled.scale);
      break;
    }
  }
}

std::string json_list(const std::vector<std::string>& texts) {
  const JsonBuilder builder = new_json();
  yyjson_mut_val* list = yyjson_mut_arr(builder.get());
  yyjson_mut_doc_set_root(builder.get(), list);
  for (const std::string& text : texts) yyjson_mut_arr_append(list, json_text(builder.get(), text));
  return to_text(builder.get());
}

std::string number_text(float number) {
  char text[32];
  std::snprintf(text, sizeof text, "%.9g", static_cast<double>(number));
  return text;
}

std::string rejection_text(const Rejection& rejection) {
  return std::string("{\"") + name_of(rejection.by) + "\":" + number_text(rejection.least) + "}";
}

}  // namespace inkling::trainer
