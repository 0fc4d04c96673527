// `inkling predict`: reads pictures and drawings.
#include <cstdio>

#include "engine/core/json.h"
#include "engine/ink/ndjson.h"
#include "engine/picture/decode.h"
#include "engine/reading/recogniser.h"
#include "trainer/cli/commands.h"
#include "trainer/cli/files.h"
#include "trainer/cli/weights.h"

namespace inkling {
namespace {

struct Options {
  std::vector<std::string> files;
  std::string mode = "digit";
  std::string weights;
  bool json = false;
};

// What became of one picture or drawing.
struct Outcome {
  std::string file;
  Result<Reading> reading;
};

bool is_ink(std::string_view file) {
  return file.ends_with(".ndjson") || file.ends_with(".ndjson.gz") || file.ends_with(".json");
}

Result<Reading> read_picture(Recogniser& recogniser, const std::string& file) {
  const auto bytes = read_file(file);
  if (!bytes) return std::unexpected(bytes.error());
  const auto grey = decode_picture(*bytes);
  if (!grey) return std::unexpected(in(file, grey.error()));
  return recogniser.read(see(*grey));
}

void read_ink(Recogniser& recogniser, const std::string& file, std::vector<Outcome>& outcomes) {
  const auto read = for_each_line(file, [&](std::string_view line, size_t number) -> Result<void> {
    const auto drawing = parse_drawing(line);
    if (drawing)
      outcomes.push_back({file, recogniser.read(see(drawing->ink))});
    else
      outcomes.push_back({file, std::unexpected(in(file + ":" + std::to_string(number), drawing.error()))});
    return {};
  });
  if (!read) outcomes.push_back({file, std::unexpected(read.error())});
}

// A reading's JSON with the file's name as its first key, or {file, error}.
std::string outcome_to_json(const Outcome& outcome) {
  const JsonBuilder builder = new_json();
  yyjson_mut_doc* document = builder.get();
  yyjson_mut_val* root = yyjson_mut_obj(document);
  yyjson_mut_doc_set_root(document, root);
  yyjson_mut_obj_add_val(document, root, "file", json_text(document, outcome.file));
  if (!outcome.reading)
    yyjson_mut_obj_add_val(document, root, "error", json_text(document, outcome.reading.error().message));
  std::string text = to_text(document);
  if (outcome.reading) text = text.substr(0, text.size() - 1) + "," + to_json(*outcome.reading).substr(1);
  return text;
}

void print_json(const std::vector<Outcome>& outcomes) {
  std::printf("[");
  for (size_t i = 0; i < outcomes.size(); ++i)
    std::printf("%s%s", i ? ",\n " : "", outcome_to_json(outcomes[i]).c_str());
  std::printf("]\n");
}

void print_text(const std::vector<Outcome>& outcomes) {
  for (const auto& [file, reading] : outcomes) {
    if (!reading) {
      std::fprintf(stderr, "%s\n", reading.error().message.c_str());
    } else if (reading->digits.empty()) {
      std::printf("%s: nothing written\n", file.c_str());
    } else {
      const auto& top = reading->digits[0].top;
      std::printf("%s: %s  %.1f %%%s", file.c_str(), reading->text.c_str(), 100 * reading->confidence,
                  reading->rejected ? "  (not sure)" : "");
      for (size_t i = 1; i < top.size(); ++i)
        std::printf("%s %s %.1f %%", i == 1 ? "  then" : ",", top[i].label.c_str(), 100 * top[i].probability);
      std::printf("\n");
    }
  }
}

int run(const Options& options) {
  auto recogniser = load_recogniser(options.weights);
  if (!recogniser) return exit_status(std::unexpected(recogniser.error()));
  std::vector<Outcome> outcomes;
  for (const std::string& file : options.files) {
    if (is_ink(file))
      read_ink(*recogniser, file, outcomes);
    else
      outcomes.push_back({file, read_picture(*recogniser, file)});
  }
  (options.json ? print_json : print_text)(outcomes);
  for (const Outcome& outcome : outcomes)
    if (!outcome.reading) return 1;
  return 0;
}

}  // namespace

void add_predict(CLI::App& program, int& status) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand("predict", "Read pictures (PNG, JPEG) and drawings (NDJSON)");
  command->add_option("files", options->files, "Files to read")->required();
  command->add_option("--mode", options->mode, "What a file shows: one digit")->check(CLI::IsMember({"digit"}));
  command->add_option("--weights", options->weights, "Weights file; without it the ones built in");
  command->add_flag("--json", options->json, "Print one JSON array, a result for each picture or drawing");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace inkling
