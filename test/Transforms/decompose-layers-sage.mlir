// RUN: gnn-opt %s --gnn-decompose-layers | FileCheck %s

// y = aggr(x) w^T + b + x r^T
// CHECK-LABEL: func.func @mean_with_root
// CHECK-SAME: (%[[GRAPH:.*]]: !gnn.graph, %[[X:.*]]: tensor<?x3xf32>, %[[W:.*]]: tensor<2x3xf32>, %[[B:.*]]: tensor<2xf32>, %[[R:.*]]: tensor<2x3xf32>)
// CHECK-NEXT: %[[MEAN:.*]] = gnn.aggregate mean %[[GRAPH]], %[[X]] :
// CHECK-NEXT: %[[NEIGHBOURS:.*]] = gnn.linear %[[MEAN]], %[[W]] bias %[[B]]
// CHECK-NEXT: %[[SELF:.*]] = gnn.linear %[[X]], %[[R]] :
// CHECK-NEXT: %[[Y:.*]] = gnn.add %[[NEIGHBOURS]], %[[SELF]]
// CHECK-NEXT: return %[[Y]]
func.func @mean_with_root(%graph: !gnn.graph, %x: tensor<?x3xf32>, %w: tensor<2x3xf32>, %b: tensor<2xf32>, %r: tensor<2x3xf32>) -> tensor<?x2xf32> {
  %y = gnn.sage_conv mean %graph, %x, %w bias %b root %r
    : (!gnn.graph, tensor<?x3xf32>, tensor<2x3xf32>, tensor<2xf32>, tensor<2x3xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// Rows are gathered dense; the root branch reads them sparse.
// CHECK-LABEL: func.func @max_of_sparse_features
// CHECK-SAME: (%[[GRAPH:.*]]: !gnn.graph, %[[X:.*]]: tensor<?x3xf32, #gnn.csr>,
// CHECK-NEXT: %[[DENSE:.*]] = gnn.to_dense %[[X]]
// CHECK-NEXT: %[[MAX:.*]] = gnn.aggregate max %[[GRAPH]], %[[DENSE]]
// CHECK-NEXT: gnn.linear %[[MAX]]
// CHECK-NEXT: gnn.linear %[[X]]
func.func @max_of_sparse_features(%graph: !gnn.graph, %x: tensor<?x3xf32, #gnn.csr>, %w: tensor<2x3xf32>) -> tensor<?x2xf32> {
  %y = gnn.sage_conv max %graph, %x, %w root %w
    : (!gnn.graph, tensor<?x3xf32, #gnn.csr>, tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// CHECK-LABEL: func.func @sum_normalized_without_root
// CHECK: %[[SUM:.*]] = gnn.aggregate sum
// CHECK-NEXT: %[[Z:.*]] = gnn.linear %[[SUM]]
// CHECK-NEXT: %[[Y:.*]] = gnn.l2_normalize %[[Z]]
// CHECK-NEXT: return %[[Y]]
func.func @sum_normalized_without_root(%graph: !gnn.graph, %x: tensor<?x3xf32>, %w: tensor<2x3xf32>) -> tensor<?x2xf32> {
  %y = gnn.sage_conv sum %graph, %x, %w {normalize = true}
    : (!gnn.graph, tensor<?x3xf32>, tensor<2x3xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
