//===- SparsifierPeer.h - The same sum by stock mlir-opt ------ -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_BENCHMARKS_KERNELS_SPARSIFIERPEER_H
#define GNN_OPT_BENCHMARKS_KERNELS_SPARSIFIERPEER_H

#include "Problem.h"

namespace mlir::gnn::bench {

/// The sum over neighbours as linalg.generic on a sparse tensor, through the
/// packaged mlir-opt: the passes of its --sparsifier with parallel rows, those
/// lowered to OpenMP.
llvm::Expected<Problem::Run>
makeSparsifierSum(const peers::AggregateTask &task);

} // namespace mlir::gnn::bench

#endif // GNN_OPT_BENCHMARKS_KERNELS_SPARSIFIERPEER_H
