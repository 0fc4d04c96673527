// How well each writer is read.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace inkling {

struct WriterScore {
  std::string writer;
  size_t samples = 0;
  size_t correct = 0;

  double accuracy() const { return static_cast<double>(correct) / static_cast<double>(samples); }
};

class WriterScores {
 public:
  void add(std::string_view writer, bool correct);

  // The lowest accuracy first; among equals the most samples, then the name.
  std::vector<WriterScore> worst_first() const;

 private:
  std::map<std::string, WriterScore, std::less<>> scores_;
};

// Over the writers, each counting the same; 0 without any.
double mean_accuracy(const std::vector<WriterScore>& scores);

}  // namespace inkling
