// RUN: gnn-opt %s --convert-gnn-to-vector --split-input-file --verify-diagnostics

// What cannot be lowered is named.

func.func @layer(%graph: !gnn.graph, %x: tensor<?x4xf32>, %eps: tensor<1xf32>) -> tensor<?x4xf32> {
  // expected-error @below {{'gnn.gin_conv' op is a layer, which gnn-decompose-layers must write in core ops first}}
  %y = gnn.gin_conv %graph, %x, %eps : (!gnn.graph, tensor<?x4xf32>, tensor<1xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// -----

func.func @weight_is_an_argument(%x: tensor<?x4xf32>, %w: tensor<2x4xf32>) -> tensor<?x2xf32> {
  // expected-error @below {{expects its weights to be loaded parameters (ml_program.global_load_const) but got <block argument> of type 'tensor<2x4xf32>' at index: 1}}
  // expected-error @below {{failed to legalize operation 'gnn.linear'}}
  %y = gnn.linear %x, %w : (tensor<?x4xf32>, tensor<2x4xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// -----

// expected-error @below {{parameter 'w' expects a value but got none; run gnn-load-params first}}
ml_program.global private @w(#ml_program.extern : tensor<2x4xf32>) : tensor<2x4xf32>
func.func @parameter_without_values(%x: tensor<?x4xf32>) -> tensor<?x2xf32> {
  %w = ml_program.global_load_const @w : tensor<2x4xf32>
  // expected-error @below {{failed to legalize operation 'gnn.linear'}}
  %y = gnn.linear %x, %w : (tensor<?x4xf32>, tensor<2x4xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// -----

// expected-error @below {{expects result 0 to be dense features, one value a node or a graph, which the caller can have memory for, but got 'tensor<?x4xf32, #gnn.csr>'}}
// expected-error @below {{failed to legalize operation 'func.func'}}
func.func @returns_sparse_features(%x: tensor<?x4xf32, #gnn.csr>) -> tensor<?x4xf32, #gnn.csr> {
  return %x : tensor<?x4xf32, #gnn.csr>
}

// -----

func.func private @callee(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  return %x : tensor<?x4xf32>
}
func.func @calls(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  // expected-error @below {{'func.call' op is a call, which inline must replace by what it calls first}}
  %y = func.call @callee(%x) : (tensor<?x4xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// -----

ml_program.global private @w(dense<1.0> : tensor<2x4xf32>) : tensor<2x4xf32>
func.func @reads_a_parameter_otherwise() {
  %w = ml_program.global_load_const @w : tensor<2x4xf32>
  // expected-error @below {{reads parameter 'w' but cannot be lowered with it}}
  %negated = arith.negf %w : tensor<2x4xf32>
  return
}
