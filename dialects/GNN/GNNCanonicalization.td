//===- GNNCanonicalization.td - Rewrites that are one sentence --*- tablegen -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

include "dialects/GNN/GNNOps.td"
include "mlir/IR/PatternBase.td"

#ifndef GNN_CANONICALIZATION
#define GNN_CANONICALIZATION

// What has passed a sigmoid is positive: a ReLU after it does nothing.
def ReluOfSigmoid : Pat<(GNN_ReluOp (GNN_SigmoidOp:$y $_)), (replaceWithValue $y)>;

// What has passed a ReLU is not negative, and these keep such values.
def LeakyReluOfRelu : Pat<(GNN_LeakyReluOp (GNN_ReluOp:$y $_), $_), (replaceWithValue $y)>;
def EluOfRelu : Pat<(GNN_EluOp (GNN_ReluOp:$y $_), $_), (replaceWithValue $y)>;

#endif // GNN_CANONICALIZATION
