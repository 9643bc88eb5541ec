//===- StatisticsFile.h - Statistics of features in a file ------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A safetensors file. For each weight `W` of C inputs the F64 tensors `W.rows`
// [], `W.mean` [C] and so on, and `W.gram` [C, C] where there is one. Metadata:
// what they were made from (StatisticsOrigin).
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TUNING_STATISTICSFILE_H
#define GNN_OPT_LIB_TUNING_STATISTICSFILE_H

#include "mlir/IR/BuiltinOps.h"

#include <map>
#include <string>

namespace mlir::gnn {

/// What statistics follow from, by name: fingerprints of `model` and `data`,
/// `function`, `split`, `node_weights`.
using StatisticsOrigin = std::map<std::string, std::string>;

/// Writes the statistics of all weights that have some, whole or not at all.
LogicalResult saveStatistics(ModuleOp module, const StatisticsOrigin &origin,
                             StringRef path);

/// Attaches the statistics of a file; how many weights got some. An error that
/// names the file where its origin differs in something that `origin` has, and
/// where a tensor is damaged; then nothing is attached.
FailureOr<int64_t>
loadStatistics(ModuleOp module, const StatisticsOrigin &origin, StringRef path);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TUNING_STATISTICSFILE_H
