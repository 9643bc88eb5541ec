// RUN: gnn-opt %s --gnn-inline-self-loops | FileCheck %s --implicit-check-not=missing_self_loops
// RUN: gnn-opt %s --gnn-inline-self-loops --remarks-filter="gnn-inline-self-loops" -o /dev/null 2>&1 \
// RUN:   | FileCheck %s --check-prefix=REMARK

// One reader that needs the second graph keeps it for all.

// CHECK-LABEL: func.func @maximum
// CHECK: %[[L:.*]] = gnn.add_self_loops
// CHECK: gnn.aggregate sum %[[L]]
// CHECK: gnn.aggregate max %[[L]]
// REMARK-DAG: [Missed] InlineSelfLoops | Category:gnn-inline-self-loops | Reason="an aggregate is no sum"
func.func @maximum(%g: !gnn.graph, %x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  %l = gnn.add_self_loops %g : (!gnn.graph) -> !gnn.graph
  %y = gnn.aggregate sum %l, %x : (!gnn.graph, tensor<?x8xf32>) -> tensor<?x8xf32>
  %z = gnn.aggregate max %l, %y : (!gnn.graph, tensor<?x8xf32>) -> tensor<?x8xf32>
  return %z : tensor<?x8xf32>
}

// CHECK-LABEL: func.func @weights_of_edges
// CHECK: gnn.add_self_loops
// REMARK-DAG: Reason="an aggregate has weights of edges, which the loops have, too"
func.func @weights_of_edges(%g: !gnn.graph, %x: tensor<?x8xf32>, %w: tensor<?x1xf32>) -> tensor<?x8xf32> {
  %l = gnn.add_self_loops %g : (!gnn.graph) -> !gnn.graph
  %y = gnn.aggregate sum %l, %x weights %w : (!gnn.graph, tensor<?x8xf32>, tensor<?x1xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// CHECK-LABEL: func.func @edge_values
// CHECK: gnn.add_self_loops
// REMARK-DAG: Reason="an op reads more than sums over its rows"
func.func @edge_values(%g: !gnn.graph, %s: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %l = gnn.add_self_loops %g : (!gnn.graph) -> !gnn.graph
  %e = gnn.edge_add %l, %s, %s : (!gnn.graph, tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x2xf32>
  return %e : tensor<?x2xf32>
}

// CHECK-LABEL: func.func @returned
// CHECK: gnn.add_self_loops
func.func @returned(%g: !gnn.graph) -> !gnn.graph {
  %l = gnn.add_self_loops %g : (!gnn.graph) -> !gnn.graph
  return %l : !gnn.graph
}

// CHECK-LABEL: func.func @counted_already
// CHECK: gnn.add_self_loops
// REMARK-DAG: Reason="loops are missing from a graph that has them"
func.func @counted_already(%g: !gnn.graph, %m: tensor<?xf32>) -> tensor<?xf32> {
  %l = gnn.add_self_loops %g : (!gnn.graph) -> !gnn.graph
  %c = gnn.gcn_norm %l missing %m : (!gnn.graph, tensor<?xf32>) -> tensor<?xf32>
  return %c : tensor<?xf32>
}
