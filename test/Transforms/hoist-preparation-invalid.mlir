// RUN: gnn-opt %s --gnn-hoist-preparation --split-input-file --verify-diagnostics

func.func private @f_prepare()
// expected-error @below {{expects the name 'f_prepare' to be free but it is taken}}
func.func @f(%g: !gnn.graph, %x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %norm = gnn.gcn_norm %g : (!gnn.graph) -> tensor<?xf32>
  %y = gnn.scale_rows %x, %norm : (tensor<?x4xf32>, tensor<?xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// -----

// expected-error @below {{expects one block but got 2}}
func.func @blocks(%g: !gnn.graph) {
  cf.br ^bb1
^bb1:
  return
}
