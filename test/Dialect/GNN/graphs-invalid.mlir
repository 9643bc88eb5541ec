// RUN: gnn-opt %s --split-input-file --verify-diagnostics

func.func @add_self_loops_of_features(%x: tensor<?x4xf32>) {
  // expected-error @+1 {{'gnn.add_self_loops' op operand #0 must be directed graph !gnn.graph, edges grouped by destination, but got 'tensor<?x4xf32>'}}
  %y = "gnn.add_self_loops"(%x) : (tensor<?x4xf32>) -> !gnn.graph
  return
}

// -----

func.func @add_self_loops_result(%graph: !gnn.graph) {
  // expected-error @+1 {{'gnn.add_self_loops' op result #0 must be directed graph !gnn.graph, edges grouped by destination, but got 'tensor<?x4xf32>'}}
  %y = "gnn.add_self_loops"(%graph) : (!gnn.graph) -> tensor<?x4xf32>
  return
}

// -----

func.func @gcn_norm_of_features(%x: tensor<?x4xf32>) {
  // expected-error @+1 {{'gnn.gcn_norm' op operand #0 must be directed graph !gnn.graph, edges grouped by destination, but got 'tensor<?x4xf32>'}}
  %y = "gnn.gcn_norm"(%x) : (tensor<?x4xf32>) -> tensor<?xf32>
  return
}

// -----

func.func @gcn_norm_result(%graph: !gnn.graph) {
  // expected-error @+1 {{'gnn.gcn_norm' op result #0 must be one value a node tensor<?xf32>, but got 'tensor<?x1xf32>'}}
  %y = "gnn.gcn_norm"(%graph) : (!gnn.graph) -> tensor<?x1xf32>
  return
}

// -----

func.func @pool_ptr_width(%x: tensor<?x16xf32>, %ptr: tensor<?xi32>) {
  // expected-error @+1 {{'gnn.pool' op operand #1 must be segment pointers tensor<?xi64>, but got 'tensor<?xi32>'}}
  %y = gnn.pool sum %x, %ptr : (tensor<?x16xf32>, tensor<?xi32>) -> tensor<?x16xf32>
  return
}

// -----

func.func @pool_result(%x: tensor<?x16xf32>, %ptr: tensor<?xi64>) {
  // expected-error @+2 {{'gnn.pool' op inferred type(s) 'tensor<?x16xf32>' are incompatible with return type(s) of operation 'tensor<?x1xf32>'}}
  // expected-error @+1 {{'gnn.pool' op failed to infer returned types}}
  %y = gnn.pool sum %x, %ptr : (tensor<?x16xf32>, tensor<?xi64>) -> tensor<?x1xf32>
  return
}

// -----

func.func @missing_self_loops_of_features(%x: tensor<?x4xf32>) {
  // expected-error @+1 {{'gnn.missing_self_loops' op operand #0 must be directed graph !gnn.graph, edges grouped by destination, but got 'tensor<?x4xf32>'}}
  %y = "gnn.missing_self_loops"(%x) : (tensor<?x4xf32>) -> tensor<?xf32>
  return
}

// -----

func.func @missing_self_loops_result(%graph: !gnn.graph) {
  // expected-error @+1 {{'gnn.missing_self_loops' op result #0 must be one value a node tensor<?xf32>, but got 'tensor<?x1xf32>'}}
  %y = "gnn.missing_self_loops"(%graph) : (!gnn.graph) -> tensor<?x1xf32>
  return
}

// -----

func.func @gcn_norm_missing_features(%graph: !gnn.graph, %x: tensor<?x4xf32>) {
  // expected-error @+1 {{'gnn.gcn_norm' op operand #1 must be one value a node tensor<?xf32>, but got 'tensor<?x4xf32>'}}
  %y = "gnn.gcn_norm"(%graph, %x) : (!gnn.graph, tensor<?x4xf32>) -> tensor<?xf32>
  return
}

// -----

func.func @attention_missing_features(%graph: !gnn.graph, %x: tensor<?x4xf32>) {
  // expected-error @+1 {{'gnn.attention' op operand #4 must be one value a node tensor<?xf32>, but got 'tensor<?x4xf32>'}}
  %y = "gnn.attention"(%graph, %x, %x, %x, %x) {negative_slope = 0.2 : f64}
    : (!gnn.graph, tensor<?x4xf32>, tensor<?x4xf32>, tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<?x4xf32>
  return
}
