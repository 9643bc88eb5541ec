//===- Passes.td - From gpu to calls of the runtime --------- -*- tablegen -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_GPUTORUNTIME_PASSES
#define GNN_GPUTORUNTIME_PASSES

include "mlir/Pass/PassBase.td"

def ConvertGPUToRuntime : Pass<"convert-gpu-to-runtime", "::mlir::ModuleOp"> {
  let summary = "Lower the host side of GPU code to calls of the GPU runtime";
  let description = [{
    The runtime is that of `gnn-opt/Runtime/GPURuntime.h`, which opens the CUDA
    driver when the program runs. A function with GPU ops becomes one session of
    it: `gpu.alloc`, `gpu.dealloc`, `gpu.memcpy`, `gpu.memset` and
    `gpu.launch_func` become calls, and the function returns the status of the
    session, an i32 that is 0 where all of them went well. After a call that
    fails the others do nothing, so the function needs no branches.

    A `gpu.binary` becomes constant bytes of the object file: its first object,
    or the one that its handler selects. Upstream's lowering loads it before
    `main` and knows no failures; here it is loaded by the first launch.

    A memref is passed to a kernel as its descriptor, field by field, the way
    `convert-gpu-to-nvvm` makes it take it; an index as i64. Runs on memrefs,
    before they become LLVM structures, and after `gpu-module-to-binary`.

    ```mlir
    // RUN: gnn-opt --convert-gpu-to-runtime
    // CHECK: llvm.mlir.global internal constant @kernels_image
    // CHECK: llvm.mlir.global internal @kernels_module
    // CHECK: func.func @forward(%{{.*}}: memref<?xf32>) -> i32
    // CHECK: %[[SESSION:.*]] = llvm.call @gnn_gpu_begin()
    // CHECK: llvm.call @gnn_gpu_alloc(%[[SESSION]], %{{.*}})
    // CHECK: llvm.call @gnn_gpu_launch(%[[SESSION]],
    // CHECK: llvm.call @gnn_gpu_copy(%[[SESSION]],
    // CHECK: llvm.call @gnn_gpu_free(%[[SESSION]],
    // CHECK: %[[STATUS:.*]] = llvm.call @gnn_gpu_end(%[[SESSION]])
    // CHECK: return %[[STATUS]] : i32
    module attributes {gpu.container_module} {
      gpu.binary @kernels [#gpu.object<#nvvm.target, assembly = "ptx">]
      func.func @forward(%out: memref<?xf32>) {
        %c0 = arith.constant 0 : index
        %c1 = arith.constant 1 : index
        %c128 = arith.constant 128 : index
        %n = memref.dim %out, %c0 : memref<?xf32>
        %d = gpu.alloc (%n) : memref<?xf32>
        gpu.launch_func @kernels::@fill blocks in (%n, %c1, %c1)
            threads in (%c128, %c1, %c1) args(%d : memref<?xf32>, %n : index)
        gpu.memcpy %out, %d : memref<?xf32>, memref<?xf32>
        gpu.dealloc %d : memref<?xf32>
        return
      }
    }
    ```
  }];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
}

#endif // GNN_GPUTORUNTIME_PASSES
