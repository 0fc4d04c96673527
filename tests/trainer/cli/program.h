// Runs the program `inkling` itself, in a folder of its own that is gone afterwards.
#pragma once

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/trainer/support.h"

namespace inkling::trainer::testing {

namespace files = std::filesystem;

inline std::string read_text(const files::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

inline void write_text(const files::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

// Samples as the training half of MNIST, in two IDX files.
inline void write_mnist(const files::path& folder, const Dataset& data) {
  const auto word = [](size_t value) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift & 255);
    return bytes;
  };
  std::string images = word(0x803) + word(data.size()) + word(28) + word(28);
  for (const Glyph& glyph : data.glyphs) images.append(glyph.begin(), glyph.end());
  std::string labels = word(0x801) + word(data.size());
  labels.append(data.labels.begin(), data.labels.end());
  files::create_directories(folder);
  write_text(folder / "train-images-idx3-ubyte", images);
  write_text(folder / "train-labels-idx1-ubyte", labels);
}

// A folder with data/mnist in which the program is run.
class Workplace {
 public:
  Workplace() {
    std::string path = (files::temp_directory_path() / "inkling-test-XXXXXX").string();
    folder_ = mkdtemp(path.data());
    write_mnist(folder_ / "data/mnist", squares(700, 1));
  }
  ~Workplace() { files::remove_all(folder_); }
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;

  files::path operator/(const std::string& name) const { return folder_ / name; }

  // most_bytes: of a file that the program writes, 0 for no bound.
  pid_t start(std::vector<std::string> arguments, rlim_t most_bytes = 0) const {
    arguments.insert(arguments.begin(), INKLING_PROGRAM);
    std::vector<char*> pointers;
    for (std::string& argument : arguments) pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    const std::string out = folder_ / "stdout", err = folder_ / "stderr";
    const std::string cache = folder_ / "cache";
    const pid_t child = fork();
    if (child != 0) return child;
    setenv("INKLING_CACHE", cache.c_str(), 1);
    const rlimit limit{most_bytes, most_bytes};
    const int flags = O_WRONLY | O_CREAT | O_TRUNC;
    if (chdir(folder_.c_str()) != 0 || dup2(::open(out.c_str(), flags, 0600), 1) < 0 ||
        dup2(::open(err.c_str(), flags, 0600), 2) < 0 ||
        (most_bytes > 0 && setrlimit(RLIMIT_FSIZE, &limit) != 0))
      _exit(126);
    execv(pointers[0], pointers.data());
    _exit(127);
  }

  // The exit status, or -1 when it was killed.
  static int end_of(pid_t child) {
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  int run(std::vector<std::string> arguments, rlim_t most_bytes = 0) const {
    return end_of(start(std::move(arguments), most_bytes));
  }

  std::string out() const { return read_text(folder_ / "stdout"); }
  std::string err() const { return read_text(folder_ / "stderr"); }

 private:
  files::path folder_;
};

}  // namespace inkling::trainer::testing
