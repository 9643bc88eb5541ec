// RUN: gnn-opt %s --gnn-to-cpu-pipeline=cpu-versions=x86-64,x86-64-v4 | FileCheck %s
// RUN: gnn-opt %s --gnn-to-cpu-pipeline=cpu-versions=x86-64,x86-64-v4 | mlir-translate --mlir-to-llvmir | FileCheck %s --check-prefix=IR

// Both versions, each with vectors of its own over one constant, behind the
// entry point of the JIT.

ml_program.global private @w(dense<0.5> : tensor<16x16xf32>) : tensor<16x16xf32>

// CHECK: llvm.mlir.global private constant @w.panels16
// CHECK-NOT: llvm.mlir.global private constant
// CHECK-LABEL: llvm.func @forward(
// CHECK: llvm.switch
// CHECK-LABEL: llvm.func @_mlir_ciface_forward(
// CHECK: llvm.call @forward(
// CHECK: llvm.func internal @"forward.x86-64"(
// CHECK-SAME: target_cpu = "x86-64"
// CHECK: vector<8xf32>
// CHECK-NOT: vector<16xf32>
// CHECK: llvm.func internal @"forward.x86-64-v4"(
// CHECK-SAME: target_cpu = "x86-64-v4"
// CHECK: vector<16xf32>

// What OpenMP takes out of a function is for the same processor.
// IR: define internal void @forward.x86-64-v4..omp_par({{.*}} #[[V4:[0-9]+]] {
// IR: attributes #[[V4]] = {{.*}}"target-cpu"="x86-64-v4"
func.func @forward(%x: tensor<?x16xf32>) -> tensor<?x16xf32> {
  %w = ml_program.global_load_const @w : tensor<16x16xf32>
  %y = gnn.linear %x, %w : (tensor<?x16xf32>, tensor<16x16xf32>) -> tensor<?x16xf32>
  return %y : tensor<?x16xf32>
}
