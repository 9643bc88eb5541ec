//===- SparseFeatures.h - Input features as sparse rows ------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TRANSFORMS_SPARSEFEATURES_H
#define GNN_OPT_TRANSFORMS_SPARSEFEATURES_H

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace mlir::gnn {

/// Gives the features argument of `function`, its first argument of type
/// `tensor<?xCxf32>`, the `#gnn.csr` encoding. Ops that read sparse features
/// then do; all others get them through `gnn.to_dense`.
/// `gnn.normalize_features` of the argument stays sparse: it takes the least
/// feature to be an implicit zero, so callers must know their features to be
/// non-negative.
///
/// Does nothing where the argument is sparse already. An error on `function`
/// where it has no features argument or no body. Which features are sparse is
/// known from the data, so gnn-run calls this after it has read them.
LogicalResult setSparseFeatures(func::FuncOp function);

} // namespace mlir::gnn

#endif // GNN_OPT_TRANSFORMS_SPARSEFEATURES_H
