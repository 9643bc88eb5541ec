//===- Saliency.h - How much a channel or weight matters --------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The weights that criteria (Criterion.h) score, and their values.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_ANALYSIS_SALIENCY_H
#define GNN_OPT_ANALYSIS_SALIENCY_H

#include "gnn-opt/Analysis/ChannelGroups.h"

namespace mlir::gnn {

/// The values of a parameter, all of them finite. Errors name the parameter,
/// and the index of a NaN or infinity.
FailureOr<std::vector<float>>
getFiniteParameterValues(ml_program::GlobalOp parameter);

/// The matrices `out x in` that some op multiplies features with: those that an
/// op contracts over. No biases, norms or attention vectors.
SmallVector<ml_program::GlobalOp>
getWeightMatrices(const ChannelGroups &groups);

} // namespace mlir::gnn

#endif // GNN_OPT_ANALYSIS_SALIENCY_H
