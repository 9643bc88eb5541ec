// RUN: gnn-opt %s --split-input-file --verify-diagnostics

func.func @linear_c1(%x: tensor<?x16xf32>, %w: tensor<7x15xf32>) {
  // expected-error @+1 {{'gnn.linear' op expects the input channels of the weight to be 16 but got 15}}
  %y = gnn.linear %x, %w : (tensor<?x16xf32>, tensor<7x15xf32>) -> tensor<?x7xf32>
  return
}

// -----

func.func @linear_c2(%x: tensor<?x16xf32>, %w: tensor<7x16xf32>, %b: tensor<16xf32>) {
  // expected-error @+1 {{'gnn.linear' op expects the size of bias to be 7 but got 16}}
  %y = gnn.linear %x, %w bias %b : (tensor<?x16xf32>, tensor<7x16xf32>, tensor<16xf32>) -> tensor<?x7xf32>
  return
}

// -----

func.func @linear_result(%x: tensor<?x16xf32>, %w: tensor<7x16xf32>) {
  // expected-error @+2 {{'gnn.linear' op inferred type(s) 'tensor<?x7xf32>' are incompatible with return type(s) of operation 'tensor<?x16xf32>'}}
  // expected-error @+1 {{'gnn.linear' op failed to infer returned types}}
  %y = gnn.linear %x, %w : (tensor<?x16xf32>, tensor<7x16xf32>) -> tensor<?x16xf32>
  return
}

// -----

func.func @linear_dynamic_weight(%x: tensor<?x16xf32>, %w: tensor<?x16xf32>) {
  // expected-error @+1 {{'gnn.linear' op operand #1 must be weight tensor<OxIxf32> (out x in, each < 2^24), dense, #gnn.csr or #gnn.block, but got 'tensor<?x16xf32>'}}
  %y = gnn.linear %x, %w : (tensor<?x16xf32>, tensor<?x16xf32>) -> tensor<?x7xf32>
  return
}

// -----

func.func @transpose_result(%w: tensor<16x7xf32>) {
  // expected-error @+2 {{'gnn.transpose' op inferred type(s) 'tensor<7x16xf32>' are incompatible with return type(s) of operation 'tensor<16x7xf32>'}}
  // expected-error @+1 {{'gnn.transpose' op failed to infer returned types}}
  %t = gnn.transpose %w : (tensor<16x7xf32>) -> tensor<16x7xf32>
  return
}

// -----

func.func @transpose_drops_the_encoding(%w: tensor<16x7xf32, #gnn.csr>) {
  // expected-error @+2 {{'gnn.transpose' op inferred type(s) 'tensor<7x16xf32, #gnn.csr>' are incompatible with return type(s) of operation 'tensor<7x16xf32>'}}
  // expected-error @+1 {{'gnn.transpose' op failed to infer returned types}}
  %t = gnn.transpose %w : (tensor<16x7xf32, #gnn.csr>) -> tensor<7x16xf32>
  return
}

// -----

func.func @transpose_of_features(%x: tensor<?x7xf32>) {
  // expected-error @+1 {{'gnn.transpose' op operand #0 must be weight tensor<OxIxf32> (out x in, each < 2^24), dense, #gnn.csr or #gnn.block, but got 'tensor<?x7xf32>'}}
  %t = gnn.transpose %x : (tensor<?x7xf32>) -> tensor<7x?xf32>
  return
}

// -----

func.func @to_dense_result(%x: tensor<?x100xf32, #gnn.csr>) {
  // expected-error @+1 {{'gnn.to_dense' op result #0 must be dense features tensor<?xCxf32> (C < 2^24), but got 'tensor<?x100xf32, #gnn.csr>'}}
  %y = gnn.to_dense %x : (tensor<?x100xf32, #gnn.csr>) -> tensor<?x100xf32, #gnn.csr>
  return
}

// -----

func.func @to_dense_width(%x: tensor<?x100xf32, #gnn.csr>) {
  // expected-error @+2 {{'gnn.to_dense' op inferred type(s) 'tensor<?x100xf32>' are incompatible with return type(s) of operation 'tensor<?x10xf32>'}}
  // expected-error @+1 {{'gnn.to_dense' op failed to infer returned types}}
  %y = gnn.to_dense %x : (tensor<?x100xf32, #gnn.csr>) -> tensor<?x10xf32>
  return
}
