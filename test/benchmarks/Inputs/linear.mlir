ml_program.global private @w(dense<1.0> : tensor<3x20xf32>) : tensor<3x20xf32>
func.func @forward(%x: tensor<?x20xf32>) -> tensor<?x3xf32> {
  %w = ml_program.global_load_const @w : tensor<3x20xf32>
  %y = gnn.linear %x, %w : (tensor<?x20xf32>, tensor<3x20xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}
