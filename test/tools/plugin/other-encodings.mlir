// In a stock mlir-opt there are encodings of other dialects: none is ours.
// REQUIRES: gnn-plugin
// RUN: mlir-opt %s --load-dialect-plugin=%gnn_plugin --split-input-file --verify-diagnostics

#CSR = #sparse_tensor.encoding<{map = (d0, d1) -> (d0 : dense, d1 : compressed)}>
func.func @features(%x: tensor<?x4xf32, #CSR>) -> tensor<?x4xf32> {
  // expected-error @+1 {{'gnn.to_dense' op operand #0 must be features tensor<?xCxf32> (C < 2^24), dense or #gnn.csr, but got 'tensor<?x4xf32, #sparse_tensor.encoding<}}
  %y = gnn.to_dense %x : (tensor<?x4xf32, #CSR>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// -----

// And ours is no sparsity to upstream, which keeps it as it is.
func.func @encoding_is_kept(%x: tensor<?x4xf32, #gnn.csr>) -> tensor<?x4xf32, #gnn.csr> {
  return %x : tensor<?x4xf32, #gnn.csr>
}
