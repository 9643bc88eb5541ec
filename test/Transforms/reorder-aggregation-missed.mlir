// RUN: gnn-opt %s --gnn-reorder-aggregation | FileCheck %s
// RUN: gnn-opt %s --gnn-reorder-aggregation --remarks-filter="gnn-reorder-aggregation" -o /dev/null 2>&1 \
// RUN:   | FileCheck %s --check-prefix=REMARK

// CHECK-LABEL: func.func @keeps_a_wider_product
// CHECK-NEXT: gnn.aggregate
// CHECK-NEXT: gnn.linear
// REMARK: [Missed] ReorderAggregation | {{.*}} | Reason="the product is no narrower than the features"
func.func @keeps_a_wider_product(%graph: !gnn.graph, %x: tensor<?x4xf32>, %w: tensor<4x4xf32>) -> tensor<?x4xf32> {
  %m = gnn.aggregate mean %graph, %x : (!gnn.graph, tensor<?x4xf32>) -> tensor<?x4xf32>
  %y = gnn.linear %m, %w : (tensor<?x4xf32>, tensor<4x4xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// max(x) w is not max(x w).
// CHECK-LABEL: func.func @keeps_a_maximum
// CHECK-NEXT: gnn.aggregate max
// REMARK: Reason="the aggregate is neither sum nor mean"
func.func @keeps_a_maximum(%graph: !gnn.graph, %x: tensor<?x8xf32>, %w: tensor<2x8xf32>) -> tensor<?x2xf32> {
  %m = gnn.aggregate max %graph, %x : (!gnn.graph, tensor<?x8xf32>) -> tensor<?x8xf32>
  %y = gnn.linear %m, %w : (tensor<?x8xf32>, tensor<2x8xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// CHECK-LABEL: func.func @keeps_an_aggregate_read_twice
// CHECK-NEXT: gnn.aggregate sum
// REMARK: Reason="the aggregate has another reader"
func.func @keeps_an_aggregate_read_twice(%graph: !gnn.graph, %x: tensor<?x8xf32>, %w: tensor<2x8xf32>) -> (tensor<?x2xf32>, tensor<?x8xf32>) {
  %m = gnn.aggregate sum %graph, %x : (!gnn.graph, tensor<?x8xf32>) -> tensor<?x8xf32>
  %y = gnn.linear %m, %w : (tensor<?x8xf32>, tensor<2x8xf32>) -> tensor<?x2xf32>
  return %y, %m : tensor<?x2xf32>, tensor<?x8xf32>
}
