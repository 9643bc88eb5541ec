//===- Passes.td - From gnn to kernels ------------------- -*- tablegen -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_GNNTOGPU_PASSES
#define GNN_GNNTOGPU_PASSES

include "mlir/Pass/PassBase.td"

def ConvertGNNToGPU : Pass<"convert-gnn-to-gpu", "::mlir::ModuleOp"> {
  let summary = "Lower core gnn ops to GPU kernels and the host code around them";
  let description = [{
    Each core op becomes a `gpu.launch`, a few of them several. The threads of a
    warp share the rows of its result: a row of 128 channels has a warp, in
    which each thread loads 4 of them at once; narrower rows have a power of two
    of threads, and several share a warp. Elementwise ops that are the only
    reader of what a kernel computes are computed in its registers.

    Rows of more than 512 edges, and graphs of more than 512 nodes that are
    pooled, are reduced in two kernels: the first reduces parts of 256 members,
    the second joins the parts of each row in their order.

    A public function `f` becomes two. `f_on_device` takes buffers in memory
    space 1, that of the device: features `memref<?xPxf32, 1>`, their rows
    padded with zeros to P channels, whole sectors of memory; graphs, sparse
    features and one value a row as on the CPU; results last. It allocates
    temporaries, and frees them after their last use. `f` takes what
    `convert-gnn-to-vector` makes it take: it copies arguments to the device,
    calls the other, and copies results back. Parameters become constants, read
    by kernels alone.

    `gpu-kernel-outlining` moves the kernels to the `gpu.module` that they name,
    and copies the constants that they read there. A launch whose grid has no
    blocks is no launch.

    From sm_80 on, tiles of dense weights are copied to shared memory while the
    tiles before them are multiplied (`nvgpu.device_async_copy`); tiles of the
    features are transposed on their way, through registers.

    `matmul` says what the factors of dense products are rounded to, to nearest:
    `tf32` keeps 11 bits, `bf16` 8 bits; their products are exact, and sums are
    f32. A factor is off by a share u of it, 2^-11 or 2^-8, at most, and a product
    of N inputs by about `2 u sum |x w|`. Tensor cores multiply: `nvvm.mma.sync`
    with weights laid out for its lanes when compiling, 16 outputs by 8 rows at a
    time. With `bf16`, a weight of which no four inputs in sequence, from a
    multiple of four on, have more than two that are not zero, is multiplied by
    `nvvm.mma.sp.sync`, which skips the others. A chip without these is an error.
    Sparse weights and features, and rows of less than 8 channels, stay f32.

    Layer ops must have been decomposed, and calls inlined.

    ```mlir
    // RUN: gnn-opt --convert-gnn-to-gpu --canonicalize
    // CHECK: func.func @forward(%{{.*}}: memref<?xi64>, %{{.*}}: memref<?xi32>, %[[X:.*]]: memref<?x17xf32, strided<[?, 1]>>,
    // CHECK: %[[BUFFER:.*]] = gpu.alloc {{.*}} : memref<?x24xf32, 1>
    // CHECK: gpu.memset %[[BUFFER]]
    // CHECK: gpu.memcpy %{{.*}}, %[[X]]
    // CHECK: call @forward_on_device
    // CHECK: func.func private @forward_on_device(%{{.*}}: memref<?xi64, 1>, %{{.*}}: memref<?xi32, 1>, %[[IN:.*]]: memref<?x24xf32, 1>, %[[OUT:.*]]: memref<?x24xf32, 1>)
    // CHECK: gpu.launch
    // CHECK: scf.for
    // CHECK: vector.load %[[IN]]{{.*}} {alignment = 16 : i64} : memref<?x24xf32, 1>, vector<4xf32>
    // CHECK: vector.store %{{.*}}, %[[OUT]]
    func.func @forward(%graph: !gnn.graph, %x: tensor<?x17xf32>) -> tensor<?x17xf32> {
      %y = gnn.aggregate sum %graph, %x : (!gnn.graph, tensor<?x17xf32>) -> tensor<?x17xf32>
      %z = gnn.relu %y : tensor<?x17xf32>
      return %z : tensor<?x17xf32>
    }
    ```

    ```mlir
    // RUN: gnn-opt --convert-gnn-to-gpu=matmul=tf32
    // CHECK: func.func private @forward_on_device
    // CHECK: nvvm.convert.float.to.tf32 %{{.*}} {rnd = #nvvm.fp_rnd_mode<rna>}
    // CHECK: nvvm.mma.sync {{.*}}shape = #nvvm.shape<m = 16, n = 8, k = 8>
    ml_program.global private @w(dense<0.5> : tensor<16x8xf32>) : tensor<16x8xf32>
    func.func @forward(%x: tensor<?x8xf32>) -> tensor<?x16xf32> {
      %w = ml_program.global_load_const @w : tensor<16x8xf32>
      %y = gnn.linear %x, %w : (tensor<?x8xf32>, tensor<16x8xf32>) -> tensor<?x16xf32>
      return %y : tensor<?x16xf32>
    }
    ```
  }];
  let options = [
    Option<"chip", "chip", "std::string", "\"sm_80\"",
           "sm_75, sm_80, sm_90 or sm_100">,
    Option<"matmul", "matmul", "::mlir::gnn::MatmulPrecision",
           "::mlir::gnn::MatmulPrecision::F32",
           "What the factors of dense products are rounded to: f32, tf32 or bf16",
           [{::mlir::gnn::getMatmulPrecisions()}]>
  ];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::func::FuncDialect",
    "::mlir::gpu::GPUDialect", "::mlir::LLVM::LLVMDialect",
    "::mlir::NVVM::NVVMDialect", "::mlir::nvgpu::NVGPUDialect",
    "::mlir::math::MathDialect", "::mlir::memref::MemRefDialect",
    "::mlir::scf::SCFDialect", "::mlir::vector::VectorDialect"
  ];
}

#endif // GNN_GNNTOGPU_PASSES
