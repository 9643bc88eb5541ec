// RUN: gnn-opt %s --gnn-select-sparse-format --verify-diagnostics

// expected-error @+1 {{parameter 'w' expects a resource of 2048 bytes but got none}}
ml_program.global private @w(dense_resource<w> : tensor<16x32xf32>) : tensor<16x32xf32>
func.func @f(%x: tensor<?x32xf32>) -> tensor<?x16xf32> {
  %w = ml_program.global_load_const @w : tensor<16x32xf32>
  %y = gnn.linear %x, %w : (tensor<?x32xf32>, tensor<16x32xf32>) -> tensor<?x16xf32>
  return %y : tensor<?x16xf32>
}
