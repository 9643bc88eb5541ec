//===- CodeRates.h - What compiled code does, by the op ---------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_BENCHMARKS_MACHINE_CODERATES_H
#define GNN_OPT_BENCHMARKS_MACHINE_CODERATES_H

#include "llvm/Support/Error.h"

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

llvm::Expected<CodeRates> measureCodeRates(unsigned cores);

} // namespace mlir::gnn::bench

#endif // GNN_OPT_BENCHMARKS_MACHINE_CODERATES_H
