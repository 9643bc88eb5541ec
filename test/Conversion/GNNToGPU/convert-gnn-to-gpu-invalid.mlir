// RUN: gnn-opt %s --convert-gnn-to-gpu --split-input-file --verify-diagnostics
// RUN: gnn-opt %s --convert-gnn-to-gpu=matmul=bf16 --split-input-file --verify-diagnostics

// What cannot be lowered is named.

func.func @layer(%graph: !gnn.graph, %x: tensor<?x4xf32>, %eps: tensor<1xf32>) -> tensor<?x4xf32> {
  // expected-error @below {{'gnn.gin_conv' op is a layer, which gnn-decompose-layers must write in core ops first}}
  %y = gnn.gin_conv %graph, %x, %eps : (!gnn.graph, tensor<?x4xf32>, tensor<1xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// -----

func.func @loops_beside_the_graph(%graph: !gnn.graph, %x: tensor<?x4xf32>, %m: tensor<?xf32>) -> tensor<?x4xf32> {
  // expected-error @below {{'gnn.attention' op expects no missing self loops: kernels attend to the edges of a graph}}
  // expected-error @below {{failed to legalize operation 'gnn.attention'}}
  %y = gnn.attention %graph, %x, %x, %x missing %m {negative_slope = 0.2 : f64}
    : (!gnn.graph, tensor<?x4xf32>, tensor<?x4xf32>, tensor<?x4xf32>, tensor<?xf32>) -> tensor<?x4xf32>
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

// expected-error @below {{expects result 0 to be dense features or one value a node, which the caller can have memory for, but got '!gnn.graph'}}
// expected-error @below {{failed to legalize operation 'func.func'}}
func.func @returns_a_graph(%graph: !gnn.graph) -> !gnn.graph {
  return %graph : !gnn.graph
}

// -----

// expected-error @below {{expects arguments that the device can have memory for but got '(f32, tensor<?x4xf32>) -> tensor<?x4xf32>'}}
func.func @takes_a_number(%a: f32, %x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %y = gnn.relu %x : tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}
