// RUN: gnn-opt %s --pass-pipeline="builtin.module(gpu.module(gnn-lower-kernel-math))" | FileCheck %s

gpu.module @kernels {
  // CHECK-LABEL: gpu.func @exp
  // CHECK: %[[LOG2E:.*]] = arith.constant 1.44269502 : f32
  // CHECK: %[[LANE:.*]] = vector.extract %[[X:.*]][0] : f32 from vector<2xf32>
  // CHECK: %[[EXPONENT:.*]] = arith.mulf %[[LANE]], %[[LOG2E]] : f32
  // CHECK: llvm.call_intrinsic "llvm.nvvm.ex2.approx.ftz"(%[[EXPONENT]]) : (f32) -> f32
  // CHECK: vector.extract %[[X]][1]
  // CHECK: vector.from_elements %{{.*}}, %{{.*}} : vector<2xf32>
  gpu.func @exp(%buffer: memref<2xf32, 1>) kernel {
    %zero = arith.constant 0 : index
    %x = vector.load %buffer[%zero] : memref<2xf32, 1>, vector<2xf32>
    %y = math.exp %x : vector<2xf32>
    vector.store %y, %buffer[%zero] : memref<2xf32, 1>, vector<2xf32>
    gpu.return
  }

  // CHECK-LABEL: gpu.func @intrinsics
  // CHECK: llvm.call_intrinsic "llvm.sqrt"(%{{.*}}) : (f32) -> f32
  // CHECK: llvm.call_intrinsic "llvm.fabs"(%{{.*}}) : (f32) -> f32
  // CHECK: llvm.call_intrinsic "llvm.floor"(%{{.*}}) : (f32) -> f32
  // CHECK: llvm.call_intrinsic "llvm.ceil"(%{{.*}}) : (f32) -> f32
  // CHECK: llvm.call_intrinsic "llvm.copysign"(%{{.*}}, %{{.*}}) : (f32, f32) -> f32
  // CHECK: llvm.call_intrinsic "llvm.fma"(%{{.*}}, %{{.*}}, %{{.*}}) : (f32, f32, f32) -> f32
  gpu.func @intrinsics(%buffer: memref<f32, 1>) kernel {
    %x = memref.load %buffer[] : memref<f32, 1>
    %0 = math.sqrt %x : f32
    %1 = math.absf %0 : f32
    %2 = math.floor %1 : f32
    %3 = math.ceil %2 : f32
    %4 = math.copysign %3, %x : f32
    %5 = math.fma %4, %x, %x : f32
    memref.store %5, %buffer[] : memref<f32, 1>
    gpu.return
  }
}
