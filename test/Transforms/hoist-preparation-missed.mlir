// RUN: gnn-opt %s --gnn-hoist-preparation --remarks-filter-missed="gnn-hoist.*" 2>&1 | FileCheck %s

// CHECK-DAG: aggregates_only stays whole: nothing depends on the graph alone
// CHECK-DAG: called stays whole: it is called within the module

// CHECK-NOT: _prepare(
// CHECK-NOT: gnn.prepared_by

func.func @aggregates_only(%g: !gnn.graph, %x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %y = gnn.aggregate mean %g, %x : (!gnn.graph, tensor<?x4xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

func.func @called(%g: !gnn.graph) -> tensor<?xf32> {
  %norm = gnn.gcn_norm %g : (!gnn.graph) -> tensor<?xf32>
  return %norm : tensor<?xf32>
}

func.func private @caller(%g: !gnn.graph) -> tensor<?xf32> {
  %norm = func.call @called(%g) : (!gnn.graph) -> tensor<?xf32>
  return %norm : tensor<?xf32>
}
