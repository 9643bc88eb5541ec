// RUN: gnn-opt %s --gnn-fuse-attention | FileCheck %s
// RUN: gnn-opt %s --gnn-fuse-attention --remarks-filter="gnn-fuse-attention" -o /dev/null 2>&1 \
// RUN:   | FileCheck %s --check-prefix=REMARK

// CHECK-LABEL: func.func @chain
// CHECK-SAME: (%[[GRAPH:.*]]: !gnn.graph, %[[Z:.*]]: tensor<?x8xf32>, %[[S:.*]]: tensor<?x2xf32>, %[[T:.*]]: tensor<?x2xf32>)
// CHECK-NEXT: %[[Y:.*]] = gnn.attention %[[GRAPH]], %[[Z]], %[[S]], %[[T]] {negative_slope = 2.000000e-01 : f64}
// CHECK-NEXT: return %[[Y]]
// REMARK-DAG: [Passed] FuseAttention | Category:gnn-fuse-attention | Remark="fused attention of 2 heads"
func.func @chain(%graph: !gnn.graph, %z: tensor<?x8xf32>, %s: tensor<?x2xf32>, %t: tensor<?x2xf32>) -> tensor<?x8xf32> {
  %e = gnn.edge_add %graph, %s, %t : (!gnn.graph, tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x2xf32>
  %r = gnn.leaky_relu %e {negative_slope = 0.2 : f64} : tensor<?x2xf32>
  %p = gnn.edge_softmax %graph, %r : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
  %y = gnn.aggregate sum %graph, %z weights %p : (!gnn.graph, tensor<?x8xf32>, tensor<?x2xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}
