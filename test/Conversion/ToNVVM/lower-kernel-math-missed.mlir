// RUN: gnn-opt %s --pass-pipeline="builtin.module(gpu.module(gnn-lower-kernel-math))" | FileCheck %s

// f64 has no such instructions; other functions are for gnn-approximate-math.

gpu.module @kernels {
  // CHECK: math.exp %{{.*}} : f64
  // CHECK: math.sqrt %{{.*}} : f64
  // CHECK: math.log %{{.*}} : f32
  gpu.func @others(%wide: memref<f64, 1>, %buffer: memref<f32, 1>) kernel {
    %x = memref.load %wide[] : memref<f64, 1>
    %0 = math.exp %x : f64
    %1 = math.sqrt %0 : f64
    memref.store %1, %wide[] : memref<f64, 1>
    %y = memref.load %buffer[] : memref<f32, 1>
    %2 = math.log %y : f32
    memref.store %2, %buffer[] : memref<f32, 1>
    gpu.return
  }
}
