// Sources of labelled samples, written to files by tests.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/engine/picture/encoded.h"
#include "tests/trainer/cli/program.h"

namespace inkling::trainer::testing {

// Writers of each fold.  The ids were put through an FNV-1a of their own (in Python).
inline const std::vector<std::vector<std::string>> writers_of_fold = {
    {"w3", "w6"}, {"w2", "w8"}, {"w5", "w11"}, {"w1", "w4"}, {"w0", "w7"}};

inline std::string to_text(const std::vector<uint8_t>& bytes) {
  return {bytes.begin(), bytes.end()};
}

inline std::string picture_of(const Glyph& glyph) {
  return to_text(inkling::testing::png(28, 28, 0, 8, {glyph.begin(), glyph.end()}));
}

// The samples as pictures: "7/12.png" and its bytes.
inline std::map<std::string, std::string> pictures_of(const Dataset& data) {
  std::map<std::string, std::string> pictures;
  for (size_t at = 0; at < data.size(); ++at)
    pictures[data.classes[data.labels[at]] + "/" + std::to_string(at) + ".png"] = picture_of(data.glyphs[at]);
  return pictures;
}

inline void write_folder(const files::path& folder, const std::map<std::string, std::string>& contents) {
  for (const auto& [name, bytes] : contents) {
    files::create_directories((folder / name).parent_path());
    write_text(folder / name, bytes);
  }
}

// A ZIP whose files are stored, not packed (PKWARE's APPNOTE.TXT).
inline std::string zip_of(const std::map<std::string, std::string>& contents) {
  const auto number = [](uint64_t value, int bytes) {
    std::string text;
    for (int byte = 0; byte < bytes; ++byte) text += static_cast<char>(value >> 8 * byte & 255);
    return text;
  };
  const auto crc = [](const std::string& bytes) {
    uint32_t sum = ~0u;
    for (const char byte : bytes) {
      sum ^= static_cast<uint8_t>(byte);
      for (int bit = 0; bit < 8; ++bit) sum = sum >> 1 ^ (sum & 1 ? 0xEDB88320u : 0);
    }
    return ~sum;
  };
  std::string zip, directory;
  for (const auto& [name, bytes] : contents) {
    const std::string common = number(20, 2) + number(0, 8) + number(crc(bytes), 4) +
                               number(bytes.size(), 4) + number(bytes.size(), 4) + number(name.size(), 2) +
                               number(0, 2);
    directory += "PK\1\2" + number(20, 2) + common + number(0, 10) + number(zip.size(), 4) + name;
    zip += "PK\3\4" + common + name + bytes;
  }
  const size_t begin = zip.size(), count = contents.size();
  return zip + directory + "PK\5\6" + number(0, 4) + number(count, 2) + number(count, 2) +
         number(directory.size(), 4) + number(begin, 4) + number(0, 2);
}

// A line of ink: a stroke whose shape the label and the number decide.
inline std::string drawing(const std::string& label, const std::string& writer, int number) {
  std::string line = "{\"label\":\"" + label + "\",";
  if (!writer.empty()) line += "\"writer\":\"" + writer + "\",";
  const int turn = label.empty() ? 0 : label[0] * 7;
  return line + "\"strokes\":[[[0,0],[" + std::to_string(10 + turn % 50) + "," + std::to_string(turn % 31) +
         "],[" + std::to_string(number % 40) + ",60]],[[5,5],[9," + std::to_string(20 + turn % 17) + "]]]}\n";
}

// `each` drawings of each digit by each of two writers of each of the folds.
inline std::string digits_of_folds(const std::vector<int>& folds, int each) {
  std::string lines;
  for (const int fold : folds)
    for (const std::string& writer : writers_of_fold[static_cast<size_t>(fold)])
      for (int digit = 0; digit < 10; ++digit)
        for (int number = 0; number < each; ++number)
          lines += drawing(std::to_string(digit), writer, number + fold);
  return lines;
}

}  // namespace inkling::trainer::testing
