#include "trainer/metrics/writers.h"

#include <algorithm>

namespace inkling {

void WriterScores::add(std::string_view writer, bool correct) {
  auto at = scores_.find(writer);
  if (at == scores_.end()) at = scores_.emplace(writer, WriterScore{std::string(writer), 0, 0}).first;
  ++at->second.samples;
  at->second.correct += correct;
}

std::vector<WriterScore> WriterScores::worst_first() const {
  std::vector<WriterScore> sorted;
  for (const auto& [writer, score] : scores_) sorted.push_back(score);
  // Stable, so that equals stay in the order of their names.
  std::stable_sort(sorted.begin(), sorted.end(), [](const WriterScore& a, const WriterScore& b) {
    // a.correct / a.samples < b.correct / b.samples, exactly.
    const size_t left = a.correct * b.samples, right = b.correct * a.samples;
    return left != right ? left < right : a.samples > b.samples;
  });
  return sorted;
}

double mean_accuracy(const std::vector<WriterScore>& scores) {
  double sum = 0;
  for (const WriterScore& score : scores) sum += score.accuracy();
  return scores.empty() ? 0 : sum / static_cast<double>(scores.size());
}

}  // namespace inkling
