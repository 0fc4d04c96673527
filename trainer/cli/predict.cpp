// `inkling predict`: reads pictures and drawings.
#include <cmath>
#include <cstdio>
#include <numeric>

#include "engine/core/json.h"
#include "engine/ink/ndjson.h"
#include "engine/number/number_reader.h"
#include "engine/picture/decode.h"
#include "engine/reading/read_number.h"
#include "trainer/cli/commands.h"
#include "trainer/cli/files.h"
#include "trainer/cli/report_pictures.h"
#include "trainer/cli/samples.h"
#include "trainer/cli/weights.h"

namespace inkling {
namespace {

struct Options {
  std::vector<std::string> files;
  std::string mode = "digit";
  std::string weights;
  size_t grid = 0;  // readings to draw; 0 prints them instead
  std::string data, out = "predictions.svg";
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

Result<Reading> read_picture(Recogniser& recogniser, const std::string& file, bool number) {
  const auto bytes = read_file(file);
  if (!bytes) return std::unexpected(bytes.error());
  const auto grey = decode_picture(*bytes);
  if (!grey) return std::unexpected(in(file, grey.error()));
  return number ? read_number(recogniser, *grey) : read_digit(recogniser, *grey);
}

Result<Reading> read_drawn_number(NumberReader& reader, const Ink& ink) {
  if (auto set = reader.set(ink); !set) return std::unexpected(set.error());
  return reader.read();
}

void read_ink(Recogniser& recogniser, const std::string& file, bool number, std::vector<Outcome>& outcomes) {
  NumberReader reader(recogniser);
  const auto read = for_each_line(file, [&](std::string_view line, size_t line_number) -> Result<void> {
    const auto drawing = parse_drawing(line);
    auto reading = !drawing ? std::unexpected(drawing.error())
                   : number ? read_drawn_number(reader, drawing->ink)
                            : recogniser.read(see(drawing->ink));
    if (!reading) reading = std::unexpected(in(file + ":" + std::to_string(line_number), reading.error()));
    outcomes.push_back({file, std::move(reading)});
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
                  reading->rejected ? "  (rejected)" : "");
      for (size_t i = 1; i < top.size() && reading->digits.size() == 1; ++i)
        std::printf("%s %s %.1f %%", i == 1 ? "  then" : ",", top[i].label.c_str(), 100 * top[i].probability);
      std::printf("\n");
    }
  }
}

// What the files show, unlabelled; MNIST's test half without files.
Result<std::vector<LabelledSample>> samples_of(const Options& options) {
  if (options.files.empty()) return collect({options.data, {}, "", {}, false});
  std::vector<LabelledSample> samples;
  for (const std::string& file : options.files) {
    const auto add = [&](const std::string& place, std::optional<Seen> seen) {
      samples.push_back({"", "", place, std::move(seen)});
    };
    if (is_ink(file)) {
      const auto read = for_each_line(file, [&](std::string_view line, size_t number) -> Result<void> {
        const auto drawing = parse_drawing(line);
        if (!drawing) return std::unexpected(drawing.error());
        add(file + ":" + std::to_string(number), see(drawing->ink));
        return {};
      });
      if (!read) return std::unexpected(read.error());
      continue;
    }
    const auto bytes = read_file(file);
    if (!bytes) return std::unexpected(bytes.error());
    const auto grey = decode_picture(*bytes);
    if (!grey) return std::unexpected(in(file, grey.error()));
    add(file, see(*grey));
  }
  return samples;
}

// A picture of evenly spread samples with their readings.
Result<void> write_grid(Recogniser& recogniser, const Options& options) {
  const auto samples = samples_of(options);
  if (!samples) return std::unexpected(samples.error());
  const auto all = read_all(recogniser, *samples);
  if (!all) return std::unexpected(all.error());
  std::vector<size_t> every(samples->size());
  std::iota(every.begin(), every.end(), size_t{0});
  const auto cells = reading_cells(recogniser.model(), *samples, *all, every, options.grid);
  const int columns = static_cast<int>(std::ceil(std::sqrt(1.5 * static_cast<double>(cells.size()))));
  const auto written = write_file(options.out, report::cells_picture(cells, columns, "Readings").file());
  if (!written) return written;
  std::printf("%s: %zu of %zu readings\n", options.out.c_str(), cells.size(), samples->size());
  return {};
}

int run(const Options& options) {
  auto recogniser = load_recogniser(options.weights);
  if (!recogniser) return exit_status(std::unexpected(recogniser.error()));
  if (options.grid) return exit_status(write_grid(*recogniser, options));
  std::vector<Outcome> outcomes;
  const bool number = options.mode == "number";
  for (const std::string& file : options.files) {
    if (is_ink(file))
      read_ink(*recogniser, file, number, outcomes);
    else
      outcomes.push_back({file, read_picture(*recogniser, file, number)});
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
  auto* files = command->add_option("files", options->files, "Files to read");
  command->add_option("--mode", options->mode, "What a file shows: one digit, or a number")
      ->check(CLI::IsMember({"digit", "number"}));
  command->add_option("--weights", options->weights, "Weights file; without it the ones built in");
  command->add_flag("--json", options->json, "Print one JSON array, a result for each picture or drawing");
  auto* grid = command->add_option("--grid", options->grid, "Draw that many readings as one picture instead");
  grid->check(CLI::Range(1, 10'000));
  auto* data =
      command->add_option("--data", options->data, "For the grid: MNIST's folder, whose test half is read");
  data->needs(grid)->excludes(files);
  command->add_option("--out", options->out, "For the grid: the SVG file to write")->needs(grid);
  command->callback([options, files, data, &status] {
    if (!*files && !*data) throw CLI::RequiredError("files");
    status = run(*options);
  });
}

}  // namespace inkling
