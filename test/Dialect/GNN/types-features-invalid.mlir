// One case for each way in which a tensor can miss its type constraint.
// RUN: gnn-opt %s --split-input-file --verify-diagnostics

func.func @features_rank(%x: tensor<?xf32>) {
  // expected-error @+1 {{'gnn.relu' op operand #0 must be dense features tensor<?xCxf32> (C < 2^24), but got 'tensor<?xf32>'}}
  %y = gnn.relu %x : tensor<?xf32>
  return
}

// -----

func.func @features_rank_zero(%x: tensor<f32>) {
  // expected-error @+1 {{'gnn.relu' op operand #0 must be dense features tensor<?xCxf32> (C < 2^24), but got 'tensor<f32>'}}
  %y = gnn.relu %x : tensor<f32>
  return
}

// -----

func.func @features_unranked(%x: tensor<*xf32>) {
  // expected-error @+1 {{'gnn.relu' op operand #0 must be dense features tensor<?xCxf32> (C < 2^24), but got 'tensor<*xf32>'}}
  %y = "gnn.relu"(%x) : (tensor<*xf32>) -> tensor<*xf32>
  return
}

// -----

func.func @features_memref(%x: memref<?x4xf32>) {
  // expected-error @+1 {{'gnn.relu' op operand #0 must be dense features tensor<?xCxf32> (C < 2^24), but got 'memref<?x4xf32>'}}
  %y = "gnn.relu"(%x) : (memref<?x4xf32>) -> memref<?x4xf32>
  return
}

// -----

func.func @features_f64(%x: tensor<?x4xf64>) {
  // expected-error @+1 {{'gnn.relu' op operand #0 must be dense features tensor<?xCxf32> (C < 2^24), but got 'tensor<?x4xf64>'}}
  %y = gnn.relu %x : tensor<?x4xf64>
  return
}

// -----

func.func @features_integer(%x: tensor<?x4xi32>) {
  // expected-error @+1 {{'gnn.relu' op operand #0 must be dense features tensor<?xCxf32> (C < 2^24), but got 'tensor<?x4xi32>'}}
  %y = gnn.relu %x : tensor<?x4xi32>
  return
}

// -----

func.func @features_static_rows(%x: tensor<5x4xf32>) {
  // expected-error @+1 {{'gnn.relu' op operand #0 must be dense features tensor<?xCxf32> (C < 2^24), but got 'tensor<5x4xf32>'}}
  %y = gnn.relu %x : tensor<5x4xf32>
  return
}

// -----

func.func @features_dynamic_channels(%x: tensor<?x?xf32>) {
  // expected-error @+1 {{'gnn.relu' op operand #0 must be dense features tensor<?xCxf32> (C < 2^24), but got 'tensor<?x?xf32>'}}
  %y = gnn.relu %x : tensor<?x?xf32>
  return
}

// -----

func.func @features_too_wide(%x: tensor<?x16777216xf32>) {
  // expected-error @+1 {{'gnn.relu' op operand #0 must be dense features tensor<?xCxf32> (C < 2^24), but got 'tensor<?x16777216xf32>'}}
  %y = gnn.relu %x : tensor<?x16777216xf32>
  return
}

// -----

func.func @features_sparse_where_dense(%x: tensor<?x4xf32, #gnn.csr>) {
  // expected-error @+1 {{'gnn.relu' op operand #0 must be dense features tensor<?xCxf32> (C < 2^24), but got 'tensor<?x4xf32, #gnn.csr>'}}
  %y = gnn.relu %x : tensor<?x4xf32, #gnn.csr>
  return
}

// -----

func.func @features_unknown_encoding(%x: tensor<?x4xf32, "coo">) {
  // expected-error @+1 {{'gnn.to_dense' op operand #0 must be features tensor<?xCxf32> (C < 2^24), dense or #gnn.csr, but got 'tensor<?x4xf32, "coo">'}}
  %y = gnn.to_dense %x : (tensor<?x4xf32, "coo">) -> tensor<?x4xf32>
  return
}
