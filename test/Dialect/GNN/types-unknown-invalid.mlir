// RUN: gnn-opt %s --split-input-file --verify-diagnostics

// expected-error @+1 {{unknown  type `hypergraph` in dialect `gnn`}}
func.func private @unknown_type(!gnn.hypergraph)

// -----

// expected-error @+1 {{unknown attribute `coo` in dialect `gnn`}}
func.func private @unknown_attribute(tensor<?x4xf32, #gnn.coo>)

// -----

func.func @unknown_op(%graph: !gnn.graph) {
  // expected-error @+1 {{unregistered operation 'gnn.hyper_conv' found in dialect ('gnn') that does not allow unknown operations}}
  %y = "gnn.hyper_conv"(%graph) : (!gnn.graph) -> tensor<?x4xf32>
  return
}
