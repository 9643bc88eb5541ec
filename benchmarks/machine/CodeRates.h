//===- CodeRates.h - What compiled code does, by the op ---------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_BENCHMARKS_MACHINE_CODERATES_H
#define GNN_OPT_BENCHMARKS_MACHINE_CODERATES_H

#include "TimedOp.h"

namespace mlir::gnn::bench {

/// Rates of one core in code that the pipeline compiles, on data that is near;
/// what a parallel loop costs beside that on one thread, and more on several.
struct CodeRates {
  double tiledMultiplyAdds;
  double sparseMultiplyAdds;
  double exponentials;
  double rowSeconds;
  double indexSeconds;
  double loopSeconds;
  double forkSeconds;
};

/// The ops that these rates are of.
class CodeMeasurement {
public:
  static llvm::Expected<CodeMeasurement> create(unsigned cores);

  /// Times every op once more.
  llvm::Error measure();
  /// From the best times so far.
  CodeRates getRates() const;

private:
  CodeMeasurement() = default;

  llvm::Error measureFork();

  TimedOpPtr dense, sparse, elu, shortLists, longLists, loop, fork;
  /// What a loop on all threads took longer than one on one thread just before.
  std::vector<double> forkSeconds;
};

} // namespace mlir::gnn::bench

#endif // GNN_OPT_BENCHMARKS_MACHINE_CODERATES_H
