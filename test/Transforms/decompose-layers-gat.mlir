// RUN: gnn-opt %s --gnn-decompose-layers | FileCheck %s

// CHECK-LABEL: func.func @heads_side_by_side
// CHECK-SAME: (%[[GRAPH:.*]]: !gnn.graph, %[[X:.*]]: tensor<?x3xf32>, %[[W:.*]]: tensor<4x3xf32>, %[[S:.*]]: tensor<1x2x2xf32>, %[[D:.*]]: tensor<1x2x2xf32>, %[[B:.*]]: tensor<4xf32>)
// CHECK-NEXT: %[[LOOPS:.*]] = gnn.add_self_loops %[[GRAPH]]
// CHECK-NEXT: %[[Z:.*]] = gnn.linear %[[X]], %[[W]] :
// CHECK-NEXT: %[[SOURCE:.*]] = gnn.head_dot %[[Z]], %[[S]]
// CHECK-NEXT: %[[TARGET:.*]] = gnn.head_dot %[[Z]], %[[D]]
// CHECK-NEXT: %[[SCORES:.*]] = gnn.edge_add %[[LOOPS]], %[[SOURCE]], %[[TARGET]]
// CHECK-NEXT: %[[LEAKY:.*]] = gnn.leaky_relu %[[SCORES]] {negative_slope = 5.000000e-02 : f64}
// CHECK-NEXT: %[[P:.*]] = gnn.edge_softmax %[[LOOPS]], %[[LEAKY]]
// CHECK-NEXT: %[[SUM:.*]] = gnn.aggregate sum %[[LOOPS]], %[[Z]] weights %[[P]]
// CHECK-NEXT: %[[Y:.*]] = gnn.bias_add %[[SUM]], %[[B]]
// CHECK-NEXT: return %[[Y]]
func.func @heads_side_by_side(%graph: !gnn.graph, %x: tensor<?x3xf32>, %w: tensor<4x3xf32>, %s: tensor<1x2x2xf32>, %d: tensor<1x2x2xf32>, %b: tensor<4xf32>) -> tensor<?x4xf32> {
  %y = gnn.gat_conv %graph, %x, %w, %s, %d bias %b {negative_slope = 0.05 : f64}
    : (!gnn.graph, tensor<?x3xf32>, tensor<4x3xf32>, tensor<1x2x2xf32>, tensor<1x2x2xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// CHECK-LABEL: func.func @mean_of_heads
// CHECK-SAME: (%[[GRAPH:.*]]: !gnn.graph,
// CHECK-NOT: gnn.add_self_loops
// CHECK: gnn.leaky_relu %{{.*}} {negative_slope = 2.000000e-01 : f64}
// CHECK: %[[SUM:.*]] = gnn.aggregate sum %[[GRAPH]], %{{.*}} weights
// CHECK-NEXT: %[[Y:.*]] = gnn.head_mean %[[SUM]] {heads = 2 : i64} : (tensor<?x4xf32>) -> tensor<?x2xf32>
// CHECK-NEXT: return %[[Y]]
func.func @mean_of_heads(%graph: !gnn.graph, %x: tensor<?x3xf32>, %w: tensor<4x3xf32>, %s: tensor<1x2x2xf32>, %d: tensor<1x2x2xf32>) -> tensor<?x2xf32> {
  %y = gnn.gat_conv %graph, %x, %w, %s, %d {concat = false, add_self_loops = false}
    : (!gnn.graph, tensor<?x3xf32>, tensor<4x3xf32>, tensor<1x2x2xf32>, tensor<1x2x2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// The mean of one head is that head.
// CHECK-LABEL: func.func @mean_of_one_head
// CHECK-NOT: gnn.head_mean
// CHECK: return
func.func @mean_of_one_head(%graph: !gnn.graph, %x: tensor<?x3xf32>, %w: tensor<2x3xf32>, %s: tensor<1x1x2xf32>) -> tensor<?x2xf32> {
  %y = gnn.gat_conv %graph, %x, %w, %s, %s {concat = false}
    : (!gnn.graph, tensor<?x3xf32>, tensor<2x3xf32>, tensor<1x1x2xf32>, tensor<1x1x2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
