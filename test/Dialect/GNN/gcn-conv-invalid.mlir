// RUN: gnn-opt %s --split-input-file --verify-diagnostics

func.func @gcn_conv_c1(%graph: !gnn.graph, %x: tensor<?x9xf32>, %w: tensor<4x8xf32>) {
  // expected-error @+1 {{'gnn.gcn_conv' op expects the input channels of the weight to be 9 but got 8}}
  %y = gnn.gcn_conv %graph, %x, %w : (!gnn.graph, tensor<?x9xf32>, tensor<4x8xf32>) -> tensor<?x4xf32>
  return
}

// -----

func.func @gcn_conv_c2(%graph: !gnn.graph, %x: tensor<?x9xf32>, %w: tensor<4x9xf32>, %b: tensor<9xf32>) {
  // expected-error @+1 {{'gnn.gcn_conv' op expects the size of bias to be 4 but got 9}}
  %y = gnn.gcn_conv %graph, %x, %w bias %b
    : (!gnn.graph, tensor<?x9xf32>, tensor<4x9xf32>, tensor<9xf32>) -> tensor<?x4xf32>
  return
}

// -----

func.func @gcn_conv_result(%graph: !gnn.graph, %x: tensor<?x9xf32>, %w: tensor<4x9xf32>) {
  // expected-error @+2 {{'gnn.gcn_conv' op inferred type(s) 'tensor<?x4xf32>' are incompatible with return type(s) of operation 'tensor<?x9xf32>'}}
  // expected-error @+1 {{'gnn.gcn_conv' op failed to infer returned types}}
  %y = gnn.gcn_conv %graph, %x, %w : (!gnn.graph, tensor<?x9xf32>, tensor<4x9xf32>) -> tensor<?x9xf32>
  return
}

// -----

func.func @gcn_conv_normalize(%graph: !gnn.graph, %x: tensor<?x9xf32>, %w: tensor<4x9xf32>) {
  // expected-error @+1 {{custom op 'gnn.gcn_conv' 'gnn.gcn_conv' op attribute 'normalize' failed to satisfy constraint: bool attribute}}
  %y = gnn.gcn_conv %graph, %x, %w {normalize = 1 : i32}
    : (!gnn.graph, tensor<?x9xf32>, tensor<4x9xf32>) -> tensor<?x4xf32>
  return
}
