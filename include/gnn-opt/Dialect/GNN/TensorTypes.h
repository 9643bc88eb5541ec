//===- TensorTypes.h - The tensor types that gnn ops accept --- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_DIALECT_GNN_TENSORTYPES_H
#define GNN_OPT_DIALECT_GNN_TENSORTYPES_H

#include "mlir/IR/BuiltinTypes.h"

namespace mlir::gnn {

/// `tensor<?xCxf32>`: rows (nodes, edges, graphs) by channels, dense.
bool isDenseFeatures(Type type);

/// `tensor<?xCxf32>`, dense or with the `#gnn.csr` encoding.
bool isFeatures(Type type);

/// `tensor<?xf32>`: one value a node.
bool isNodeScalars(Type type);

/// `tensor<?xi64>`: segment g covers rows ptr[g] to ptr[g + 1].
bool isSegmentPtr(Type type);

/// `tensor<Cxf32>`: one value a channel.
bool isChannelVector(Type type);

/// `tensor<OxIxf32>`: a weight, out by in, dense or with `#gnn.csr` or
/// `#gnn.block`.
bool isWeight(Type type);

/// `tensor<1xHxCxf32>`: one vector of C channels a head.
bool isAttentionVector(Type type);

/// Whether only the nonzero elements of a value of this type are computed with.
bool isSparse(Type type);

/// The number of channels of features, the last dimension.
int64_t getChannels(Value features);

/// `tensor<?xCxf32>` with `channels` channels.
RankedTensorType getFeaturesType(MLIRContext *context, int64_t channels);

} // namespace mlir::gnn

#endif // GNN_OPT_DIALECT_GNN_TENSORTYPES_H
