#include "trainer/data/samples.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <numeric>

#include "trainer/data/content_hash.h"

namespace inkling::trainer {
namespace {

static_assert(std::endian::native == std::endian::little, "the form on disk is written as it is in memory");
static_assert(sizeof(Point) == 2 * sizeof(float));

constexpr uint8_t magic[8] = {'i', 'n', 'k', 'l', 'i', 'n', 'g', 1};
constexpr size_t header = sizeof magic + sizeof(uint64_t);

using Bytes = std::vector<uint8_t>;

template <class Value>
void put(Bytes& bytes, const Value* values, size_t count) {
  const auto* first = reinterpret_cast<const uint8_t*>(values);
  bytes.insert(bytes.end(), first, first + count * sizeof(Value));
}

template <class Value>
void put_array(Bytes& bytes, const std::vector<Value>& values) {
  const uint64_t count = values.size();
  put(bytes, &count, 1);
  put(bytes, values.data(), values.size());
}

void put_text(Bytes& bytes, const std::string& text) {
  const auto length = static_cast<uint32_t>(text.size());
  put(bytes, &length, 1);
  put(bytes, text.data(), text.size());
}

Bytes texts(const std::vector<std::string>& all) {
  Bytes bytes;
  for (const std::string& text : all) put_text(bytes, text);
  return bytes;
}

Bytes texts(const std::vector<LeftOut>& all) {
  Bytes bytes;
  for (const LeftOut& one : all) {
    put_text(bytes, one.place);
    put_text(bytes, one.reason);
  }
  return bytes;
}

// Takes arrays off the front.  Once one is not there in full, nothing is.
class Arrays {
 public:
  explicit Arrays(std::span<const uint8_t> bytes) : bytes_(bytes) {}

  template <class Value>
  std::vector<Value> next() {
    uint64_t count = 0;
    if (bytes_.size() >= sizeof count) std::memcpy(&count, bytes_.data(), sizeof count);
    whole_ =
        whole_ && bytes_.size() >= sizeof count && count <= (bytes_.size() - sizeof count) / sizeof(Value);
    if (!whole_) return {};
    std::vector<Value> values(count);
    if (count > 0) std::memcpy(values.data(), bytes_.data() + sizeof count, count * sizeof(Value));
    bytes_ = bytes_.subspan(sizeof count + count * sizeof(Value));
    return values;
  }

  std::vector<std::string> next_texts() {
    const Bytes bytes = next<uint8_t>();
    std::vector<std::string> all;
    for (std::span<const uint8_t> rest(bytes); whole_ && !rest.empty();) {
      uint32_t length = 0;
      if (rest.size() >= sizeof length) std::memcpy(&length, rest.data(), sizeof length);
      whole_ = rest.size() >= sizeof length && length <= rest.size() - sizeof length;
      if (!whole_) break;
      all.emplace_back(reinterpret_cast<const char*>(rest.data()) + sizeof length, length);
      rest = rest.subspan(sizeof length + length);
    }
    return all;
  }

  bool whole() const { return whole_ && bytes_.empty(); }

 private:
  std::span<const uint8_t> bytes_;
  bool whole_ = true;
};

uint64_t sum(const std::vector<uint32_t>& counts) {
  return std::accumulate(counts.begin(), counts.end(), uint64_t{0});
}

// strokes: of each ink; points: of each stroke; places: of each point.  The sums agree.
std::vector<Ink> inks_from(const std::vector<uint32_t>& strokes, const std::vector<uint32_t>& points,
                           const std::vector<Point>& places) {
  std::vector<Ink> inks(strokes.size());
  auto count = points.begin();
  auto place = places.begin();
  for (size_t at = 0; at < inks.size(); ++at) {
    for (uint32_t stroke = 0; stroke < strokes[at]; ++stroke, ++count) {
      inks[at].strokes.emplace_back(place, place + *count);
      place += *count;
    }
  }
  return inks;
}

}  // namespace

Bytes samples_to_bytes(const Samples& samples) {
  std::vector<uint32_t> strokes, points;
  std::vector<Point> places;
  for (const Ink& ink : samples.inks) {
    strokes.push_back(static_cast<uint32_t>(ink.strokes.size()));
    for (const Stroke& stroke : ink.strokes) {
      points.push_back(static_cast<uint32_t>(stroke.size()));
      places.insert(places.end(), stroke.begin(), stroke.end());
    }
  }
  Bytes content;
  put_array(content, samples.glyphs);
  put_array(content, texts(samples.labels));
  put_array(content, texts(samples.writers));
  put_array(content, strokes);
  put_array(content, points);
  put_array(content, places);
  put_array(content, texts(samples.left_out));
  ContentHash hash;
  hash.add(content);
  const uint64_t value = hash.value();
  Bytes bytes(header + content.size());
  std::memcpy(bytes.data(), magic, sizeof magic);
  std::memcpy(bytes.data() + sizeof magic, &value, sizeof value);
  std::ranges::copy(content, bytes.begin() + header);
  return bytes;
}

Result<Samples> samples_from_bytes(std::span<const uint8_t> bytes) {
  if (bytes.size() < header || std::memcmp(bytes.data(), magic, sizeof magic) != 0)
    return fail("is no cache of samples of version %d", magic[7]);
  uint64_t written = 0;
  std::memcpy(&written, bytes.data() + sizeof magic, sizeof written);
  ContentHash hash;
  hash.add(bytes.subspan(header));
  if (hash.value() != written) return fail("is damaged: its checksum is not that of its content");
  Arrays arrays(bytes.subspan(header));
  Samples samples;
  samples.glyphs = arrays.next<Glyph>();
  samples.labels = arrays.next_texts();
  samples.writers = arrays.next_texts();
  const auto strokes = arrays.next<uint32_t>(), points = arrays.next<uint32_t>();
  const auto places = arrays.next<Point>();
  const auto left_out = arrays.next_texts();
  const size_t count = samples.size();
  if (!arrays.whole() || samples.labels.size() != count || samples.writers.size() != count ||
      (!strokes.empty() && strokes.size() != count) || sum(strokes) != points.size() ||
      sum(points) != places.size() || left_out.size() % 2 != 0)
    return fail("is contradictory: its arrays do not fit together");
  samples.inks = inks_from(strokes, points, places);
  for (size_t at = 0; at < left_out.size(); at += 2)
    samples.left_out.push_back({left_out[at], left_out[at + 1]});
  return samples;
}

}  // namespace inkling::trainer
