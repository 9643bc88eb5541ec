//===- CostFormulas.h - What formulas cost -------------------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Sub-formulas that the costs of several ops share. A multiply-add counts one,
// as does an addition or comparison of a reduction. Bytes are compulsory: every
// operand once, except that a message op reads a source row for every edge, and
// a sparse row a row of the weight for every stored element.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_DIALECT_GNN_COSTFORMULAS_H
#define GNN_OPT_LIB_DIALECT_GNN_COSTFORMULAS_H

#include "gnn-opt/Dialect/GNN/GNN.h"

namespace mlir::gnn {

//===----------------------------------------------------------------------===//
// Sizes: CostFormulas.cpp
//===----------------------------------------------------------------------===//

/// The product, or the largest number where it is beyond that: sizes come from
/// the user. Cost::add saturates in the same way.
int64_t times(ArrayRef<int64_t> factors);

/// The bytes of a dense tensor.
int64_t getFloatBytes(ArrayRef<int64_t> extents);

/// The bytes of the row pointers of a CSR graph.
int64_t getRowPtrBytes(int64_t nodes);

/// The bytes of a CSR graph.
int64_t getGraphBytes(int64_t nodes, int64_t edges);

/// The bytes of what is stored of a value.
int64_t getBytes(Value value, const ValueSizes &sizes);

//===----------------------------------------------------------------------===//
// Messages: GraphCosts.cpp
//===----------------------------------------------------------------------===//

/// The edges that a layer runs on: once every node has exactly one self loop,
/// or as they are.
int64_t countEdges(Value graph, bool addSelfLoops, const ValueSizes &sizes);

/// One operation per edge and channel; a source row is read for every edge.
Cost getMessageCost(int64_t edges, int64_t channels, const ValueSizes &sizes);

/// What attention does on edges beside the weighted sum: the score (addition,
/// slope) of a source that is read by its index, and the softmax (3). Three
/// more passes over the edges of a row, whose last vector is half empty.
Cost getScoreCost(int64_t edges, int64_t heads, const ValueSizes &sizes);

//===----------------------------------------------------------------------===//
// Products: DenseCosts.cpp
//===----------------------------------------------------------------------===//

/// x w^T: a multiply-add for each pair of a stored element of x and a stored
/// element of the weight's column, taken as evenly filled.
Cost getProductCost(Value x, Value weight, const ValueSizes &sizes);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_DIALECT_GNN_COSTFORMULAS_H
