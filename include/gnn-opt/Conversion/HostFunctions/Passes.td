//===- Passes.td - Functions around lowered models --------- -*- tablegen -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_HOSTFUNCTIONS_PASSES
#define GNN_HOSTFUNCTIONS_PASSES

include "mlir/Pass/PassBase.td"

def DispatchVersions : Pass<"gnn-dispatch-versions", "::mlir::ModuleOp"> {
  let summary = "Choose between the versions of a function by its graph";
  let description = [{
    A lowered function with the attribute `gnn.versions`, which
    `gnn-version-aggregation` describes, is moved to a private `f_version0`, and
    becomes a test and a call. With `N` nodes and `E` edges and the first step
    `(nodes, edges)` with `N <= nodes`, the version runs where

    `64 E < edges N`,

    and the next version where its own test holds as well. The test reads sizes of
    buffers and no elements.

    ```mlir
    // RUN: gnn-opt --gnn-dispatch-versions
    // CHECK-LABEL: func.func private @forward_version0
    // CHECK-LABEL: func.func @forward(
    // CHECK: scf.if
    // CHECK-NEXT: func.call @forward_version1
    // CHECK: func.call @forward_version0
    func.func @forward(%row_ptr: memref<?xi64>, %col_idx: memref<?xi32>)
        attributes {gnn.versions = [{function = @forward_version1, row_ptr = 0 : i64, steps = array<i64: 2048, 192, 9223372036854775807, 64>} ]} {
      return
    }
    func.func private @forward_version1(%row_ptr: memref<?xi64>, %col_idx: memref<?xi32>) {
      return
    }
    ```
  }];
  let statistics = [
    Statistic<"numDispatched", "dispatched", "Functions that choose a version">
  ];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::LLVM::LLVMDialect",
                           "::mlir::memref::MemRefDialect",
                           "::mlir::scf::SCFDialect"];
}

def ApplyNodeOrder : Pass<"gnn-apply-node-order", "::mlir::ModuleOp"> {
  let summary = "Renumber nodes in a preparation, and rows around each run";
  let description = [{
    For each lowered function `f` with the attribute `gnn.node_order` (see
    `gnn-order-nodes`), prepared by `p`:

    * `p` takes two more results in front of its own, a list of nodes and a graph,
      computes the order of the nodes, writes the graph in that order, and prepares
      the rest from it.
    * `f` takes both behind its inputs, copies the rows of its features into the
      order, runs as before on the renumbered graph, and copies the rows of its
      results back.

    Both become wrappers around private functions `f_ordered` and `p_ordered` with
    the bodies of old. `NodeOrder.mlir` has the functions that they call.

    ```mlir
    // RUN: gnn-opt --gnn-apply-node-order
    // CHECK: func.func @forward_prepare({{.*}}gnn.prepares = ["node_indices", "graph"]
    // CHECK: call @gnn_order_by_degree
    // CHECK: call @gnn_permute_graph
    // CHECK: func.func @forward(
    // CHECK: call @gnn_gather_rows
    // CHECK: call @forward_ordered
    // CHECK: call @gnn_scatter_rows
    func.func @forward_prepare(%row_ptr: memref<?xi64>, %col_idx: memref<?xi32>) attributes {gnn.prepares = []} {
      return
    }
    func.func @forward(%row_ptr: memref<?xi64>, %col_idx: memref<?xi32>, %x: memref<?x4xf32, strided<[?, 1]>>,
                       %out: memref<?x4xf32, strided<[?, 1]>>)
        attributes {gnn.node_order = "degree", gnn.prepared_by = @forward_prepare, gnn.result_rows = ["nodes"]} {
      return
    }
    ```
  }];
  let statistics = [
    Statistic<"numOrdered", "ordered", "Functions whose nodes are renumbered">
  ];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::LLVM::LLVMDialect",
                           "::mlir::memref::MemRefDialect",
                           "::mlir::scf::SCFDialect"];
}

#endif // GNN_HOSTFUNCTIONS_PASSES
