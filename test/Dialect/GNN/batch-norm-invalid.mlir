// RUN: gnn-opt %s --split-input-file --verify-diagnostics

func.func @batch_norm_c1(%x: tensor<?x16xf32>, %bad: tensor<8xf32>, %good: tensor<16xf32>) {
  // expected-error @+1 {{'gnn.batch_norm' op expects the size of mean to be 16 but got 8}}
  %y = gnn.batch_norm %x, %bad, %good, %good, %good
    : (tensor<?x16xf32>, tensor<8xf32>, tensor<16xf32>, tensor<16xf32>, tensor<16xf32>) -> tensor<?x16xf32>
  return
}

// -----

func.func @batch_norm_c2(%x: tensor<?x16xf32>, %bad: tensor<8xf32>, %good: tensor<16xf32>) {
  // expected-error @+1 {{'gnn.batch_norm' op expects the size of variance to be 16 but got 8}}
  %y = gnn.batch_norm %x, %good, %bad, %good, %good
    : (tensor<?x16xf32>, tensor<16xf32>, tensor<8xf32>, tensor<16xf32>, tensor<16xf32>) -> tensor<?x16xf32>
  return
}

// -----

func.func @batch_norm_c3(%x: tensor<?x16xf32>, %bad: tensor<8xf32>, %good: tensor<16xf32>) {
  // expected-error @+1 {{'gnn.batch_norm' op expects the size of weight to be 16 but got 8}}
  %y = gnn.batch_norm %x, %good, %good, %bad, %good
    : (tensor<?x16xf32>, tensor<16xf32>, tensor<16xf32>, tensor<8xf32>, tensor<16xf32>) -> tensor<?x16xf32>
  return
}

// -----

func.func @batch_norm_c4(%x: tensor<?x16xf32>, %bad: tensor<8xf32>, %good: tensor<16xf32>) {
  // expected-error @+1 {{'gnn.batch_norm' op expects the size of bias to be 16 but got 8}}
  %y = gnn.batch_norm %x, %good, %good, %good, %bad
    : (tensor<?x16xf32>, tensor<16xf32>, tensor<16xf32>, tensor<16xf32>, tensor<8xf32>) -> tensor<?x16xf32>
  return
}

// -----

func.func @batch_norm_c5(%x: tensor<?x16xf32>, %p: tensor<16xf32>) {
  // expected-error @+1 {{'gnn.batch_norm' op expects epsilon to be a finite f32 of at least 0 but got -1.000000e-05}}
  %y = gnn.batch_norm %x, %p, %p, %p, %p {epsilon = -1.0e-5 : f64}
    : (tensor<?x16xf32>, tensor<16xf32>, tensor<16xf32>, tensor<16xf32>, tensor<16xf32>) -> tensor<?x16xf32>
  return
}
