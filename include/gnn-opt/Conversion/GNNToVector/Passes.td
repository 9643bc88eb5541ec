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

    Features become `memref<?xCxf32, strided<[?, 1]>>`, a graph its row pointers
    and column indices, sparse features their row pointers, column indices and
    values. Results become arguments behind those of the function: the caller
    owns their memory, which must not overlap with an input. Temporaries are
    allocated, and freed after their last use. Parameters become constants, laid
    out as the loop that reads them wants them.

    Layer ops must have been decomposed, and calls inlined.

    ```mlir
    func.func @forward(%graph: !gnn.graph, %x: tensor<?x16xf32>) -> tensor<?x16xf32> {
      %y = gnn.aggregate sum %graph, %x : (!gnn.graph, tensor<?x16xf32>) -> tensor<?x16xf32>
      %z = gnn.relu %y : tensor<?x16xf32>
      return %z : tensor<?x16xf32>
    }
    ```
    becomes
    ```mlir
    func.func @forward(%row_ptr: memref<?xi64>, %col: memref<?xi32>,
                       %x: memref<?x16xf32, strided<[?, 1]>>,
                       %out: memref<?x16xf32, strided<[?, 1]>>)
        attributes {llvm.emit_c_interface} {
      // scf.parallel over chunks of rows, scf.for over rows, scf.for over edges
      return
    }
    ```
  }];
  let options = [
    Option<"vectorWidth", "vector-width", "int64_t", "8",
           "Lanes of f32 in a vector register: 4, 8 (AVX2) or 16 (AVX-512)">
  ];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::func::FuncDialect",
    "::mlir::math::MathDialect", "::mlir::memref::MemRefDialect",
    "::mlir::scf::SCFDialect", "::mlir::vector::VectorDialect"
  ];
}

#endif // GNN_GNNTOVECTOR_PASSES
