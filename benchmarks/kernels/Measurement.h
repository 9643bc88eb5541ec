//===- Measurement.h - Times of variants, and their table -------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_BENCHMARKS_KERNELS_MEASUREMENT_H
#define GNN_OPT_BENCHMARKS_KERNELS_MEASUREMENT_H

#include "Problem.h"
#include "gnn-opt/Analysis/TimeModel.h"

#include "llvm/Support/JSON.h"

namespace mlir::gnn::bench {

struct MeasureOptions {
  std::vector<unsigned> threads;
  unsigned repetitions = 20;
  /// Leaves the peers out.
  bool oursOnly = false;
  /// For predicted times.
  Machine machine = Machine::getDefault();
};

/// Times each variant of a prepared problem by Google Benchmark, its
/// repetitions mixed with those of the other variants so that a drift of the
/// machine favours nobody. One object a variant and number of threads: seconds
/// of each repetition, median and spread; for our code also its work, and the
/// time that the model predicts. Fails first where a variant's result is not
/// ours.
llvm::Expected<llvm::json::Array> measure(Problem &problem,
                                          const MeasureOptions &options);

/// The same without times: the work of our code and what is predicted for it.
llvm::Expected<llvm::json::Array> predict(Problem &problem,
                                          const MeasureOptions &options);

/// Runs each variant once; an error where a result is further from the
/// interpreter's than rounding explains.
llvm::Error check(Problem &problem, const MeasureOptions &options);

} // namespace mlir::gnn::bench

#endif // GNN_OPT_BENCHMARKS_KERNELS_MEASUREMENT_H
