// How well probabilities agree with labels: accuracy, loss, calibration, confusion.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace inkling {

// The reading of one sample.  `label` is the index of the true label.
struct Sample {
  int label = 0;
  bool rejected = false;
  std::vector<float> probabilities;  // [labels]; empty if nothing was found to read, which counts as misread
};

// The samples whose top-1 confidence lies in one of the equal parts of 0 to 1.
struct CalibrationBin {
  size_t samples = 0;
  double confidence = 0;  // mean over the samples; 0 without any
  double accuracy = 0;    // share of them read right; 0 without any
};

struct Evaluation {
  size_t samples = 0;
  double accuracy = 0;           // share of samples whose likeliest label is the true one, rejected or not
  double accuracy_error = 0;     // its standard error, sqrt(p (1 - p) / n)
  double balanced_accuracy = 0;  // mean recall over the labels that occur
  double loss = 0;               // mean of -ln p(true label), p at least 1e-12
  double ece = 0;                // expected calibration error: 15 equal bins over the top-1 confidence
  double rejected = 0;           // share, 0 to 1
  size_t unread = 0;             // samples in which nothing was found
  std::vector<int64_t> support;  // [true], all samples of a label, also the unread
  std::vector<std::vector<int64_t>> confusion;  // [true][predicted], without the unread
  std::vector<CalibrationBin> calibration;      // [15], the unread left out
};

// Source of the calibration error: Guo, Pleiss, Sun, Weinberger, "On Calibration of Modern Neural Networks",
// 2017.
Evaluation evaluate(std::span<const Sample> samples, size_t labels);

}  // namespace inkling
