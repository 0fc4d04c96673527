#include "trainer/metrics/edit_distance.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace inkling {

size_t edit_distance(std::span<const int> a, std::span<const int> b) {
  std::vector<size_t> row(b.size() + 1);  // from what was seen of a to the beginnings of b
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 0; i < a.size(); ++i) {
    size_t diagonal = row[0]++;
    for (size_t k = 0; k < b.size(); ++k) {
      const size_t replaced = diagonal + (a[i] != b[k]);
      diagonal = row[k + 1];
      row[k + 1] = std::min({replaced, row[k] + 1, diagonal + 1});
    }
  }
  return row.back();
}

}  // namespace inkling
