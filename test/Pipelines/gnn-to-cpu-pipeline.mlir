// RUN: gnn-opt %s --gnn-to-cpu-pipeline | FileCheck %s
// RUN: gnn-opt %s --gnn-to-cpu-pipeline=vector-width=16 | FileCheck %s --check-prefix=WIDE
// RUN: gnn-opt %s --gnn-to-cpu-pipeline | mlir-translate --mlir-to-llvmir | FileCheck %s --check-prefix=IR

ml_program.global private @w(dense<0.5> : tensor<16x16xf32>) : tensor<16x16xf32>

// CHECK-NOT: ml_program
// CHECK: llvm.mlir.global private constant @w.panels16
// CHECK-SAME: alignment = 64
// CHECK-LABEL: llvm.func @forward(
// CHECK: omp.parallel if(
// CHECK: llvm.atomicrmw add
// CHECK: llvm.intr.fmuladd
// CHECK-LABEL: llvm.func @_mlir_ciface_forward(
// CHECK-SAME: %{{[^,]*}}: !llvm.ptr, %{{[^,]*}}: !llvm.ptr, %{{[^,]*}}: !llvm.ptr, %{{[^,]*}}: !llvm.ptr)
// WIDE: vector<16xf32>
// IR: define void @_mlir_ciface_forward(ptr %0, ptr %1, ptr %2, ptr %3)
// IR: declare {{.*}}@__kmpc_fork_call
func.func @forward(%graph: !gnn.graph, %x: tensor<?x16xf32>) -> tensor<?x16xf32> {
  %w = ml_program.global_load_const @w : tensor<16x16xf32>
  %0 = gnn.aggregate mean %graph, %x : (!gnn.graph, tensor<?x16xf32>) -> tensor<?x16xf32>
  %1 = gnn.linear %0, %w : (tensor<?x16xf32>, tensor<16x16xf32>) -> tensor<?x16xf32>
  %2 = gnn.sigmoid %1 : tensor<?x16xf32>
  return %2 : tensor<?x16xf32>
}

// Layers are decomposed on the way.
ml_program.global private @v(dense<0.5> : tensor<16x16xf32>) : tensor<16x16xf32>
ml_program.global private @a(dense<0.5> : tensor<1x2x8xf32>) : tensor<1x2x8xf32>

// CHECK-LABEL: llvm.func @layer(
// CHECK-NOT: {{= gnn[.]}}
func.func @layer(%graph: !gnn.graph, %x: tensor<?x16xf32>) -> tensor<?x16xf32> {
  %w = ml_program.global_load_const @v : tensor<16x16xf32>
  %a = ml_program.global_load_const @a : tensor<1x2x8xf32>
  %y = gnn.gat_conv %graph, %x, %w, %a, %a
    : (!gnn.graph, tensor<?x16xf32>, tensor<16x16xf32>, tensor<1x2x8xf32>, tensor<1x2x8xf32>) -> tensor<?x16xf32>
  return %y : tensor<?x16xf32>
}
