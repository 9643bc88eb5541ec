// RUN: gnn-opt %s --split-input-file --verify-diagnostics

func.func @head_dot_c1(%x: tensor<?x64xf32>, %a: tensor<1x8x7xf32>) {
  // expected-error @+1 {{'gnn.head_dot' op expects heads times channels of the vector to be 64 but got 56}}
  %y = gnn.head_dot %x, %a : (tensor<?x64xf32>, tensor<1x8x7xf32>) -> tensor<?x8xf32>
  return
}

// -----

func.func @head_dot_result(%x: tensor<?x64xf32>, %a: tensor<1x8x8xf32>) {
  // expected-error @+2 {{'gnn.head_dot' op inferred type(s) 'tensor<?x8xf32>' are incompatible with return type(s) of operation 'tensor<?x64xf32>'}}
  // expected-error @+1 {{'gnn.head_dot' op failed to infer returned types}}
  %y = gnn.head_dot %x, %a : (tensor<?x64xf32>, tensor<1x8x8xf32>) -> tensor<?x64xf32>
  return
}

// -----

// 2^32 heads of 2^32 channels are 2^64 channels, which is 0 in an int64.
func.func @head_dot_overflow(%x: tensor<?x0xf32>, %a: tensor<1x4294967296x4294967296xf32>) {
  // expected-error @+1 {{'gnn.head_dot' op operand #1 must be attention vector tensor<1xHxCxf32> (heads x channels, each < 2^24), but got 'tensor<1x4294967296x4294967296xf32>'}}
  %y = gnn.head_dot %x, %a : (tensor<?x0xf32>, tensor<1x4294967296x4294967296xf32>) -> tensor<?x4294967296xf32>
  return
}

// -----

func.func @head_mean_c1(%x: tensor<?x56xf32>) {
  // expected-error @+1 {{'gnn.head_mean' op expects 56 channels to divide into equal heads but got 5 heads}}
  %y = gnn.head_mean %x {heads = 5 : i64} : (tensor<?x56xf32>) -> tensor<?x11xf32>
  return
}

// -----

func.func @head_mean_no_heads(%x: tensor<?x56xf32>) {
  // expected-error @+1 {{'gnn.head_mean' op expects 56 channels to divide into equal heads but got 0 heads}}
  %y = gnn.head_mean %x {heads = 0 : i64} : (tensor<?x56xf32>) -> tensor<?x56xf32>
  return
}

// -----

func.func @head_mean_negative_heads(%x: tensor<?x56xf32>) {
  // expected-error @+1 {{'gnn.head_mean' op expects 56 channels to divide into equal heads but got -9223372036854775808 heads}}
  %y = gnn.head_mean %x {heads = -9223372036854775808 : i64} : (tensor<?x56xf32>) -> tensor<?x56xf32>
  return
}

// -----

func.func @head_mean_without_heads(%x: tensor<?x56xf32>) {
  // expected-error @+1 {{'gnn.head_mean' op requires attribute 'heads'}}
  %y = gnn.head_mean %x : (tensor<?x56xf32>) -> tensor<?x7xf32>
  return
}

// -----

func.func @head_mean_result(%x: tensor<?x56xf32>) {
  // expected-error @+2 {{'gnn.head_mean' op inferred type(s) 'tensor<?x7xf32>' are incompatible with return type(s) of operation 'tensor<?x56xf32>'}}
  // expected-error @+1 {{'gnn.head_mean' op failed to infer returned types}}
  %y = gnn.head_mean %x {heads = 8 : i64} : (tensor<?x56xf32>) -> tensor<?x56xf32>
  return
}
