// RUN: gnn-opt %s --split-input-file --verify-diagnostics

func.func @sage_conv_c1(%graph: !gnn.graph, %x: tensor<?x9xf32>, %w: tensor<4x8xf32>) {
  // expected-error @+1 {{'gnn.sage_conv' op expects the input channels of the weight to be 9 but got 8}}
  %y = gnn.sage_conv mean %graph, %x, %w : (!gnn.graph, tensor<?x9xf32>, tensor<4x8xf32>) -> tensor<?x4xf32>
  return
}

// -----

func.func @sage_conv_c2(%graph: !gnn.graph, %x: tensor<?x9xf32>, %w: tensor<4x9xf32>, %b: tensor<9xf32>) {
  // expected-error @+1 {{'gnn.sage_conv' op expects the size of bias to be 4 but got 9}}
  %y = gnn.sage_conv mean %graph, %x, %w bias %b
    : (!gnn.graph, tensor<?x9xf32>, tensor<4x9xf32>, tensor<9xf32>) -> tensor<?x4xf32>
  return
}

// -----

func.func @sage_conv_c3(%graph: !gnn.graph, %x: tensor<?x9xf32>, %w: tensor<4x9xf32>, %r: tensor<5x9xf32>) {
  // expected-error @+1 {{'gnn.sage_conv' op expects the output channels of the root weight to be 4 but got 5}}
  %y = gnn.sage_conv mean %graph, %x, %w root %r
    : (!gnn.graph, tensor<?x9xf32>, tensor<4x9xf32>, tensor<5x9xf32>) -> tensor<?x4xf32>
  return
}

// -----

func.func @sage_conv_c4(%graph: !gnn.graph, %x: tensor<?x9xf32>, %w: tensor<4x9xf32>, %r: tensor<4x8xf32>) {
  // expected-error @+1 {{'gnn.sage_conv' op expects the input channels of the root weight to be 9 but got 8}}
  %y = gnn.sage_conv mean %graph, %x, %w root %r
    : (!gnn.graph, tensor<?x9xf32>, tensor<4x9xf32>, tensor<4x8xf32>) -> tensor<?x4xf32>
  return
}

// -----

func.func @sage_conv_result(%graph: !gnn.graph, %x: tensor<?x9xf32>, %w: tensor<4x9xf32>) {
  // expected-error @+2 {{'gnn.sage_conv' op inferred type(s) 'tensor<?x4xf32>' are incompatible with return type(s) of operation 'tensor<?x9xf32>'}}
  // expected-error @+1 {{'gnn.sage_conv' op failed to infer returned types}}
  %y = gnn.sage_conv mean %graph, %x, %w : (!gnn.graph, tensor<?x9xf32>, tensor<4x9xf32>) -> tensor<?x9xf32>
  return
}

// -----

func.func @sage_conv_segments(%graph: !gnn.graph, %x: tensor<?x9xf32>, %w: tensor<4x9xf32>) {
  // expected-error @+1 {{'gnn.sage_conv' op 'operandSegmentSizes' attribute cannot have negative elements}}
  %y = "gnn.sage_conv"(%graph, %x, %w) <{aggr = #gnn<reduction mean>, operandSegmentSizes = array<i32: 1, 1, 1, 2, -2>}>
    : (!gnn.graph, tensor<?x9xf32>, tensor<4x9xf32>) -> tensor<?x4xf32>
  return
}
