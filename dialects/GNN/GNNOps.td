//===- GNNOps.td - All ops of the gnn dialect ------------ -*- tablegen -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPS
#define GNN_OPS

include "dialects/GNN/GNNGraphOps.td"
include "dialects/GNN/GNNDenseOps.td"
include "dialects/GNN/GNNElementwiseOps.td"
include "dialects/GNN/GNNNormOps.td"
include "dialects/GNN/GNNLayers.td"

#endif // GNN_OPS
