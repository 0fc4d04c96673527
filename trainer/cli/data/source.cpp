#include "trainer/cli/data/source.h"

#include <cinttypes>
#include <cstdio>
#include <cstdlib>

#include "engine/reading/see.h"
#include "trainer/cli/files.h"
#include "trainer/cli/mnist.h"
#include "trainer/cli/pictures.h"
#include "trainer/data/collect.h"
#include "trainer/data/content_hash.h"
#include "trainer/number.h"

namespace inkling {
namespace {

namespace fs = std::filesystem;
using trainer::ContentHash;
using trainer::Samples;
using trainer::SourceKind;

bool is_there(const fs::path& path) {
  std::error_code code;
  return fs::exists(path, code);
}

Result<SourceKind> kind_of(const fs::path& path) {
  if (!is_there(path))
    return fail(
        "%s: no such file or folder: expected MNIST's folder (tools/fetch-mnist makes data/mnist), a "
        "folder or ZIP of pictures, or ink (.ndjson, .ndjson.gz)",
        path.c_str());
  std::error_code code;
  if (fs::is_directory(path, code)) return holds_mnist(path) ? SourceKind::mnist : SourceKind::pictures;
  const std::string name = path.string();
  if (name.ends_with(".ndjson") || name.ends_with(".ndjson.gz")) return SourceKind::ink;
  if (name.ends_with(".zip") || name.ends_with(".ZIP")) return SourceKind::pictures;
  return fail("%s: what this file holds is not known: expected a folder, .zip, .ndjson or .ndjson.gz",
              path.c_str());
}

Result<Samples> read_mnist_samples(const fs::path& folder) {
  auto data = read_mnist(folder, MnistHalf::training);
  if (!data) return std::unexpected(data.error());
  return trainer::samples_of(std::move(*data));
}

// Refuses a source of which nothing can be used.
Result<Samples> usable(const fs::path& path, Samples samples, const char* parts) {
  if (samples.size() > 0) return samples;
  if (samples.left_out.empty()) return fail("%s: holds no drawing", path.c_str());
  return fail("%s: none of its %zu %s can be used; %s: %s", path.c_str(), samples.left_out.size(), parts,
              samples.left_out.front().place.c_str(), samples.left_out.front().reason.c_str());
}

Result<Samples> read_pictures(const fs::path& path) {
  Samples samples;
  const auto read = for_each_picture(path, [&](LabelledPicture picture) {
    std::string place = fs::path(picture.file).lexically_relative(path).string();
    if (picture.bytes)
      trainer::add_picture(samples, std::move(place), std::move(picture.label), *picture.bytes);
    else
      samples.left_out.push_back({std::move(place), picture.bytes.error().message});
  });
  if (!read) return std::unexpected(read.error());
  return usable(path, std::move(samples), "pictures");
}

Result<Samples> read_ink(const fs::path& path) {
  Samples samples;
  const auto read = for_each_line(path, [&](std::string_view line, size_t number) -> Result<void> {
    trainer::add_drawing(samples, line, number);
    return {};
  });
  if (!read) return std::unexpected(read.error());
  return usable(path, std::move(samples), "lines");
}

Result<Samples> read_anew(const Source& source) {
  switch (source.kind) {
    case SourceKind::mnist:
      return read_mnist_samples(source.path);
    case SourceKind::pictures:
      return read_pictures(source.path);
    case SourceKind::ink:
      break;
  }
  return read_ink(source.path);
}

// What the engine makes of a drawing and a picture of a slanted line: another engine, another cache.
void add_engine(ContentHash& hash) {
  const Ink ink{{{{0, 0}, {3, 7}, {4, 20}}, {{-2, 9}, {9, 11}}}};
  Image picture{50, 60, std::vector<uint8_t>(50 * 60, 230)};
  for (int y = 10; y < 50; ++y)
    for (int x = 0; x < 5; ++x) picture.pixels[static_cast<size_t>(y * 50 + 10 + y / 3 + x)] = 30;
  for (const auto& seen : {see(ink), see(picture)})
    if (seen) hash.add(seen->glyph);
}

Result<void> add_content(ContentHash& hash, const Source& source) {
  const auto add_file = [&](const fs::path& path) -> Result<void> {
    const auto bytes = read_file(path);
    if (!bytes) return std::unexpected(bytes.error());
    hash.add(*bytes);
    return {};
  };
  if (source.kind == SourceKind::ink) return add_file(source.path);
  if (source.kind == SourceKind::mnist) {
    for (const fs::path& file : mnist_files(source.path, MnistHalf::training))
      if (auto added = add_file(file); !added) return added;
    return {};
  }
  return for_each_picture(source.path, [&](const LabelledPicture& picture) {
    hash.add(fs::path(picture.file).lexically_relative(source.path).string());
    hash.add(picture.label);
    hash.add(picture.bytes ? picture.bytes->size() + 1 : 0);
    if (picture.bytes) hash.add(*picture.bytes);
  });
}

// The file that keeps the source's samples.
Result<fs::path> cache_file(const Source& source, const fs::path& cache) {
  ContentHash hash;
  add_engine(hash);
  hash.add(static_cast<uint64_t>(source.kind));
  if (auto added = add_content(hash, source); !added) return std::unexpected(added.error());
  char name[32];
  std::snprintf(name, sizeof name, "%016" PRIx64 ".samples", hash.value());
  return cache / name;
}

// MNIST's plain files hold glyphs already.
bool worth_keeping(const Source& source) {
  if (source.kind != SourceKind::mnist) return true;
  const auto files = mnist_files(source.path, MnistHalf::training);
  return files[0].extension() == ".gz" || files[1].extension() == ".gz";
}

}  // namespace

std::string default_cache() {
  const auto variable = [](const char* name) -> std::string {
    const char* value = std::getenv(name);
    return value ? value : "";
  };
  if (const auto own = variable("INKLING_CACHE"); !own.empty()) return own + "/data";
  if (const auto user = variable("XDG_CACHE_HOME"); !user.empty()) return user + "/inkling/data";
  return variable("HOME") + "/.cache/inkling/data";
}

Result<Source> source_from_text(const std::string& text) {
  Source source{text, SourceKind::mnist, 1};
  const size_t colon = text.rfind(':');
  if (!is_there(text) && colon != text.npos) {
    const auto weight = trainer::number_from_text<double>(std::string_view(text).substr(colon + 1));
    if (!weight)
      return fail("%s: \"%s\" is no weight: expected a number behind the colon, as in %s:2", text.c_str(),
                  text.c_str() + colon + 1, text.substr(0, colon).c_str());
    source.weight = *weight;
    source.path = text.substr(0, colon);
  }
  const auto kind = kind_of(source.path);
  if (!kind) return std::unexpected(kind.error());
  source.kind = *kind;
  return source;
}

Result<Samples> read_source(const Source& source, const fs::path& cache) {
  if (!worth_keeping(source)) return read_anew(source);
  const auto file = cache_file(source, cache);
  if (!file) return read_anew(source);  // says what cannot be read
  if (is_there(*file)) {
    const auto bytes = read_file(*file);
    auto samples = bytes ? trainer::samples_from_bytes(*bytes) : std::unexpected(bytes.error());
    if (samples) return samples;
    std::fprintf(stderr, "%s; it is made anew\n", in(file->string(), samples.error()).message.c_str());
  }
  auto samples = read_anew(source);
  if (!samples) return samples;
  const auto bytes = trainer::samples_to_bytes(*samples);
  if (auto written = write_file(*file, {reinterpret_cast<const char*>(bytes.data()), bytes.size()}); !written)
    std::fprintf(stderr, "%s; going on without\n", written.error().message.c_str());
  return samples;
}

}  // namespace inkling
