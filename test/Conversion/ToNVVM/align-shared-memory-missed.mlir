// RUN: gnn-opt %s --pass-pipeline="builtin.module(gpu.module(gnn-align-shared-memory))" | FileCheck %s

gpu.module @kernels {
  // What is aligned already stays so.
  // CHECK: gpu.func @aligned() workgroup(%{{.*}} : memref<8xf32, 3> {llvm.align = 32 : i64})
  gpu.func @aligned() workgroup(%a: memref<8xf32, 3> {llvm.align = 32 : i64}) kernel {
    gpu.return
  }
  // Nothing is shared.
  // CHECK: gpu.func @alone() kernel
  gpu.func @alone() kernel {
    gpu.return
  }
}
