// RUN: gnn-opt %s --convert-gnn-to-gpu --verify-diagnostics

// A grid has as many rows of blocks as channels ask for, and a device a limit.

ml_program.global private @w(dense<1.0> : tensor<4194368x1xf32>) : tensor<4194368x1xf32>
func.func @many_channels(%x: tensor<?x1xf32>) -> tensor<?x4194368xf32> {
  %w = ml_program.global_load_const @w : tensor<4194368x1xf32>
  // expected-error @below {{expects channels for at most 65535 rows of thread blocks but got channels for 65537}}
  %y = gnn.linear %x, %w : (tensor<?x1xf32>, tensor<4194368x1xf32>) -> tensor<?x4194368xf32>
  return %y : tensor<?x4194368xf32>
}
