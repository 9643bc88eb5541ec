// RUN: gnn-opt %s --split-input-file --verify-diagnostics

func.func @layer_norm_c1(%x: tensor<?x16xf32>, %w: tensor<16xf32>) {
  // expected-error @+1 {{'gnn.layer_norm' op expects weight and bias together but got one of them}}
  %y = "gnn.layer_norm"(%x, %w) <{mode = #gnn<layer_norm_mode node>, operandSegmentSizes = array<i32: 1, 1, 0, 0>}>
    : (tensor<?x16xf32>, tensor<16xf32>) -> tensor<?x16xf32>
  return
}

// -----

func.func @layer_norm_c2(%x: tensor<?x16xf32>, %ptr: tensor<?xi64>) {
  // expected-error @+1 {{'gnn.layer_norm' op expects a batch with mode graph only but got mode node}}
  %y = gnn.layer_norm node %x batch %ptr : (tensor<?x16xf32>, tensor<?xi64>) -> tensor<?x16xf32>
  return
}

// -----

func.func @layer_norm_c3(%x: tensor<?x16xf32>, %w: tensor<8xf32>, %b: tensor<16xf32>) {
  // expected-error @+1 {{'gnn.layer_norm' op expects the size of weight to be 16 but got 8}}
  %y = gnn.layer_norm node %x affine %w, %b : (tensor<?x16xf32>, tensor<8xf32>, tensor<16xf32>) -> tensor<?x16xf32>
  return
}

// -----

func.func @layer_norm_c4(%x: tensor<?x16xf32>, %w: tensor<16xf32>, %b: tensor<8xf32>) {
  // expected-error @+1 {{'gnn.layer_norm' op expects the size of bias to be 16 but got 8}}
  %y = gnn.layer_norm node %x affine %w, %b : (tensor<?x16xf32>, tensor<16xf32>, tensor<8xf32>) -> tensor<?x16xf32>
  return
}

// -----

func.func @layer_norm_c5(%x: tensor<?x16xf32>) {
  // expected-error @+1 {{'gnn.layer_norm' op expects epsilon to be a finite f32 of at least 0 but got INF}}
  %y = gnn.layer_norm node %x {epsilon = 0x7FF0000000000000 : f64} : (tensor<?x16xf32>) -> tensor<?x16xf32>
  return
}

// -----

func.func @layer_norm_result(%x: tensor<?x16xf32>) {
  // expected-error @+1 {{'gnn.layer_norm' op failed to verify that all of {x, result} have same type}}
  %y = gnn.layer_norm node %x : (tensor<?x16xf32>) -> tensor<?x8xf32>
  return
}

// -----

func.func @layer_norm_segments(%x: tensor<?x16xf32>) {
  // expected-error @+1 {{'gnn.layer_norm' op 'operandSegmentSizes' attribute cannot have negative elements}}
  %y = "gnn.layer_norm"(%x) <{mode = #gnn<layer_norm_mode node>, operandSegmentSizes = array<i32: 1, 5, -5, 0>}>
    : (tensor<?x16xf32>) -> tensor<?x16xf32>
  return
}

// -----

func.func @layer_norm_unknown_mode(%x: tensor<?x16xf32>) {
  // expected-error @+1 {{custom op 'gnn.layer_norm' expected one of: graph, node but got 'batch'}}
  %y = gnn.layer_norm batch %x : (tensor<?x16xf32>) -> tensor<?x16xf32>
  return
}

// -----

func.func @l2_normalize_result(%x: tensor<?x16xf32>) {
  // expected-error @+1 {{'gnn.l2_normalize' op failed to verify that all of {x, result} have same type}}
  %y = "gnn.l2_normalize"(%x) : (tensor<?x16xf32>) -> tensor<?x8xf32>
  return
}

// -----

func.func @l2_normalize_sparse(%x: tensor<?x16xf32, #gnn.csr>) {
  // expected-error @+1 {{'gnn.l2_normalize' op operand #0 must be dense features tensor<?xCxf32> (C < 2^24), but got 'tensor<?x16xf32, #gnn.csr>'}}
  %y = gnn.l2_normalize %x : tensor<?x16xf32, #gnn.csr>
  return
}

// -----

func.func @log_softmax_result(%x: tensor<?x16xf32>) {
  // expected-error @+1 {{'gnn.log_softmax' op failed to verify that all of {x, result} have same type}}
  %y = "gnn.log_softmax"(%x) : (tensor<?x16xf32>) -> tensor<?x8xf32>
  return
}

// -----

func.func @normalize_features_result(%x: tensor<?x16xf32, #gnn.csr>) {
  // expected-error @+1 {{'gnn.normalize_features' op failed to verify that all of {x, result} have same type}}
  %y = "gnn.normalize_features"(%x) : (tensor<?x16xf32, #gnn.csr>) -> tensor<?x16xf32>
  return
}

// -----

func.func @normalize_features_ptr(%x: tensor<?x16xf32>, %ptr: tensor<?xi32>) {
  // expected-error @+1 {{'gnn.normalize_features' op operand #1 must be segment pointers tensor<?xi64>, but got 'tensor<?xi32>'}}
  %y = "gnn.normalize_features"(%x, %ptr) : (tensor<?x16xf32>, tensor<?xi32>) -> tensor<?x16xf32>
  return
}
