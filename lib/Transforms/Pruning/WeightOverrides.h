//===- WeightOverrides.h - Matrices with a sparsity of their own *- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TRANSFORMS_PRUNING_WEIGHTOVERRIDES_H
#define GNN_OPT_LIB_TRANSFORMS_PRUNING_WEIGHTOVERRIDES_H

#include "WeightSelection.h"

namespace mlir::gnn {

/// Whether `value` is between 0 and 1; else an error of `pass` that calls it
/// `name`.
LogicalResult checkSparsity(ModuleOp module, StringRef pass, const Twine &name,
                            double value);

/// Reads texts NAME:SPARSITY into the matrices called so. Errors: the text has
/// another form, no matrix has the name, or two texts have one name.
LogicalResult readOwnSparsities(ModuleOp module, StringRef pass,
                                ArrayRef<std::string> texts,
                                MutableArrayRef<WeightMatrix> matrices);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TRANSFORMS_PRUNING_WEIGHTOVERRIDES_H
