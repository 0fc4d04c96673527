#include "trainer/cli/pictures.h"

#include <unzip.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <sstream>

#include "engine/picture/decode.h"
#include "trainer/cli/files.h"

namespace inkling {
namespace {

namespace fs = std::filesystem;

// Bounds what a small hostile ZIP can unpack to.
constexpr uint64_t most_unpacked_bytes = uint64_t{64} << 20;

// A set of named files, read one at a time.
struct Archive {
  std::set<std::string> names;                                           // with '/'
  std::function<Result<std::vector<uint8_t>>(const std::string&)> read;  // errors do not name the file
};

bool is_picture(const std::string& name) {
  std::string ending = fs::path(name).extension();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  return ending == ".png" || ending == ".jpg" || ending == ".jpeg";
}

// Whether a file, or a folder on the way to it, begins with a point: what other programs keep for themselves.
bool is_hidden(const std::string& name) {
  return std::ranges::any_of(fs::path(name), [](const fs::path& part) {
    return part.string().starts_with('.') && part != "." && part != "..";
  });
}

Result<Archive> open_folder(const fs::path& folder) {
  Archive archive;
  std::error_code code;
  for (fs::recursive_directory_iterator entry(folder, code), end; !code && entry != end;
       entry.increment(code))
    if (entry->is_regular_file(code))
      archive.names.insert(entry->path().lexically_relative(folder).generic_string());
  if (code) return fail("%s: cannot be read: %s", folder.c_str(), code.message().c_str());
  archive.read = [folder](const std::string& name) -> Result<std::vector<uint8_t>> {
    const fs::path file = folder / name;
    auto bytes = read_file(file);
    if (!bytes) return fail("%s", bytes.error().message.substr(file.string().size() + 2).c_str());
    return bytes;
  };
  return archive;
}

Result<std::vector<uint8_t>> unpack(unzFile zip, unz64_file_pos position) {
  unz_file_info64 info;
  if (unzGoToFilePos64(zip, &position) != UNZ_OK || unzOpenCurrentFile(zip) != UNZ_OK)
    return fail("cannot be unpacked: it is encrypted, packed in an unknown way, or damaged");
  unzGetCurrentFileInfo64(zip, &info, nullptr, 0, nullptr, 0, nullptr, 0);
  if (info.uncompressed_size > most_unpacked_bytes)
    return fail("has %llu bytes, expected at most %llu",
                static_cast<unsigned long long>(info.uncompressed_size),
                static_cast<unsigned long long>(most_unpacked_bytes));
  std::vector<uint8_t> bytes(info.uncompressed_size);
  const int read = unzReadCurrentFile(zip, bytes.data(), static_cast<unsigned>(bytes.size()));
  const int closed = unzCloseCurrentFile(zip);
  if (read != static_cast<int>(bytes.size()) || closed != UNZ_OK)
    return fail("is damaged (read %d of %zu bytes, or its checksum is wrong)", read, bytes.size());
  return bytes;
}

Result<Archive> open_zip(const fs::path& path) {
  const std::shared_ptr<void> zip(unzOpen64(path.c_str()), [](unzFile file) {
    if (file) unzClose(file);
  });
  if (!zip) return fail("%s: is neither a folder nor a ZIP file", path.c_str());
  Archive archive;
  std::map<std::string, unz64_file_pos> positions;  // searching the file for each name would take too long
  for (int status = unzGoToFirstFile(zip.get()); status == UNZ_OK; status = unzGoToNextFile(zip.get())) {
    char name[1024];
    if (unzGetCurrentFileInfo64(zip.get(), nullptr, name, sizeof name - 1, nullptr, 0, nullptr, 0) != UNZ_OK)
      return fail("%s: the directory of the ZIP file is damaged", path.c_str());
    name[sizeof name - 1] = '\0';
    unzGetFilePos64(zip.get(), &positions[name]);
    archive.names.insert(name);
  }
  archive.read = [zip, positions](const std::string& name) { return unpack(zip.get(), positions.at(name)); };
  return archive;
}

// labels.csv: a header line `file,label`, then one line a picture; quotes are not used.
Result<std::map<std::string, std::string>> parse_labels(const std::string& text, const std::string& file) {
  std::map<std::string, std::string> labels;
  std::istringstream lines(text);
  std::string line;
  for (size_t number = 1; std::getline(lines, line); ++number) {
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
    if (line.empty() || (number == 1 && line == "file,label")) continue;
    const size_t comma = line.rfind(',');
    if (comma == std::string::npos || comma == 0 || comma + 1 == line.size())
      return fail("%s:%zu: '%s', expected file,label", file.c_str(), number, line.c_str());
    labels[line.substr(0, comma)] = line.substr(comma + 1);
  }
  return labels;
}

// The label of every picture: from labels.csv, or else the name of the folder it lies in.
Result<std::map<std::string, std::string>> labels_of(const Archive& archive, const fs::path& path) {
  std::map<std::string, std::string> labels;
  const auto list = std::find_if(archive.names.begin(), archive.names.end(), [](const std::string& name) {
    return fs::path(name).filename() == "labels.csv";
  });
  if (list == archive.names.end()) {
    for (const std::string& name : archive.names)
      if (is_picture(name) && fs::path(name).has_parent_path())
        labels[name] = fs::path(name).parent_path().filename().string();
    return labels;
  }
  const std::string place = (path / *list).string();
  const auto bytes = archive.read(*list);
  if (!bytes) return std::unexpected(in(place, bytes.error()));
  const auto named = parse_labels(std::string(bytes->begin(), bytes->end()), place);
  if (!named) return named;
  for (const auto& [file, label] : *named) {
    const std::string name = (fs::path(*list).parent_path() / file).lexically_normal().generic_string();
    if (!archive.names.contains(name))
      return fail("%s: names '%s', which is not there", place.c_str(), file.c_str());
    labels[name] = label;
  }
  return labels;
}

}  // namespace

Result<Image> decode(const LabelledPicture& picture) {
  if (!picture.bytes) return std::unexpected(picture.bytes.error());
  return decode_picture(*picture.bytes);
}

Result<void> for_each_picture(const fs::path& path, const std::function<void(LabelledPicture)>& visit) {
  std::error_code code;
  if (!fs::exists(path, code)) return fail("%s: is not there", path.c_str());
  auto archive = fs::is_directory(path, code) ? open_folder(path) : open_zip(path);
  if (!archive) return std::unexpected(archive.error());
  std::erase_if(archive->names, is_hidden);
  const auto labels = labels_of(*archive, path);
  if (!labels) return std::unexpected(labels.error());
  if (labels->empty())
    return fail("%s: holds no pictures, expected folders label/….png or .jpg, or labels.csv", path.c_str());
  for (const auto& [name, label] : *labels) visit({(path / name).string(), label, archive->read(name)});
  return {};
}

}  // namespace inkling
