//===- Passes.td - One function for several processors ----*- tablegen -*--===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_CPUVERSIONS_PASSES
#define GNN_CPUVERSIONS_PASSES

include "mlir/Pass/PassBase.td"

def MakeCPUVersions : Pass<"gnn-make-cpu-versions", "::mlir::ModuleOp"> {
  let summary = "Copy each function for every processor that it is compiled for";
  let description = [{
    A function becomes the version for the lowest of these processors, and gets a
    private copy for each of the others, all listed in `gnn.cpu_versions`. A
    version says what it is compiled for: `target_cpu`, which reaches LLVM, and
    `gnn.vector_width`, which `convert-gnn-to-vector` cuts channels by. Behind
    the conversion, `gnn-dispatch-cpu-versions` lets callers reach them.

    | processor | vectors of f32 |
    |---|---|
    | `x86-64` (SSE2) | 8, in two registers |
    | `x86-64-v3` (AVX2, FMA) | 8 |
    | `x86-64-v4` (AVX-512 F, BW, DQ, VL) | 16 |

    ```mlir
    // RUN: gnn-opt --gnn-make-cpu-versions=processors=x86-64,x86-64-v3
    // CHECK: func.func @forward(
    // CHECK-SAME: gnn.cpu_versions = [@"forward.x86-64-v3"], gnn.vector_width = 8 : i64, target_cpu = "x86-64"
    // CHECK: func.func private @"forward.x86-64-v3"(
    // CHECK-SAME: gnn.vector_width = 8 : i64
    // CHECK-SAME: target_cpu = "x86-64-v3"
    func.func @forward(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
      %y = gnn.relu %x : tensor<?x4xf32>
      return %y : tensor<?x4xf32>
    }
    ```
  }];
  let options = [
    ListOption<"processors", "processors", "std::string",
               "Processors by name, in any order; no option: all that the table "
               "has">
  ];
  let dependentDialects = ["::mlir::func::FuncDialect",
                           "::mlir::LLVM::LLVMDialect"];
}

def DispatchCPUVersions
    : Pass<"gnn-dispatch-cpu-versions", "::mlir::ModuleOp"> {
  let summary = "Call the version of a function that the processor runs best";
  let description = [{
    The body of each function with `gnn.cpu_versions` moves to a version of its
    own, and calls take its place: of the version for the highest processor that
    this one can stand in for, which the first call finds out by `cpuid` and
    `xgetbv` (registers that the operating system does not save do not count) and
    keeps in a variable of the module. Nothing is linked for it.

    `@gnn.use_cpu(level)`, which `gnn-add-c-interface` exports, makes all later
    calls run one version: the 1 of `x86-64`, the 3 of `x86-64-v3`, the 4 of
    `x86-64-v4`, or with 0 the best. It returns the version, or -1 where there is
    none that runs here; then nothing changes.

    Runs on functions that return through arguments, before they become LLVM's.

    ```mlir
    // RUN: gnn-opt --gnn-dispatch-cpu-versions
    // CHECK: func.func @forward(%[[OUT:.*]]: memref<4xf32>)
    // CHECK-NEXT: %[[LEVEL:.*]] = call @gnn.current_cpu() : () -> i32
    // CHECK-NEXT: %[[INDEX:.*]] = arith.index_cast %[[LEVEL]]
    // CHECK-NEXT: scf.index_switch %[[INDEX]]
    // CHECK-NEXT: case 3 {
    // CHECK-NEXT: func.call @"forward.x86-64-v3"(%[[OUT]])
    // CHECK: default {
    // CHECK-NEXT: func.call @"forward.x86-64"(%[[OUT]])
    // CHECK: func.func private @"forward.x86-64"({{.*}}target_cpu = "x86-64"
    func.func @forward(%out: memref<4xf32>)
        attributes {target_cpu = "x86-64", gnn.cpu_versions = [@"forward.x86-64-v3"]} {
      return
    }
    func.func private @"forward.x86-64-v3"(%out: memref<4xf32>)
        attributes {target_cpu = "x86-64-v3"} {
      return
    }
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::func::FuncDialect",
                           "::mlir::LLVM::LLVMDialect",
                           "::mlir::scf::SCFDialect"];
}

#endif // GNN_CPUVERSIONS_PASSES
