// One case for each way in which a tensor can miss its type constraint.
// RUN: gnn-opt %s --split-input-file --verify-diagnostics

func.func @node_scalars_static(%x: tensor<?x4xf32>, %s: tensor<5xf32>) {
  // expected-error @+1 {{'gnn.scale_rows' op operand #1 must be one value a node tensor<?xf32>, but got 'tensor<5xf32>'}}
  %y = gnn.scale_rows %x, %s : (tensor<?x4xf32>, tensor<5xf32>) -> tensor<?x4xf32>
  return
}

// -----

func.func @segment_ptr_unsigned(%x: tensor<?x4xf32>, %ptr: tensor<?xui64>) {
  // expected-error @+1 {{'gnn.pool' op operand #1 must be segment pointers tensor<?xi64>, but got 'tensor<?xui64>'}}
  %y = gnn.pool sum %x, %ptr : (tensor<?x4xf32>, tensor<?xui64>) -> tensor<?x4xf32>
  return
}

// -----

func.func @segment_ptr_encoded(%x: tensor<?x4xf32>, %ptr: tensor<?xi64, #gnn.csr>) {
  // expected-error @+1 {{'gnn.pool' op operand #1 must be segment pointers tensor<?xi64>, but got 'tensor<?xi64, #gnn.csr>'}}
  %y = gnn.pool sum %x, %ptr : (tensor<?x4xf32>, tensor<?xi64, #gnn.csr>) -> tensor<?x4xf32>
  return
}

// -----

func.func @channel_vector_encoded(%x: tensor<?x4xf32>, %b: tensor<4xf32, #gnn.csr>) {
  // expected-error @+1 {{'gnn.bias_add' op operand #1 must be one value a channel tensor<Cxf32> (C < 2^24), but got 'tensor<4xf32, #gnn.csr>'}}
  %y = gnn.bias_add %x, %b : (tensor<?x4xf32>, tensor<4xf32, #gnn.csr>) -> tensor<?x4xf32>
  return
}

// -----

func.func @channel_vector_rank(%x: tensor<?x4xf32>, %b: tensor<1x4xf32>) {
  // expected-error @+1 {{'gnn.bias_add' op operand #1 must be one value a channel tensor<Cxf32> (C < 2^24), but got 'tensor<1x4xf32>'}}
  %y = gnn.bias_add %x, %b : (tensor<?x4xf32>, tensor<1x4xf32>) -> tensor<?x4xf32>
  return
}

// -----

func.func @weight_rank(%x: tensor<?x4xf32>, %w: tensor<4xf32>) {
  // expected-error @+1 {{'gnn.linear' op operand #1 must be weight tensor<OxIxf32> (out x in, each < 2^24), dense, #gnn.csr or #gnn.block, but got 'tensor<4xf32>'}}
  %y = gnn.linear %x, %w : (tensor<?x4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  return
}

// -----

func.func @weight_unknown_encoding(%x: tensor<?x4xf32>, %w: tensor<4x4xf32, 1 : i32>) {
  // expected-error @+1 {{'gnn.linear' op operand #1 must be weight tensor<OxIxf32> (out x in, each < 2^24), dense, #gnn.csr or #gnn.block, but got 'tensor<4x4xf32, 1 : i32>'}}
  %y = gnn.linear %x, %w : (tensor<?x4xf32>, tensor<4x4xf32, 1 : i32>) -> tensor<?x4xf32>
  return
}

// -----

func.func @weight_half(%x: tensor<?x4xf32>, %w: tensor<4x4xf16>) {
  // expected-error @+1 {{'gnn.linear' op operand #1 must be weight tensor<OxIxf32> (out x in, each < 2^24), dense, #gnn.csr or #gnn.block, but got 'tensor<4x4xf16>'}}
  %y = gnn.linear %x, %w : (tensor<?x4xf32>, tensor<4x4xf16>) -> tensor<?x4xf32>
  return
}

// -----

func.func @attention_vector_rank(%x: tensor<?x4xf32>, %a: tensor<2x2xf32>) {
  // expected-error @+1 {{'gnn.head_dot' op operand #1 must be attention vector tensor<1xHxCxf32> (heads x channels, each < 2^24), but got 'tensor<2x2xf32>'}}
  %y = gnn.head_dot %x, %a : (tensor<?x4xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  return
}

// -----

func.func @attention_vector_first(%x: tensor<?x4xf32>, %a: tensor<2x2x2xf32>) {
  // expected-error @+1 {{'gnn.head_dot' op operand #1 must be attention vector tensor<1xHxCxf32> (heads x channels, each < 2^24), but got 'tensor<2x2x2xf32>'}}
  %y = gnn.head_dot %x, %a : (tensor<?x4xf32>, tensor<2x2x2xf32>) -> tensor<?x2xf32>
  return
}

// -----

// expected-error @+1 {{expects the outputs of a block to be positive but got 0}}
func.func private @block_of_no_outputs(tensor<4x4xf32, #gnn.block<0>>)

// -----

func.func @features_in_blocks(%x: tensor<?x4xf32, #gnn.block<16>>, %w: tensor<4x4xf32>) {
  // expected-error @+1 {{'gnn.linear' op operand #0 must be features tensor<?xCxf32> (C < 2^24), dense or #gnn.csr, but got 'tensor<?x4xf32, #gnn.block<16>>'}}
  %y = gnn.linear %x, %w : (tensor<?x4xf32, #gnn.block<16>>, tensor<4x4xf32>) -> tensor<?x4xf32>
  return
}
