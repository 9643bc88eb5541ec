// RUN: gnn-opt %s --gnn-reorder-aggregation | FileCheck %s
// RUN: gnn-opt %s --gnn-reorder-aggregation --remarks-filter="gnn-reorder-aggregation" -o /dev/null 2>&1 \
// RUN:   | FileCheck %s --check-prefix=REMARK

// CHECK-LABEL: func.func @narrower_product_first
// CHECK-SAME: (%[[GRAPH:.*]]: !gnn.graph, %[[X:.*]]: tensor<?x8xf32>, %[[W:.*]]: tensor<2x8xf32>, %[[B:.*]]: tensor<2xf32>)
// CHECK-NEXT: %[[Z:.*]] = gnn.linear %[[X]], %[[W]] :
// CHECK-NEXT: %[[MEAN:.*]] = gnn.aggregate mean %[[GRAPH]], %[[Z]] : (!gnn.graph, tensor<?x2xf32>)
// CHECK-NEXT: %[[Y:.*]] = gnn.bias_add %[[MEAN]], %[[B]]
// CHECK-NEXT: return %[[Y]]
// REMARK-DAG: [Passed] ReorderAggregation | Category:gnn-reorder-aggregation | Reason="the other side is narrower", Remark="aggregates 2 instead of 8 channels"
func.func @narrower_product_first(%graph: !gnn.graph, %x: tensor<?x8xf32>, %w: tensor<2x8xf32>, %b: tensor<2xf32>) -> tensor<?x2xf32> {
  %m = gnn.aggregate mean %graph, %x : (!gnn.graph, tensor<?x8xf32>) -> tensor<?x8xf32>
  %y = gnn.linear %m, %w bias %b : (tensor<?x8xf32>, tensor<2x8xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// CHECK-LABEL: func.func @through_two_sums
// CHECK-SAME: (%[[GRAPH:.*]]: !gnn.graph, %[[X:.*]]: tensor<?x8xf32>, %[[W:.*]]: tensor<2x8xf32>)
// CHECK-NEXT: %[[Z:.*]] = gnn.linear %[[X]], %[[W]]
// CHECK-NEXT: %[[ONE:.*]] = gnn.aggregate sum %[[GRAPH]], %[[Z]]
// CHECK-NEXT: gnn.aggregate sum %[[GRAPH]], %[[ONE]]
func.func @through_two_sums(%graph: !gnn.graph, %x: tensor<?x8xf32>, %w: tensor<2x8xf32>) -> tensor<?x2xf32> {
  %a = gnn.aggregate sum %graph, %x : (!gnn.graph, tensor<?x8xf32>) -> tensor<?x8xf32>
  %b = gnn.aggregate sum %graph, %a : (!gnn.graph, tensor<?x8xf32>) -> tensor<?x8xf32>
  %y = gnn.linear %b, %w : (tensor<?x8xf32>, tensor<2x8xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// Sparse features need not be made dense, even for a wider product.
// REMARK-DAG: Reason="the product can read sparse features", Remark="aggregates 8 instead of 2 channels"
// CHECK-LABEL: func.func @sparse_features_stay_sparse
// CHECK-SAME: %[[X:[a-z0-9]+]]: tensor<?x2xf32, #gnn.csr>
// CHECK-NOT: gnn.to_dense
// CHECK: gnn.linear %[[X]]
// CHECK-NEXT: gnn.aggregate mean
func.func @sparse_features_stay_sparse(%graph: !gnn.graph, %x: tensor<?x2xf32, #gnn.csr>, %w: tensor<8x2xf32>) -> tensor<?x8xf32> {
  %d = gnn.to_dense %x : (tensor<?x2xf32, #gnn.csr>) -> tensor<?x2xf32>
  %m = gnn.aggregate mean %graph, %d : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
  %y = gnn.linear %m, %w : (tensor<?x2xf32>, tensor<8x2xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}
