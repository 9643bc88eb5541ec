// RUN: gnn-opt %s --pass-pipeline="builtin.module(gpu.module(gnn-align-shared-memory))" | FileCheck %s

gpu.module @kernels {
  // CHECK: gpu.func @two() workgroup(%{{.*}} : memref<8x64xf32, 3> {llvm.align = 16 : i64}, %{{.*}} : memref<128xf64, 3> {llvm.align = 16 : i64})
  gpu.func @two() workgroup(%a: memref<8x64xf32, 3>, %b: memref<128xf64, 3>) kernel {
    gpu.return
  }
}
