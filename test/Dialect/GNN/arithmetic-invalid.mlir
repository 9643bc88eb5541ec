// RUN: gnn-opt %s --split-input-file --verify-diagnostics

func.func @add_operands(%x: tensor<?x16xf32>, %y: tensor<?x8xf32>) {
  // expected-error @+1 {{'gnn.add' op failed to verify that all of {x, y, result} have same type}}
  %z = "gnn.add"(%x, %y) : (tensor<?x16xf32>, tensor<?x8xf32>) -> tensor<?x16xf32>
  return
}

// -----

func.func @max_operands(%x: tensor<?x16xf32>, %y: tensor<?x8xf32>) {
  // expected-error @+1 {{'gnn.max' op requires the same type for all operands and results}}
  %z = "gnn.max"(%x, %y) : (tensor<?x16xf32>, tensor<?x8xf32>) -> tensor<?x16xf32>
  return
}

// -----

func.func @add_scaled_c1(%x: tensor<?x16xf32>, %eps: tensor<16xf32>) {
  // expected-error @+1 {{'gnn.add_scaled' op expects the size of eps to be 1 but got 16}}
  %z = gnn.add_scaled %x, %x, %eps : (tensor<?x16xf32>, tensor<?x16xf32>, tensor<16xf32>) -> tensor<?x16xf32>
  return
}

// -----

func.func @add_scaled_operands(%x: tensor<?x16xf32>, %y: tensor<?x8xf32>, %eps: tensor<1xf32>) {
  // expected-error @+1 {{'gnn.add_scaled' op failed to verify that all of {x, y, result} have same type}}
  %z = gnn.add_scaled %x, %y, %eps : (tensor<?x16xf32>, tensor<?x8xf32>, tensor<1xf32>) -> tensor<?x16xf32>
  return
}

// -----

func.func @bias_add_c1(%x: tensor<?x16xf32>, %b: tensor<15xf32>) {
  // expected-error @+1 {{'gnn.bias_add' op expects the size of bias to be 16 but got 15}}
  %y = gnn.bias_add %x, %b : (tensor<?x16xf32>, tensor<15xf32>) -> tensor<?x16xf32>
  return
}

// -----

func.func @bias_add_of_node_values(%x: tensor<?x16xf32>, %b: tensor<?xf32>) {
  // expected-error @+1 {{'gnn.bias_add' op operand #1 must be one value a channel tensor<Cxf32> (C < 2^24), but got 'tensor<?xf32>'}}
  %y = gnn.bias_add %x, %b : (tensor<?x16xf32>, tensor<?xf32>) -> tensor<?x16xf32>
  return
}

// -----

func.func @bias_add_result(%x: tensor<?x16xf32>, %b: tensor<16xf32>) {
  // expected-error @+1 {{'gnn.bias_add' op failed to verify that all of {x, result} have same type}}
  %y = gnn.bias_add %x, %b : (tensor<?x16xf32>, tensor<16xf32>) -> tensor<?x15xf32>
  return
}

// -----

func.func @scale_rows_by_channels(%x: tensor<?x16xf32>, %s: tensor<16xf32>) {
  // expected-error @+1 {{'gnn.scale_rows' op operand #1 must be one value a node tensor<?xf32>, but got 'tensor<16xf32>'}}
  %y = gnn.scale_rows %x, %s : (tensor<?x16xf32>, tensor<16xf32>) -> tensor<?x16xf32>
  return
}

// -----

func.func @scale_rows_result(%x: tensor<?x16xf32>, %s: tensor<?xf32>) {
  // expected-error @+1 {{'gnn.scale_rows' op failed to verify that all of {x, result} have same type}}
  %y = gnn.scale_rows %x, %s : (tensor<?x16xf32>, tensor<?xf32>) -> tensor<?x1xf32>
  return
}

// -----

func.func @add_scaled_rows_channels(%x: tensor<?x4xf32>, %y: tensor<?x3xf32>, %s: tensor<?xf32>) {
  // expected-error @+1 {{'gnn.add_scaled_rows' op failed to verify that all of {x, y, result} have same type}}
  %z = "gnn.add_scaled_rows"(%x, %y, %s) : (tensor<?x4xf32>, tensor<?x3xf32>, tensor<?xf32>) -> tensor<?x4xf32>
  return
}

// -----

func.func @add_scaled_rows_scale(%x: tensor<?x4xf32>, %s: tensor<4xf32>) {
  // expected-error @+1 {{'gnn.add_scaled_rows' op operand #2 must be one value a node tensor<?xf32>, but got 'tensor<4xf32>'}}
  %z = "gnn.add_scaled_rows"(%x, %x, %s) : (tensor<?x4xf32>, tensor<?x4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  return
}
