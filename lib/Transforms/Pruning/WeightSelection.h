//===- WeightSelection.h - Which weights become zero ------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TRANSFORMS_PRUNING_WEIGHTSELECTION_H
#define GNN_OPT_LIB_TRANSFORMS_PRUNING_WEIGHTSELECTION_H

#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "llvm/ADT/BitVector.h"

#include <vector>

namespace mlir::gnn {

/// A matrix `out x in`, the scores of its weights, and which of them go.
struct WeightMatrix {
  ml_program::GlobalOp parameter;
  std::vector<float> values;
  std::vector<double> scores;
  llvm::BitVector removed;
};

/// What weights are ranked with each other: all, those of a matrix, or those of
/// a row.
enum class WeightScope { global, layer, output };

std::optional<WeightScope> parseWeightScope(StringRef name);

/// Of each scope's n weights, the `round(sparsity * n)` of the lowest scores;
/// of equal ones those that come first.
void removeLowest(MutableArrayRef<WeightMatrix> matrices, WeightScope scope,
                  double sparsity);

/// All weights with a magnitude below the threshold.
void removeBelow(MutableArrayRef<WeightMatrix> matrices, double threshold);

/// The largest magnitude that goes; 0 where none does.
double getLargestRemoved(const WeightMatrix &matrix);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TRANSFORMS_PRUNING_WEIGHTSELECTION_H
