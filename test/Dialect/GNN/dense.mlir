// Every op survives its custom form, its generic form and bytecode.
// RUN: gnn-opt %s | gnn-opt | FileCheck %s
// RUN: gnn-opt %s --mlir-print-op-generic | gnn-opt | FileCheck %s
// RUN: gnn-opt %s --emit-bytecode | gnn-opt | FileCheck %s

// CHECK-LABEL: func @linear
// CHECK-SAME: (%[[X:.*]]: tensor<?x16xf32>, %[[W:.*]]: tensor<7x16xf32>, %[[B:.*]]: tensor<7xf32>)
func.func @linear(%x: tensor<?x16xf32>, %w: tensor<7x16xf32>, %b: tensor<7xf32>) {
  // CHECK: gnn.linear %[[X]], %[[W]] : (tensor<?x16xf32>, tensor<7x16xf32>) -> tensor<?x7xf32>
  %plain = gnn.linear %x, %w : (tensor<?x16xf32>, tensor<7x16xf32>) -> tensor<?x7xf32>
  // CHECK: gnn.linear %[[X]], %[[W]] bias %[[B]] : (tensor<?x16xf32>, tensor<7x16xf32>, tensor<7xf32>) -> tensor<?x7xf32>
  %biased = gnn.linear %x, %w bias %b : (tensor<?x16xf32>, tensor<7x16xf32>, tensor<7xf32>) -> tensor<?x7xf32>
  return
}

// CHECK-LABEL: func @transpose_keeps_the_encoding
func.func @transpose_keeps_the_encoding(%w: tensor<16x7xf32, #gnn.csr>) -> tensor<7x16xf32, #gnn.csr> {
  // CHECK: gnn.transpose %{{.*}} : (tensor<16x7xf32, #gnn.csr>) -> tensor<7x16xf32, #gnn.csr>
  %t = gnn.transpose %w : (tensor<16x7xf32, #gnn.csr>) -> tensor<7x16xf32, #gnn.csr>
  return %t : tensor<7x16xf32, #gnn.csr>
}

// CHECK-LABEL: func @heads
func.func @heads(%x: tensor<?x56xf32>, %a: tensor<1x8x7xf32>) {
  // CHECK: gnn.head_dot %{{.*}}, %{{.*}} : (tensor<?x56xf32>, tensor<1x8x7xf32>) -> tensor<?x8xf32>
  %score = gnn.head_dot %x, %a : (tensor<?x56xf32>, tensor<1x8x7xf32>) -> tensor<?x8xf32>
  // CHECK: gnn.head_mean %{{.*}} {heads = 8 : i64} : (tensor<?x56xf32>) -> tensor<?x7xf32>
  %mean = gnn.head_mean %x {heads = 8 : i64} : (tensor<?x56xf32>) -> tensor<?x7xf32>
  return
}

// CHECK-LABEL: func @concat
// CHECK-SAME: (%[[A:.*]]: tensor<?x16xf32>, %[[B:.*]]: tensor<?x8xf32>)
func.func @concat(%a: tensor<?x16xf32>, %b: tensor<?x8xf32>) -> tensor<?x40xf32> {
  // CHECK: gnn.concat %[[A]], %[[B]], %[[A]] : (tensor<?x16xf32>, tensor<?x8xf32>, tensor<?x16xf32>) -> tensor<?x40xf32>
  %y = gnn.concat %a, %b, %a : (tensor<?x16xf32>, tensor<?x8xf32>, tensor<?x16xf32>) -> tensor<?x40xf32>
  return %y : tensor<?x40xf32>
}

// CHECK-LABEL: func @to_dense
func.func @to_dense(%x: tensor<?x100xf32, #gnn.csr>) -> tensor<?x100xf32> {
  // CHECK: gnn.to_dense %{{.*}} : (tensor<?x100xf32, #gnn.csr>) -> tensor<?x100xf32>
  %y = gnn.to_dense %x : (tensor<?x100xf32, #gnn.csr>) -> tensor<?x100xf32>
  return %y : tensor<?x100xf32>
}
