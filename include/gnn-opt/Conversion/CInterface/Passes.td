//===- Passes.td - The C interface of compiled models ---- -*- tablegen -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_CINTERFACE_PASSES
#define GNN_CINTERFACE_PASSES

include "mlir/Pass/PassBase.td"

def RecordSignature : Pass<"gnn-record-signature", "::mlir::ModuleOp"> {
  let summary = "Keep the types of public functions, for the C interface";
  let description = [{
    Lowering turns a graph into two buffers and a result into an argument. This
    pass writes down, before that, what the user's function was: its type as
    `gnn.signature`, and for each result whether its rows are nodes, edges or
    graphs as `gnn.result_rows`. `gnn-add-c-interface` reads both.

    ```mlir
    // RUN: gnn-opt --gnn-record-signature
    // CHECK: gnn.result_rows = ["nodes"], gnn.signature = (!gnn.graph, tensor<?x4xf32>) -> tensor<?x4xf32>
    func.func @forward(%graph: !gnn.graph, %x: tensor<?x4xf32>) -> tensor<?x4xf32> {
      %y = gnn.aggregate sum %graph, %x : (!gnn.graph, tensor<?x4xf32>) -> tensor<?x4xf32>
      return %y : tensor<?x4xf32>
    }
    ```
  }];
}

def AddCInterface : Pass<"gnn-add-c-interface", "::mlir::ModuleOp"> {
  let summary = "Give each public function a plain C function that checks its "
                "arguments";
  let description = [{
    For every public function with a recorded signature, adds
    `MODULE_FUNCTION(num_nodes, ..., out, out_stride) -> i32`, which takes
    pointers, sizes and strides, tests them (see the error codes in the header),
    calls the function and returns 0, or the status of a function that returns
    one, as those for a GPU do; and `MODULE_FUNCTION_version() -> i32`.
    The function itself becomes internal. Runs on memrefs, before they become
    LLVM structures.

    ```mlir
    // RUN: gnn-opt --gnn-add-c-interface
    // CHECK: func.func @gcn_forward({{.*}}) -> i32
    // CHECK: func.func @gcn_forward_version() -> i32
    module @gcn {
      func.func @forward(%row_ptr: memref<?xi64>, %col_idx: memref<?xi32>,
                         %x: memref<?x4xf32, strided<[?, 1]>>,
                         %out: memref<?x4xf32, strided<[?, 1]>>)
          attributes {gnn.signature = (!gnn.graph, tensor<?x4xf32>) -> tensor<?x4xf32>,
                      gnn.result_rows = ["nodes"]} {
        return
      }
    }
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::LLVM::LLVMDialect",
                           "::mlir::memref::MemRefDialect",
                           "::mlir::scf::SCFDialect"];
}

#endif // GNN_CINTERFACE_PASSES
