// RUN: gnn-opt %s --gnn-hoist-preparation | FileCheck %s

// Both graphs of a function are arguments of its preparation; what only some ops
// of the preparation read stays inside.

// CHECK-LABEL: func.func @two_graphs_prepare(
// CHECK-SAME: %[[A:.*]]: !gnn.graph, %[[B:.*]]: !gnn.graph) -> (!gnn.graph, tensor<?xf32>)
// CHECK-SAME: gnn.prepares = ["graph", "node_scalars"]
// CHECK: %[[LOOPS:.*]] = gnn.add_self_loops %[[A]]
// CHECK: %[[INNER:.*]] = gnn.add_self_loops %[[B]]
// CHECK: %[[NORM:.*]] = gnn.gcn_norm %[[INNER]]
// CHECK: return %[[LOOPS]], %[[NORM]]

// CHECK-LABEL: func.func @two_graphs(
// CHECK-SAME: %[[GA:[a-z0-9]+]]: !gnn.graph, %[[X:[a-z0-9]+]]: tensor<?x4xf32>, %{{[a-z0-9]+}}: !gnn.graph,
// CHECK-SAME: %[[L:[a-z0-9]+]]: !gnn.graph, %[[N:[a-z0-9]+]]: tensor<?xf32>)
// CHECK-SAME: gnn.prepared_by = @two_graphs_prepare
// CHECK-NEXT: %[[S:.*]] = gnn.scale_rows %[[X]], %[[N]]
// CHECK-NEXT: %[[Y:.*]] = gnn.aggregate sum %[[L]], %[[S]]
// CHECK-NEXT: %[[Z:.*]] = gnn.aggregate mean %[[GA]], %[[Y]]
// CHECK-NEXT: return %[[Z]]
func.func @two_graphs(%a: !gnn.graph, %x: tensor<?x4xf32>, %b: !gnn.graph) -> tensor<?x4xf32> {
  %loops = gnn.add_self_loops %a : (!gnn.graph) -> !gnn.graph
  %inner = gnn.add_self_loops %b : (!gnn.graph) -> !gnn.graph
  %norm = gnn.gcn_norm %inner : (!gnn.graph) -> tensor<?xf32>
  %s = gnn.scale_rows %x, %norm : (tensor<?x4xf32>, tensor<?xf32>) -> tensor<?x4xf32>
  %y = gnn.aggregate sum %loops, %s : (!gnn.graph, tensor<?x4xf32>) -> tensor<?x4xf32>
  %z = gnn.aggregate mean %a, %y : (!gnn.graph, tensor<?x4xf32>) -> tensor<?x4xf32>
  return %z : tensor<?x4xf32>
}
