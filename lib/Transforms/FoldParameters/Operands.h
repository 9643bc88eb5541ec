//===- Operands.h - Operands whose values are known ----------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TRANSFORMS_FOLDPARAMETERS_OPERANDS_H
#define GNN_OPT_LIB_TRANSFORMS_FOLDPARAMETERS_OPERANDS_H

#include "gnn-opt/Analysis/OriginalChannels.h"
#include "gnn-opt/Dialect/GNN/GNN.h"

#include "mlir/IR/PatternMatch.h"

#include <vector>

namespace mlir::gnn::fold {

/// Reads all parameters. A blob or a record of channels that does not fit its
/// type is the user's error, found before anything is changed.
LogicalResult checkParameters(ModuleOp module);

/// Why `operand` cannot be computed with, or null for a parameter with values.
const char *whyNotConstant(Value operand);

/// The first reason among several operands; absent optional ones count as
/// known.
const char *whyNotConstant(ValueRange operands);

/// The values of an operand that whyNotConstant() has nothing against.
std::vector<double> readValues(Value operand);

/// Whether all values stay finite when they are stored as f32.
bool fitsFloat(ArrayRef<double> values);

/// What the channels of such an operand were before pruning.
OriginalChannels readChannels(Value operand);

/// Gives one operand other values, a type, and the channels that it then has.
/// Changes its parameter where nothing else reads it, and a copy where
/// something does.
void writeValues(RewriterBase &rewriter, OpOperand &operand,
                 RankedTensorType type, ArrayRef<double> values,
                 const OriginalChannels &channels);

/// The same with the operand's own type and channels.
void writeValues(RewriterBase &rewriter, OpOperand &operand,
                 ArrayRef<double> values);

} // namespace mlir::gnn::fold

#endif // GNN_OPT_LIB_TRANSFORMS_FOLDPARAMETERS_OPERANDS_H
