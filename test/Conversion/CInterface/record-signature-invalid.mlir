// RUN: gnn-opt %s --gnn-record-signature --split-input-file --verify-diagnostics | FileCheck %s

// Any function can be recorded; whether C can call it is said later. An external
// function has no result to look at.
// CHECK: func.func private @elsewhere
// CHECK-NOT: gnn.signature
func.func private @elsewhere(tensor<?x4xf32>) -> tensor<?x4xf32>

// -----

// A caller could not know how much memory to give.
// expected-error @below {{'func.func' op expects result 0 to have a row for each node, edge or graph that the caller gives but got one for each edge of a graph that the function makes}}
func.func @made(%graph: !gnn.graph, %s: tensor<?x1xf32>) -> tensor<?x1xf32> {
  %loops = gnn.add_self_loops %graph : (!gnn.graph) -> !gnn.graph
  %e = gnn.edge_add %loops, %s, %s : (!gnn.graph, tensor<?x1xf32>, tensor<?x1xf32>) -> tensor<?x1xf32>
  %r = gnn.relu %e : tensor<?x1xf32>
  return %r : tensor<?x1xf32>
}
