//===- Statistics.h - Summaries of a sample of numbers ----------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_SUPPORT_STATISTICS_H
#define GNN_OPT_SUPPORT_STATISTICS_H

#include "llvm/ADT/ArrayRef.h"

#include <optional>

namespace mlir::gnn {

// Every function here is pure, takes the sample in any order, and answers NaN
// where the sample is too small for the question or holds a NaN.

/// Arithmetic mean. NaN for an empty sample.
double mean(llvm::ArrayRef<double> sample);

/// Smallest and largest value. NaN for an empty sample.
double minimum(llvm::ArrayRef<double> sample);
double maximum(llvm::ArrayRef<double> sample);

/// The `percent`-th percentile, 0 to 100, linear between the two nearest ranks:
/// rank h = (n - 1) * percent / 100, as numpy.percentile does by default
/// (Hyndman and Fan 1996, "Sample Quantiles in Statistical Packages", type 7).
/// NaN for an empty sample and for a `percent` outside [0, 100].
double percentile(llvm::ArrayRef<double> sample, double percent);

/// percentile(sample, 50).
double median(llvm::ArrayRef<double> sample);

/// The values of a sample, in order, between which the median of what it is
/// drawn from lies with a probability of at least 95 %, whatever it is drawn
/// from: the number of values below that median is binomial (n, 1/2). A sample
/// of less than six can say so of no two of its values; then the least and the
/// largest. NaN for an empty sample.
struct MedianInterval {
  double low;
  double high;

  bool contains(double value) const { return low <= value && value <= high; }
};
MedianInterval medianInterval(llvm::ArrayRef<double> sample);

/// Sample standard deviation: sqrt(sum (x - mean)^2 / (n - 1)).
/// NaN for fewer than two values.
double standardDeviation(llvm::ArrayRef<double> sample);

/// Standard error of the mean: standardDeviation / sqrt(n).
/// NaN for fewer than two values.
double standardError(llvm::ArrayRef<double> sample);

/// The mean of `after[i] - before[i]` and its standard error. Pairing (the same
/// seed before and after) takes the spread between the seeds out of the error.
struct PairedDifference {
  double mean;
  double standardError;
};

/// Nothing when the two samples have different sizes.
std::optional<PairedDifference> pairedDifference(llvm::ArrayRef<double> before,
                                                 llvm::ArrayRef<double> after);

} // namespace mlir::gnn

#endif // GNN_OPT_SUPPORT_STATISTICS_H
