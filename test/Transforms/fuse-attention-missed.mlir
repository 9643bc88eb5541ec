// RUN: gnn-opt %s --gnn-fuse-attention | FileCheck %s
// RUN: gnn-opt %s --gnn-fuse-attention --remarks-filter="gnn-fuse-attention" -o /dev/null 2>&1 \
// RUN:   | FileCheck %s --check-prefix=REMARK

// CHECK-LABEL: func.func @keeps_weights_read_twice
// CHECK-NOT: gnn.attention
// REMARK-DAG: [Missed] FuseAttention | Category:gnn-fuse-attention | Reason="an edge value has another reader"
func.func @keeps_weights_read_twice(%graph: !gnn.graph, %z: tensor<?x8xf32>, %s: tensor<?x2xf32>) -> (tensor<?x8xf32>, tensor<?x2xf32>) {
  %e = gnn.edge_add %graph, %s, %s : (!gnn.graph, tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x2xf32>
  %r = gnn.leaky_relu %e : tensor<?x2xf32>
  %p = gnn.edge_softmax %graph, %r : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
  %y = gnn.aggregate sum %graph, %z weights %p : (!gnn.graph, tensor<?x8xf32>, tensor<?x2xf32>) -> tensor<?x8xf32>
  return %y, %p : tensor<?x8xf32>, tensor<?x2xf32>
}

// CHECK-LABEL: func.func @keeps_two_graphs
// CHECK-NOT: gnn.attention
// REMARK-DAG: Reason="the chain is not on one graph"
func.func @keeps_two_graphs(%graph: !gnn.graph, %other: !gnn.graph, %z: tensor<?x8xf32>, %s: tensor<?x2xf32>) -> tensor<?x8xf32> {
  %e = gnn.edge_add %other, %s, %s : (!gnn.graph, tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x2xf32>
  %r = gnn.leaky_relu %e : tensor<?x2xf32>
  %p = gnn.edge_softmax %graph, %r : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
  %y = gnn.aggregate sum %graph, %z weights %p : (!gnn.graph, tensor<?x8xf32>, tensor<?x2xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// CHECK-LABEL: func.func @keeps_a_maximum
// CHECK-NOT: gnn.attention
// REMARK-DAG: Reason="the weighted messages are not summed"
func.func @keeps_a_maximum(%graph: !gnn.graph, %z: tensor<?x8xf32>, %s: tensor<?x2xf32>) -> tensor<?x8xf32> {
  %e = gnn.edge_add %graph, %s, %s : (!gnn.graph, tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x2xf32>
  %r = gnn.leaky_relu %e : tensor<?x2xf32>
  %p = gnn.edge_softmax %graph, %r : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
  %y = gnn.aggregate max %graph, %z weights %p : (!gnn.graph, tensor<?x8xf32>, tensor<?x2xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// CHECK-LABEL: func.func @keeps_other_weights
// CHECK: gnn.aggregate sum %{{.*}} weights
// REMARK-DAG: Reason="the weights are not a softmax over edges"
// REMARK-DAG: Reason="the softmax is not over a leaky ReLU"
// REMARK-DAG: Reason="the scores are not source plus target"
func.func @keeps_other_weights(%graph: !gnn.graph, %z: tensor<?x8xf32>, %w: tensor<?x2xf32>) -> tensor<?x8xf32> {
  %a = gnn.aggregate sum %graph, %z weights %w : (!gnn.graph, tensor<?x8xf32>, tensor<?x2xf32>) -> tensor<?x8xf32>
  %p = gnn.edge_softmax %graph, %w : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
  %b = gnn.aggregate sum %graph, %a weights %p : (!gnn.graph, tensor<?x8xf32>, tensor<?x2xf32>) -> tensor<?x8xf32>
  %r = gnn.leaky_relu %w : tensor<?x2xf32>
  %q = gnn.edge_softmax %graph, %r : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
  %c = gnn.aggregate sum %graph, %b weights %q : (!gnn.graph, tensor<?x8xf32>, tensor<?x2xf32>) -> tensor<?x8xf32>
  return %c : tensor<?x8xf32>
}
