#include "trainer/cli/files.h"

#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <memory>

namespace inkling {
namespace {

constexpr std::uintmax_t most_bytes = std::uintmax_t{1} << 30;
constexpr size_t most_line_bytes = size_t{64} << 20;

struct CloseGzip {
  void operator()(gzFile file) const { gzclose(file); }
};

std::string gzip_error(gzFile file) {
  int code = 0;
  const char* text = gzerror(file, &code);
  return code == Z_ERRNO ? std::strerror(errno) : text;
}

// Returns once the bytes would survive a power cut: 0, or what errno says.
int write_to_disk(const std::filesystem::path& path, std::string_view bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file < 0) return errno;
  int error = 0;
  while (!bytes.empty() && error == 0) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written > 0) bytes.remove_prefix(static_cast<size_t>(written));
    if (written < 0 && errno != EINTR) error = errno;
  }
  if (error == 0 && ::fsync(file) != 0 && errno != EINVAL) error = errno;  // EINVAL: a pipe or a terminal
  if (::close(file) != 0 && error == 0) error = errno;
  return error;
}

}  // namespace

Result<std::vector<uint8_t>> read_file(const std::filesystem::path& path) {
  std::error_code code;
  if (std::filesystem::is_directory(path, code))
    return fail("%s: is a folder, expected a file", path.c_str());
  const std::uintmax_t size = std::filesystem::file_size(path, code);
  if (code) return fail("%s: cannot be read: %s", path.c_str(), code.message().c_str());
  if (size > most_bytes)
    return fail("%s: has %ju bytes, expected at most %ju", path.c_str(), size, most_bytes);
  std::ifstream stream(path, std::ios::binary);
  std::vector<uint8_t> bytes(size);
  if (!stream.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size)))
    return fail("%s: cannot be read: %s", path.c_str(), std::strerror(errno));
  return bytes;
}

Result<std::vector<uint8_t>> read_unpacked(const std::filesystem::path& path) {
  auto packed = read_file(path);
  if (!packed || packed->size() < 2 || (*packed)[0] != 0x1f || (*packed)[1] != 0x8b) return packed;
  const std::unique_ptr<std::remove_pointer_t<gzFile>, CloseGzip> file(gzopen(path.c_str(), "rb"));
  if (!file) return fail("%s: cannot be read: %s", path.c_str(), std::strerror(errno));
  std::vector<uint8_t> bytes;
  std::vector<uint8_t> part(1 << 18);
  int count = 0;
  while ((count = gzread(file.get(), part.data(), static_cast<unsigned>(part.size()))) > 0) {
    bytes.insert(bytes.end(), part.begin(), part.begin() + count);
    if (bytes.size() > most_bytes)
      return fail("%s: unpacks to more than %ju bytes", path.c_str(), most_bytes);
  }
  if (int code = Z_OK; gzerror(file.get(), &code), code != Z_OK && code != Z_STREAM_END)
    return fail("%s: cannot be unpacked: %s (is the file cut off?)", path.c_str(),
                gzip_error(file.get()).c_str());
  return bytes;
}

Result<void> write_file(const std::filesystem::path& path, std::string_view bytes) {
  // Of this process alone: two trainings may keep the same file at the same time.
  const std::filesystem::path unfinished = path.string() + "." + std::to_string(getpid()) + ".unfinished";
  std::error_code code;
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), code);
  if (const int error = write_to_disk(unfinished, bytes); error != 0) {
    std::filesystem::remove(unfinished, code);
    return fail("%s: cannot be written: %s", path.c_str(), std::strerror(error));
  }
  std::filesystem::rename(unfinished, path, code);
  if (code) return fail("%s: cannot be written: %s", path.c_str(), code.message().c_str());
  return {};
}

Result<void> for_each_line(const std::filesystem::path& path,
                           const std::function<Result<void>(std::string_view, size_t)>& visit) {
  if (std::error_code code; std::filesystem::is_directory(path, code))
    return fail("%s: is a folder, expected a file", path.c_str());
  const std::unique_ptr<std::remove_pointer_t<gzFile>, CloseGzip> file(gzopen(path.c_str(), "rb"));
  if (!file) return fail("%s: cannot be read: %s", path.c_str(), std::strerror(errno));
  gzbuffer(file.get(), 1 << 18);
  std::string line;
  std::vector<char> part(1 << 16);
  for (size_t number = 1;;) {
    if (!gzgets(file.get(), part.data(), static_cast<int>(part.size()))) {
      if (int code = Z_OK; gzerror(file.get(), &code), code != Z_OK && code != Z_STREAM_END)
        return fail("%s:%zu: cannot be read: %s (is the file cut off?)", path.c_str(), number,
                    gzip_error(file.get()).c_str());
      if (line.empty()) return {};
    } else {
      line += part.data();
      if (line.size() > most_line_bytes)
        return fail("%s:%zu: the line is longer than %zu bytes", path.c_str(), number, most_line_bytes);
      if (line.back() != '\n') continue;
    }
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.pop_back();
    if (!line.empty())
      if (const auto visited = visit(line, number); !visited)
        return std::unexpected(in(path.string() + ":" + std::to_string(number), visited.error()));
    line.clear();
    ++number;
  }
}

}  // namespace inkling
