// RUN: gnn-opt %s --gnn-record-signature | FileCheck %s

// CHECK: func.func @nodes
// CHECK-SAME: gnn.result_rows = ["nodes"]
// CHECK-SAME: gnn.signature = (!gnn.graph, tensor<?x4xf32>) -> tensor<?x4xf32>
func.func @nodes(%graph: !gnn.graph, %x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %y = gnn.aggregate sum %graph, %x : (!gnn.graph, tensor<?x4xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// A linear layer after the readout still has one row a graph.
// CHECK: func.func @graphs
// CHECK-SAME: gnn.result_rows = ["graphs", "nodes"]
func.func @graphs(%x: tensor<?x4xf32>, %ptr: tensor<?xi64>, %w: tensor<2x4xf32>)
    -> (tensor<?x2xf32>, tensor<?x4xf32>) {
  %p = gnn.pool sum %x, %ptr : (tensor<?x4xf32>, tensor<?xi64>) -> tensor<?x4xf32>
  %y = gnn.linear %p, %w : (tensor<?x4xf32>, tensor<2x4xf32>) -> tensor<?x2xf32>
  return %y, %x : tensor<?x2xf32>, tensor<?x4xf32>
}

// CHECK: func.func @edges
// CHECK-SAME: gnn.result_rows = ["edges"]
func.func @edges(%graph: !gnn.graph, %s: tensor<?x1xf32>) -> tensor<?x1xf32> {
  %e = gnn.edge_add %graph, %s, %s : (!gnn.graph, tensor<?x1xf32>, tensor<?x1xf32>) -> tensor<?x1xf32>
  %r = gnn.relu %e : tensor<?x1xf32>
  return %r : tensor<?x1xf32>
}

// Private functions are not called from C.
// CHECK: func.func private @inner
// CHECK-NOT: gnn.signature
func.func private @inner(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  return %x : tensor<?x4xf32>
}
