#include "web/app/inside_json.h"

#include "engine/core/json.h"

namespace inkling::page {

namespace {

void add_shape(yyjson_mut_doc* document, yyjson_mut_val* list, const Shape& shape) {
  yyjson_mut_val* sides = yyjson_mut_arr_add_arr(document, list);
  for (const int side : {shape.height, shape.width, shape.channels})
    yyjson_mut_arr_add_int(document, sides, side);
}

}  // namespace

std::string network_to_json(const Model& model) {
  const JsonBuilder builder = new_json();
  yyjson_mut_doc* document = builder.get();
  yyjson_mut_val* root = yyjson_mut_obj(document);
  yyjson_mut_doc_set_root(document, root);
  yyjson_mut_obj_add_uint(document, root, "members", model.members.size());
  yyjson_mut_val* planes = yyjson_mut_obj_add_arr(document, root, "planes");
  for (const Plane plane : model.planes) yyjson_mut_arr_append(planes, json_text(document, name_of(plane)));
  yyjson_mut_val* labels = yyjson_mut_obj_add_arr(document, root, "labels");
  for (const std::string& label : model.labels) yyjson_mut_arr_append(labels, json_text(document, label));
  const std::vector<Layer>& layers = model.members[0].layers;
  yyjson_mut_obj_add_val(document, root, "layers",
                         yyjson_mut_rawcpy(document, layers_to_json(layers).c_str()));
  yyjson_mut_val* shapes = yyjson_mut_obj_add_arr(document, root, "shapes");
  add_shape(document, shapes, model.input_shape());
  for (const Shape& shape : *output_shapes(layers, model.input_shape())) add_shape(document, shapes, shape);
  return to_text(document);
}

std::string reasons_to_json(const Influence& influence, const std::string& label) {
  const JsonBuilder builder = new_json();
  yyjson_mut_doc* document = builder.get();
  yyjson_mut_val* root = yyjson_mut_obj(document);
  yyjson_mut_doc_set_root(document, root);
  yyjson_mut_obj_add_val(document, root, "label", json_text(document, label));
  yyjson_mut_obj_add_val(document, root, "logOdds", json_float(document, influence.log_odds()));
  yyjson_mut_val* strokes = yyjson_mut_obj_add_arr(document, root, "strokes");
  for (const float fall : influence.strokes()) yyjson_mut_arr_append(strokes, json_float(document, fall));
  yyjson_mut_val* parts = yyjson_mut_obj_add_arr(document, root, "parts");
  for (const Part& part : influence.parts()) {
    yyjson_mut_val* one = yyjson_mut_arr_add_obj(document, parts);
    yyjson_mut_obj_add_uint(document, one, "stroke", part.stroke);
    yyjson_mut_obj_add_val(document, one, "from", json_float(document, part.from));
    yyjson_mut_obj_add_val(document, one, "to", json_float(document, part.to));
    yyjson_mut_obj_add_val(document, one, "fall", json_float(document, part.fall));
  }
  return to_text(document);
}

}  // namespace inkling::page
