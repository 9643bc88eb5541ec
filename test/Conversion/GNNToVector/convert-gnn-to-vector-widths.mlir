// RUN: gnn-opt %s --convert-gnn-to-vector --canonicalize --cse | FileCheck %s
// RUN: gnn-opt %s --convert-gnn-to-vector=vector-width=65536 | FileCheck %s --check-prefix=VAST

// Each function has vectors of its own width, and the option's without one.
// Constants that lie the same are one constant; those whose layout depends on
// the width are apart, in name and contents.

// Vectors that are wider than any, whose lines a weight could not name, leave
// an unstructured weight to the dense form.
// VAST: @sparse.panels

// CHECK-DAG: @same.panels16 : memref<48xf32>
// CHECK-DAG: @other.panels16 : memref<192xf32>
// CHECK-DAG: @other.panels64 : memref<192xf32>
// CHECK-DAG: @sparse.csr.values : memref<8xf32>
// CHECK-DAG: @sparse.csr.lines32 : memref<2xi64>
// CHECK-DAG: @sparse.csr.lines64 : memref<2xi64>
// CHECK-DAG: @tail.blocks16x8.values : memref<24xf32>
// CHECK-DAG: @tail.blocks16x8.pointers
// CHECK-DAG: @tail.blocks16x8.inputs
// CHECK-DAG: @tail.joint32x16.values : memref<32xf32>
// CHECK-DAG: @tail.joint32x16.pointers
// CHECK-DAG: @tail.joint32x16.inputs
// CHECK-DAG: @tail.single16x16.values : memref<1xf32>
// CHECK-DAG: @tail.single16x16.pointers
// CHECK-DAG: @tail.single16x16.inputs
// CHECK-DAG: @sparse.csr.pointers
// CHECK-NOT: memref.global
ml_program.global private @same(dense<0.5> : tensor<16x3xf32>) : tensor<16x3xf32>
ml_program.global private @other(dense<0.5> : tensor<64x3xf32>) : tensor<64x3xf32>
ml_program.global private @sparse(dense<[[0.5, 0.5, 0.0]]> : tensor<1x3xf32, #gnn.csr>) : tensor<1x3xf32, #gnn.csr>
ml_program.global private @tail(dense<0.5> : tensor<20x1xf32, #gnn.block<16>>) : tensor<20x1xf32, #gnn.block<16>>

// CHECK-LABEL: func.func @narrow
// CHECK: memref.get_global @same.panels16
// CHECK: vector.fma {{.*}} : vector<8xf32>
func.func @narrow(%x: tensor<?x3xf32>) -> tensor<?x16xf32> {
  %w = ml_program.global_load_const @same : tensor<16x3xf32>
  %y = gnn.linear %x, %w : (tensor<?x3xf32>, tensor<16x3xf32>) -> tensor<?x16xf32>
  return %y : tensor<?x16xf32>
}

// CHECK-LABEL: func.func @wide
// CHECK: memref.get_global @same.panels16
// CHECK: vector.fma {{.*}} : vector<16xf32>
func.func @wide(%x: tensor<?x3xf32>) -> tensor<?x16xf32> attributes {gnn.vector_width = 16 : i64} {
  %w = ml_program.global_load_const @same : tensor<16x3xf32>
  %y = gnn.linear %x, %w : (tensor<?x3xf32>, tensor<16x3xf32>) -> tensor<?x16xf32>
  return %y : tensor<?x16xf32>
}

func.func @others(%x: tensor<?x3xf32>, %z: tensor<?x1xf32>)
    -> (tensor<?x64xf32>, tensor<?x1xf32>, tensor<?x20xf32>) {
  %w = ml_program.global_load_const @other : tensor<64x3xf32>
  %s = ml_program.global_load_const @sparse : tensor<1x3xf32, #gnn.csr>
  %t = ml_program.global_load_const @tail : tensor<20x1xf32, #gnn.block<16>>
  %0 = gnn.linear %x, %w : (tensor<?x3xf32>, tensor<64x3xf32>) -> tensor<?x64xf32>
  %1 = gnn.linear %x, %s : (tensor<?x3xf32>, tensor<1x3xf32, #gnn.csr>) -> tensor<?x1xf32>
  %2 = gnn.linear %z, %t : (tensor<?x1xf32>, tensor<20x1xf32, #gnn.block<16>>) -> tensor<?x20xf32>
  return %0, %1, %2 : tensor<?x64xf32>, tensor<?x1xf32>, tensor<?x20xf32>
}

func.func @others_wide(%x: tensor<?x3xf32>, %z: tensor<?x1xf32>)
    -> (tensor<?x64xf32>, tensor<?x1xf32>, tensor<?x20xf32>) attributes {gnn.vector_width = 16 : i64} {
  %w = ml_program.global_load_const @other : tensor<64x3xf32>
  %s = ml_program.global_load_const @sparse : tensor<1x3xf32, #gnn.csr>
  %t = ml_program.global_load_const @tail : tensor<20x1xf32, #gnn.block<16>>
  %0 = gnn.linear %x, %w : (tensor<?x3xf32>, tensor<64x3xf32>) -> tensor<?x64xf32>
  %1 = gnn.linear %x, %s : (tensor<?x3xf32>, tensor<1x3xf32, #gnn.csr>) -> tensor<?x1xf32>
  %2 = gnn.linear %z, %t : (tensor<?x1xf32>, tensor<20x1xf32, #gnn.block<16>>) -> tensor<?x20xf32>
  return %0, %1, %2 : tensor<?x64xf32>, tensor<?x1xf32>, tensor<?x20xf32>
}
