//===- Passes.td - From gnn to loops over vectors -------- -*- tablegen -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_GNNTOVECTOR_PASSES
#define GNN_GNNTOVECTOR_PASSES

include "mlir/Pass/PassBase.td"

def ConvertGNNToVector : Pass<"convert-gnn-to-vector", "::mlir::ModuleOp"> {
  let summary = "Lower core gnn ops to row loops over vectors";
  let description = [{
    Each core op becomes a loop over rows (nodes, edges or graphs) that runs in
    parallel and keeps the channels of a row in vector registers. One row is
    written by one iteration, so the bits of the result do not depend on the
    number of threads. Elementwise ops that are the only reader of what such a
    loop computes are computed on its registers.

    Chunks of the rows of a graph have equal numbers of rows and edges together;
    where one begins is found by bisection of the row pointers. A hub, a row with
    more than 8192 edges and a 64th of all work, is divided into 64 parts, which
    are joined in their order.

    Aggregated or pooled rows that only a dense product reads,
    `y = reduce(x) w^T + b`, are never stored as a matrix: a tile of them stays
    in a thread's own memory, is multiplied there, and the product's elementwise
    ops are computed on its registers. So are the rows of a product that only
    another one reads, as in an MLP. A product that only such an elementwise op
    reads beside these rows is multiplied by the same tiles. `fuse-products=false`
    stores all of them.

    Dot products of heads that read the rows of a dense product, a reduction or
    attention are computed where these have just been written; others share one
    loop where they read the same rows. Sums across the lanes of several vectors are made together, by
    a tree of shuffles and additions.

    `features=bf16` halves the bytes of what an aggregation or an attention
    gathers,

        y[i, c] = reduce over edges (j -> i) of w[j -> i] * bf16(x[j, c]),

    with bf16(x) the nearest bf16 (of two equally near the even one; NaN stays
    NaN, and what is 511/512 * 2^128 or more an infinity), and everything
    else in f32: |bf16(x) - x| <= 2^-8 |x| where x is not subnormal. Features
    that are only gathered are written as bf16 by the op that computes them;
    others are copied.

    Features become `memref<?xCxf32, strided<[?, 1]>>`, a graph its row pointers
    and column indices, sparse features their row pointers, column indices and
    values. Results become arguments behind those of the function: the caller
    owns their memory, which must not overlap with an input. Temporaries are
    allocated, and freed after their last use. Parameters become constants, laid
    out as the loop that reads them wants them.

    Layer ops must have been decomposed, and calls inlined.

    ```mlir
    // RUN: gnn-opt --convert-gnn-to-vector --canonicalize
    // CHECK: func.func @forward(%[[ROW_PTR:.*]]: memref<?xi64>, %[[COL:.*]]: memref<?xi32>,
    // CHECK-SAME: %[[X:.*]]: memref<?x16xf32, strided<[?, 1]>>, %[[OUT:.*]]: memref<?x16xf32, strided<[?, 1]>>)
    // CHECK: scf.parallel
    // CHECK: scf.parallel
    // CHECK: scf.for %[[ROW:.*]] =
    // CHECK: scf.for
    // CHECK: vector.load %[[X]]
    // CHECK: arith.select
    // CHECK: vector.store %{{.*}}, %[[OUT]][%[[ROW]],
    func.func @forward(%graph: !gnn.graph, %x: tensor<?x16xf32>) -> tensor<?x16xf32> {
      %y = gnn.aggregate sum %graph, %x : (!gnn.graph, tensor<?x16xf32>) -> tensor<?x16xf32>
      %z = gnn.relu %y : tensor<?x16xf32>
      return %z : tensor<?x16xf32>
    }
    ```

    ```mlir
    // RUN: gnn-opt --convert-gnn-to-vector=features=bf16 --canonicalize
    // CHECK: func.func @forward(
    // CHECK: memref.alloc{{.*}} : memref<?xbf16>
    // CHECK: vector.store {{.*}}, vector<8xbf16>
    // CHECK: %[[ROUNDED:.*]] = vector.load {{.*}}, vector<8xbf16>
    // CHECK: arith.bitcast %[[ROUNDED]] : vector<8xbf16> to vector<8xi16>
    // CHECK: arith.shli
    // CHECK: %[[X:.*]] = arith.bitcast %{{.*}} : vector<8xi32> to vector<8xf32>
    // CHECK: arith.addf %{{.*}}, %[[X]] {{.*}} : vector<8xf32>
    func.func @forward(%graph: !gnn.graph, %x: tensor<?x8xf32>) -> tensor<?x8xf32> {
      %y = gnn.relu %x : tensor<?x8xf32>
      %z = gnn.aggregate sum %graph, %y : (!gnn.graph, tensor<?x8xf32>) -> tensor<?x8xf32>
      return %z : tensor<?x8xf32>
    }
    ```
  }];
  let options = [
    Option<"vectorWidth", "vector-width", "int64_t", "8",
           "Lanes of f32 in a vector register: 4, 8 (AVX2) or 16 (AVX-512)">,
    Option<"fuseProducts", "fuse-products", "bool", "true",
           "Multiply aggregated rows that only a product reads tile by tile">,
    Option<"features", "features", "::mlir::gnn::FeatureType",
           "::mlir::gnn::FeatureType::F32",
           "What features that an aggregation gathers are rounded to: f32 or bf16",
           [{::mlir::gnn::getFeatureTypes()}]>
  ];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::func::FuncDialect",
    "::mlir::LLVM::LLVMDialect", "::mlir::math::MathDialect",
    "::mlir::memref::MemRefDialect", "::mlir::scf::SCFDialect",
    "::mlir::vector::VectorDialect"
  ];
}

#endif // GNN_GNNTOVECTOR_PASSES
