// Every op survives its custom form, its generic form and bytecode.
// RUN: gnn-opt %s | gnn-opt | FileCheck %s
// RUN: gnn-opt %s --mlir-print-op-generic | gnn-opt | FileCheck %s
// RUN: gnn-opt %s --emit-bytecode | gnn-opt | FileCheck %s

// CHECK-LABEL: func @layer_norm
// CHECK-SAME: (%[[X:.*]]: tensor<?x16xf32>, %[[W:.*]]: tensor<16xf32>, %[[B:.*]]: tensor<16xf32>, %[[PTR:.*]]: tensor<?xi64>)
func.func @layer_norm(%x: tensor<?x16xf32>, %w: tensor<16xf32>, %b: tensor<16xf32>, %ptr: tensor<?xi64>) {
  // CHECK: gnn.layer_norm graph %[[X]] : (tensor<?x16xf32>) -> tensor<?x16xf32>
  %0 = gnn.layer_norm graph %x : (tensor<?x16xf32>) -> tensor<?x16xf32>
  // CHECK: gnn.layer_norm node %[[X]] affine %[[W]], %[[B]] : (tensor<?x16xf32>, tensor<16xf32>, tensor<16xf32>) -> tensor<?x16xf32>
  %1 = gnn.layer_norm node %x affine %w, %b : (tensor<?x16xf32>, tensor<16xf32>, tensor<16xf32>) -> tensor<?x16xf32>
  // CHECK: gnn.layer_norm graph %[[X]] batch %[[PTR]] : (tensor<?x16xf32>, tensor<?xi64>) -> tensor<?x16xf32>
  %2 = gnn.layer_norm graph %x batch %ptr : (tensor<?x16xf32>, tensor<?xi64>) -> tensor<?x16xf32>
  // CHECK: gnn.layer_norm graph %[[X]] affine %[[W]], %[[B]] batch %[[PTR]] {epsilon = 1.000000e-03 : f64} : (tensor<?x16xf32>, tensor<16xf32>, tensor<16xf32>, tensor<?xi64>) -> tensor<?x16xf32>
  %3 = gnn.layer_norm graph %x affine %w, %b batch %ptr {epsilon = 1.0e-3 : f64}
    : (tensor<?x16xf32>, tensor<16xf32>, tensor<16xf32>, tensor<?xi64>) -> tensor<?x16xf32>
  return
}

// CHECK-LABEL: func @rows
// CHECK-SAME: (%[[X:.*]]: tensor<?x7xf32>, %[[S:.*]]: tensor<?x7xf32, #gnn.csr>, %[[PTR:.*]]: tensor<?xi64>)
func.func @rows(%x: tensor<?x7xf32>, %s: tensor<?x7xf32, #gnn.csr>, %ptr: tensor<?xi64>) {
  // CHECK: gnn.l2_normalize %[[X]] : tensor<?x7xf32>
  %l2 = gnn.l2_normalize %x : tensor<?x7xf32>
  // CHECK: gnn.log_softmax %[[X]] : tensor<?x7xf32>
  %log = gnn.log_softmax %x : tensor<?x7xf32>
  // CHECK: gnn.normalize_features %[[X]] : tensor<?x7xf32>
  %dense = gnn.normalize_features %x : tensor<?x7xf32>
  // CHECK: gnn.normalize_features %[[S]] : tensor<?x7xf32, #gnn.csr>
  %sparse = gnn.normalize_features %s : tensor<?x7xf32, #gnn.csr>
  // CHECK: gnn.normalize_features %[[X]] batch %[[PTR]] : tensor<?x7xf32>
  %graphs = gnn.normalize_features %x batch %ptr : tensor<?x7xf32>
  return
}
