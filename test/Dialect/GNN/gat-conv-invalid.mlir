// RUN: gnn-opt %s --split-input-file --verify-diagnostics

func.func @gat_conv_c1(%graph: !gnn.graph, %x: tensor<?x9xf32>, %w: tensor<0x9xf32>, %a: tensor<1x0x3xf32>) {
  // expected-error @+1 {{'gnn.gat_conv' op expects at least one head but got 0}}
  %y = gnn.gat_conv %graph, %x, %w, %a, %a
    : (!gnn.graph, tensor<?x9xf32>, tensor<0x9xf32>, tensor<1x0x3xf32>, tensor<1x0x3xf32>) -> tensor<?x0xf32>
  return
}

// -----

func.func @gat_conv_c2(%graph: !gnn.graph, %x: tensor<?x9xf32>, %w: tensor<6x9xf32>, %s: tensor<1x2x3xf32>, %d: tensor<1x3x2xf32>) {
  // expected-error @+1 {{'gnn.gat_conv' op expects att_dst to have the type of att_src, 'tensor<1x2x3xf32>', but got 'tensor<1x3x2xf32>'}}
  %y = gnn.gat_conv %graph, %x, %w, %s, %d
    : (!gnn.graph, tensor<?x9xf32>, tensor<6x9xf32>, tensor<1x2x3xf32>, tensor<1x3x2xf32>) -> tensor<?x6xf32>
  return
}

// -----

func.func @gat_conv_c3(%graph: !gnn.graph, %x: tensor<?x9xf32>, %w: tensor<7x9xf32>, %a: tensor<1x2x3xf32>) {
  // expected-error @+1 {{'gnn.gat_conv' op expects the output channels of the weight to be 6 but got 7}}
  %y = gnn.gat_conv %graph, %x, %w, %a, %a
    : (!gnn.graph, tensor<?x9xf32>, tensor<7x9xf32>, tensor<1x2x3xf32>, tensor<1x2x3xf32>) -> tensor<?x7xf32>
  return
}

// -----

func.func @gat_conv_c4(%graph: !gnn.graph, %x: tensor<?x9xf32>, %w: tensor<6x8xf32>, %a: tensor<1x2x3xf32>) {
  // expected-error @+1 {{'gnn.gat_conv' op expects the input channels of the weight to be 9 but got 8}}
  %y = gnn.gat_conv %graph, %x, %w, %a, %a
    : (!gnn.graph, tensor<?x9xf32>, tensor<6x8xf32>, tensor<1x2x3xf32>, tensor<1x2x3xf32>) -> tensor<?x6xf32>
  return
}

// -----

func.func @gat_conv_c5(%graph: !gnn.graph, %x: tensor<?x9xf32>, %w: tensor<6x9xf32>, %a: tensor<1x2x3xf32>, %b: tensor<3xf32>) {
  // expected-error @+1 {{'gnn.gat_conv' op expects the size of bias to be 6 but got 3}}
  %y = gnn.gat_conv %graph, %x, %w, %a, %a bias %b
    : (!gnn.graph, tensor<?x9xf32>, tensor<6x9xf32>, tensor<1x2x3xf32>, tensor<1x2x3xf32>, tensor<3xf32>) -> tensor<?x6xf32>
  return
}

// -----

func.func @gat_conv_c6(%graph: !gnn.graph, %x: tensor<?x9xf32>, %w: tensor<6x9xf32>, %a: tensor<1x2x3xf32>) {
  // expected-error @+1 {{'gnn.gat_conv' op expects negative_slope to be a finite f32 but got nan}}
  %y = gnn.gat_conv %graph, %x, %w, %a, %a {negative_slope = 0x7FF8000000000000 : f64}
    : (!gnn.graph, tensor<?x9xf32>, tensor<6x9xf32>, tensor<1x2x3xf32>, tensor<1x2x3xf32>) -> tensor<?x6xf32>
  return
}

// -----

// The mean over heads has the channels of one head, and so has its bias.
func.func @gat_conv_mean_bias(%graph: !gnn.graph, %x: tensor<?x9xf32>, %w: tensor<6x9xf32>, %a: tensor<1x2x3xf32>, %b: tensor<6xf32>) {
  // expected-error @+1 {{'gnn.gat_conv' op expects the size of bias to be 3 but got 6}}
  %y = gnn.gat_conv %graph, %x, %w, %a, %a bias %b {concat = false}
    : (!gnn.graph, tensor<?x9xf32>, tensor<6x9xf32>, tensor<1x2x3xf32>, tensor<1x2x3xf32>, tensor<6xf32>) -> tensor<?x3xf32>
  return
}

// -----

func.func @gat_conv_result(%graph: !gnn.graph, %x: tensor<?x9xf32>, %w: tensor<6x9xf32>, %a: tensor<1x2x3xf32>) {
  // expected-error @+2 {{'gnn.gat_conv' op inferred type(s) 'tensor<?x3xf32>' are incompatible with return type(s) of operation 'tensor<?x6xf32>'}}
  // expected-error @+1 {{'gnn.gat_conv' op failed to infer returned types}}
  %y = gnn.gat_conv %graph, %x, %w, %a, %a {concat = false}
    : (!gnn.graph, tensor<?x9xf32>, tensor<6x9xf32>, tensor<1x2x3xf32>, tensor<1x2x3xf32>) -> tensor<?x6xf32>
  return
}
