//===- Passes.td - What upstream's way to NVVM lacks ----- -*- tablegen -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_TONVVM_PASSES
#define GNN_TONVVM_PASSES

include "mlir/Pass/PassBase.td"

def AttachGPUTarget : Pass<"gnn-attach-gpu-target", "::mlir::ModuleOp"> {
  let summary = "Say which chip the kernels are for";
  let description = [{
    Attaches `#nvvm.target` to each `gpu.module`, with the data layout of the
    target: without it LLVM would not know that an `i64` is aligned, and load it
    in halves. A chip that is not known is an error here; LLVM would warn and
    write code for it. Kernels that multiply by 2 of 4 weights ask for PTX 7.1,
    which is newer than sm_80.

    ```mlir
    // RUN: gnn-opt --gnn-attach-gpu-target=chip=sm_80
    // CHECK: gpu.module @kernels [#nvvm.target<chip = "sm_80">] attributes {llvm.data_layout = "e-{{.*}}i64:64
    gpu.module @kernels {
    }
    ```
  }];
  let options = [
    Option<"chip", "chip", "std::string", "\"sm_80\"",
           "sm_75, sm_80, sm_90 or sm_100">
  ];
  let dependentDialects = ["::mlir::gpu::GPUDialect",
                           "::mlir::NVVM::NVVMDialect"];
}

def AlignSharedMemory
    : Pass<"gnn-align-shared-memory", "::mlir::gpu::GPUModuleOp"> {
  let summary = "Let vectors be stored in the memory that a block shares";
  let description = [{
    Shared memory is aligned as its elements are, 4 bytes for `f32`, unless
    something else is said. Vectors of 16 bytes need it to begin at a multiple of
    16.

    ```mlir
    // RUN: gnn-opt --gnn-align-shared-memory
    // CHECK: workgroup(%{{.*}} : memref<8x64xf32, 3> {llvm.align = 16 : i64})
    gpu.module @kernels {
      gpu.func @product() workgroup(%tile: memref<8x64xf32, 3>) kernel {
        gpu.return
      }
    }
    ```
  }];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
}

def LowerKernelMath : Pass<"gnn-lower-kernel-math", "::mlir::gpu::GPUModuleOp"> {
  let summary = "Replace functions of f32 by instructions that GPUs have";
  let description = [{
    Upstream's lowering calls CUDA's libdevice for all of `math`, which then must
    be installed, or the PTX names functions that nobody has. `exp(x)` becomes
    `ex2.approx(x * log2(e))`, whose error is about 2 |x| 2^-24 of the result;
    square root, fused multiply-add, absolute value, floor, ceil and copysign are
    LLVM intrinsics, which are single instructions. The rest is for
    `gnn-approximate-math`, whose polynomials are written in these.

    ```mlir
    // RUN: gnn-opt --gnn-lower-kernel-math
    // CHECK: llvm.call_intrinsic "llvm.nvvm.ex2.approx.ftz"(%{{.*}}) : (f32) -> f32
    // CHECK: llvm.call_intrinsic "llvm.sqrt"(%{{.*}}) : (f32) -> f32
    gpu.module @kernels {
      gpu.func @powers(%x: f32, %out: memref<2xf32, 1>) kernel {
        %zero = arith.constant 0 : index
        %one = arith.constant 1 : index
        %exp = math.exp %x : f32
        %root = math.sqrt %x : f32
        memref.store %exp, %out[%zero] : memref<2xf32, 1>
        memref.store %root, %out[%one] : memref<2xf32, 1>
        gpu.return
      }
    }
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::LLVM::LLVMDialect",
                           "::mlir::vector::VectorDialect"];
}

def MarkKernelArguments
    : Pass<"gnn-mark-kernel-arguments", "::mlir::gpu::GPUModuleOp"> {
  let summary = "Tell LLVM that the buffers of a kernel are apart";
  let description = [{
    Each buffer of a kernel that `convert-gnn-to-gpu` makes is an allocation of
    its own, and is either read or written. Pointer arguments become
    `llvm.noalias`, and `llvm.readonly` where the kernel only loads from them:
    such loads are `ld.global.nc`, through the cache that need not be kept
    coherent.

    ```mlir
    // RUN: gnn-opt --gnn-mark-kernel-arguments
    // CHECK: llvm.func @copy(%{{.*}}: !llvm.ptr<1> {llvm.noalias, llvm.readonly}, %{{.*}}: !llvm.ptr<1> {llvm.noalias})
    gpu.module @kernels {
      llvm.func @copy(%from: !llvm.ptr<1>, %to: !llvm.ptr<1>) attributes {gpu.kernel, nvvm.kernel} {
        %0 = llvm.load %from : !llvm.ptr<1> -> f32
        llvm.store %0, %to : f32, !llvm.ptr<1>
        llvm.return
      }
    }
    ```
  }];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
}

def VerifyKernels : Pass<"gnn-verify-kernels", "::mlir::gpu::GPUModuleOp"> {
  let summary = "Refuse kernels that are not lowered or call what is not there";
  let description = [{
    Upstream's conversions are partial, and a function that nobody defines is an
    `.extern` in PTX, which no driver loads. This pass names the first operation
    that is not of the LLVM or NVVM dialect, and the first function without a
    body.

    ```mlir
    // RUN: gnn-opt --gnn-verify-kernels
    gpu.module @kernels {
      llvm.func @nothing() attributes {gpu.kernel, nvvm.kernel} {
        llvm.return
      }
    }
    ```
  }];
}

#endif // GNN_TONVVM_PASSES
