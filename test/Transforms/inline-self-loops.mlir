// RUN: gnn-opt %s --gnn-inline-self-loops | FileCheck %s
// RUN: gnn-opt %s --gnn-inline-self-loops --remarks-filter="gnn-inline-self-loops" -o /dev/null 2>&1 \
// RUN:   | FileCheck %s --check-prefix=REMARK

// Every reader takes the same count, also through another op's body of rows.

// CHECK-LABEL: func.func @gcn_and_gat
// CHECK-SAME: (%[[G:.*]]: !gnn.graph, %[[X:.*]]: tensor<?x8xf32>, %[[S:.*]]: tensor<?x2xf32>, %[[T:.*]]: tensor<?x2xf32>)
// CHECK-NEXT: %[[M:.*]] = gnn.missing_self_loops %[[G]] : (!gnn.graph) -> tensor<?xf32>
// CHECK-NEXT: %[[C:.*]] = gnn.gcn_norm %[[G]] missing %[[M]] : (!gnn.graph, tensor<?xf32>) -> tensor<?xf32>
// CHECK-NEXT: %[[R:.*]] = gnn.scale_rows %[[X]], %[[C]]
// CHECK-NEXT: %[[A:.*]] = gnn.aggregate sum %[[G]], %[[R]]
// CHECK-NEXT: %[[Z:.*]] = gnn.add_scaled_rows %[[A]], %[[R]], %[[M]]
// CHECK-NEXT: %[[Y:.*]] = gnn.attention %[[G]], %[[Z]], %[[S]], %[[T]] missing %[[M]] {negative_slope = 1.000000e-01 : f64}
// CHECK-NEXT: return %[[Y]]
// REMARK-DAG: [Passed] InlineSelfLoops | Category:gnn-inline-self-loops | Remark="3 ops count self loops beside the graph"
func.func @gcn_and_gat(%g: !gnn.graph, %x: tensor<?x8xf32>, %s: tensor<?x2xf32>, %t: tensor<?x2xf32>) -> tensor<?x8xf32> {
  %l = gnn.add_self_loops %g : (!gnn.graph) -> !gnn.graph
  %c = gnn.gcn_norm %l : (!gnn.graph) -> tensor<?xf32>
  %r = gnn.scale_rows %x, %c : (tensor<?x8xf32>, tensor<?xf32>) -> tensor<?x8xf32>
  %z = gnn.aggregate sum %l, %r : (!gnn.graph, tensor<?x8xf32>) -> tensor<?x8xf32>
  %y = gnn.attention %l, %z, %s, %t {negative_slope = 0.1 : f64}
    : (!gnn.graph, tensor<?x8xf32>, tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// Each graph by itself, and next to readers of the graph without loops.

// CHECK-LABEL: func.func @two_graphs
// CHECK-SAME: (%[[G:.*]]: !gnn.graph, %[[H:.*]]: !gnn.graph, %[[X:.*]]: tensor<?x8xf32>)
// CHECK-DAG: %[[M:.*]] = gnn.missing_self_loops %[[G]]
// CHECK-DAG: %[[N:.*]] = gnn.missing_self_loops %[[H]]
// CHECK: %[[A:.*]] = gnn.aggregate sum %[[G]], %[[X]]
// CHECK: %[[Y:.*]] = gnn.add_scaled_rows %[[A]], %[[X]], %[[M]]
// CHECK: %[[B:.*]] = gnn.aggregate sum %[[H]], %[[Y]]
// CHECK: %[[Z:.*]] = gnn.add_scaled_rows %[[B]], %[[Y]], %[[N]]
// CHECK: gnn.aggregate max %[[G]], %[[Z]]
// REMARK-DAG: Remark="1 ops count self loops beside the graph"
func.func @two_graphs(%g: !gnn.graph, %h: !gnn.graph, %x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  %l = gnn.add_self_loops %g : (!gnn.graph) -> !gnn.graph
  %k = gnn.add_self_loops %h : (!gnn.graph) -> !gnn.graph
  %y = gnn.aggregate sum %l, %x : (!gnn.graph, tensor<?x8xf32>) -> tensor<?x8xf32>
  %z = gnn.aggregate sum %k, %y : (!gnn.graph, tensor<?x8xf32>) -> tensor<?x8xf32>
  %m = gnn.aggregate max %g, %z : (!gnn.graph, tensor<?x8xf32>) -> tensor<?x8xf32>
  return %m : tensor<?x8xf32>
}
