// What folds, and beside it a twin that must not.
// RUN: gnn-opt %s --canonicalize | FileCheck %s

// CHECK-LABEL: func @dropout_is_the_identity
// CHECK-SAME: (%[[X:.*]]: tensor<?x16xf32>)
func.func @dropout_is_the_identity(%x: tensor<?x16xf32>) -> tensor<?x16xf32> {
  // CHECK-NEXT: return %[[X]]
  %y = gnn.dropout %x {p = 0.6 : f64} : tensor<?x16xf32>
  return %y : tensor<?x16xf32>
}

// CHECK-LABEL: func @max_of_equals
// CHECK-SAME: (%[[X:.*]]: tensor<?x16xf32>, %[[Y:.*]]: tensor<?x16xf32>)
func.func @max_of_equals(%x: tensor<?x16xf32>, %y: tensor<?x16xf32>) -> (tensor<?x16xf32>, tensor<?x16xf32>) {
  // CHECK-NEXT: %[[Z:.*]] = gnn.max %[[X]], %[[Y]]
  %same = gnn.max %x, %x : tensor<?x16xf32>
  %z = gnn.max %x, %y : tensor<?x16xf32>
  // CHECK-NEXT: return %[[X]], %[[Z]]
  return %same, %z : tensor<?x16xf32>, tensor<?x16xf32>
}

// CHECK-LABEL: func @transpose_of_transpose
// CHECK-SAME: (%[[W:.*]]: tensor<7x16xf32, #gnn.csr>)
func.func @transpose_of_transpose(%w: tensor<7x16xf32, #gnn.csr>) -> tensor<7x16xf32, #gnn.csr> {
  // CHECK-NEXT: return %[[W]]
  %t = gnn.transpose %w : (tensor<7x16xf32, #gnn.csr>) -> tensor<16x7xf32, #gnn.csr>
  %tt = gnn.transpose %t : (tensor<16x7xf32, #gnn.csr>) -> tensor<7x16xf32, #gnn.csr>
  return %tt : tensor<7x16xf32, #gnn.csr>
}

// A square weight has the type of its transpose, and is still another weight.
// CHECK-LABEL: func @transpose_once
func.func @transpose_once(%w: tensor<7x7xf32>) -> tensor<7x7xf32> {
  // CHECK-NEXT: %[[T:.*]] = gnn.transpose
  // CHECK-NEXT: return %[[T]]
  %t = gnn.transpose %w : (tensor<7x7xf32>) -> tensor<7x7xf32>
  return %t : tensor<7x7xf32>
}

// CHECK-LABEL: func @concat_of_one
// CHECK-SAME: (%[[X:.*]]: tensor<?x16xf32>)
func.func @concat_of_one(%x: tensor<?x16xf32>) -> tensor<?x16xf32> {
  // CHECK-NEXT: return %[[X]]
  %y = gnn.concat %x : (tensor<?x16xf32>) -> tensor<?x16xf32>
  return %y : tensor<?x16xf32>
}

// CHECK-LABEL: func @concat_with_itself
func.func @concat_with_itself(%x: tensor<?x16xf32>) -> tensor<?x32xf32> {
  // CHECK-NEXT: %[[Y:.*]] = gnn.concat
  // CHECK-NEXT: return %[[Y]]
  %y = gnn.concat %x, %x : (tensor<?x16xf32>, tensor<?x16xf32>) -> tensor<?x32xf32>
  return %y : tensor<?x32xf32>
}

// CHECK-LABEL: func @to_dense_of_dense
// CHECK-SAME: (%[[X:.*]]: tensor<?x16xf32>)
func.func @to_dense_of_dense(%x: tensor<?x16xf32>) -> tensor<?x16xf32> {
  // CHECK-NEXT: return %[[X]]
  %y = gnn.to_dense %x : (tensor<?x16xf32>) -> tensor<?x16xf32>
  return %y : tensor<?x16xf32>
}

// CHECK-LABEL: func @to_dense_of_sparse
func.func @to_dense_of_sparse(%x: tensor<?x16xf32, #gnn.csr>) -> tensor<?x16xf32> {
  // CHECK-NEXT: %[[Y:.*]] = gnn.to_dense
  // CHECK-NEXT: return %[[Y]]
  %y = gnn.to_dense %x : (tensor<?x16xf32, #gnn.csr>) -> tensor<?x16xf32>
  return %y : tensor<?x16xf32>
}

// CHECK-LABEL: func @self_loops_twice
// CHECK-SAME: (%[[GRAPH:.*]]: !gnn.graph)
func.func @self_loops_twice(%graph: !gnn.graph) -> !gnn.graph {
  // CHECK-NEXT: %[[ONCE:.*]] = gnn.add_self_loops %[[GRAPH]]
  // CHECK-NEXT: return %[[ONCE]]
  %once = gnn.add_self_loops %graph : (!gnn.graph) -> !gnn.graph
  %twice = gnn.add_self_loops %once : (!gnn.graph) -> !gnn.graph
  return %twice : !gnn.graph
}

// What is pure and unread goes.
// CHECK-LABEL: func @unread
func.func @unread(%graph: !gnn.graph, %x: tensor<?x4xf32>, %w: tensor<4x4xf32>) {
  // CHECK-NEXT: return
  %y = gnn.gcn_conv %graph, %x, %w : (!gnn.graph, tensor<?x4xf32>, tensor<4x4xf32>) -> tensor<?x4xf32>
  %z = gnn.log_softmax %y : tensor<?x4xf32>
  return
}
