// Files that tests read: MNIST, which tools/fetch-mnist puts into data/mnist, and the real ink and
// photographs that lie beside the project.  Where they are absent, the tests that need them are skipped.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "engine/glyph/glyph.h"
#include "engine/ink/ndjson.h"

namespace inkling::testing {

// The value of an environment variable, or `otherwise`.
inline std::string setting(const char* name, const std::string& otherwise) {
  const char* value = std::getenv(name);
  return value ? value : otherwise;
}

inline std::string shared_folder() {
  return setting("INKLING_SHARED", INKLING_SOURCE_FOLDER "/../shared");
}

// Empty if there is no such file.
inline std::vector<uint8_t> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The glyphs of an IDX file of MNIST, such as "t10k-images-idx3-ubyte"; none if it is absent.
inline std::vector<Glyph> mnist_glyphs(const std::string& name) {
  const auto bytes = read_file(setting("INKLING_MNIST", INKLING_SOURCE_FOLDER "/data/mnist") + "/" + name);
  std::vector<Glyph> glyphs(bytes.size() < 16 ? 0 : (bytes.size() - 16) / glyph_size);
  for (size_t i = 0; i < glyphs.size(); ++i) {
    std::copy_n(bytes.begin() + 16 + static_cast<std::ptrdiff_t>(i * glyph_size), glyph_size,
                glyphs[i].begin());
  }
  return glyphs;
}

// Every `step`th line of a gzipped file of ink in the shared folder, as text; none if it is absent.
inline std::vector<std::string> ink_lines(const std::string& name, size_t step) {
  std::vector<std::string> lines;
  const std::string path = shared_folder() + "/ink/" + name;
  if (!std::ifstream(path)) return lines;
  FILE* pipe = popen(("gzip -dc '" + path + "'").c_str(), "r");
  std::string line;
  size_t number = 0;
  for (int byte; pipe && (byte = std::fgetc(pipe)) != EOF;) {
    if (byte != '\n') {
      line += static_cast<char>(byte);
    } else {
      if (number++ % step == 0) lines.push_back(line);
      line.clear();
    }
  }
  if (pipe) pclose(pipe);
  return lines;
}

}  // namespace inkling::testing
