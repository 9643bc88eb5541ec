//===- FeatureType.h - What gathered features are stored as -----*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_ANALYSIS_FEATURETYPE_H
#define GNN_OPT_ANALYSIS_FEATURETYPE_H

#include "llvm/Support/CommandLine.h"

namespace mlir::gnn {

/// What features that an aggregation gathers are rounded to where they are
/// stored. Sums are f32 always.
enum class FeatureType { F32, BF16 };

/// The words of the option, wherever there is one.
inline llvm::cl::ValuesClass getFeatureTypes() {
  return llvm::cl::values(
      clEnumValN(FeatureType::F32, "f32", "not rounded (default)"),
      clEnumValN(FeatureType::BF16, "bf16", "8 bits, half the bytes"));
}

} // namespace mlir::gnn

#endif // GNN_OPT_ANALYSIS_FEATURETYPE_H
