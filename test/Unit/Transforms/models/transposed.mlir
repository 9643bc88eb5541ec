// A weight that is stored as [in, out].
ml_program.global private @lin1.weight(#ml_program.extern : tensor<3x6xf32>) : tensor<3x6xf32>
ml_program.global private @lin2.weight(#ml_program.extern : tensor<2x6xf32>) : tensor<2x6xf32>
ml_program.global private @lin2.bias(#ml_program.extern : tensor<2xf32>) : tensor<2xf32>
func.func @forward(%x: tensor<?x3xf32>) -> tensor<?x2xf32> {
  %lin1_weight = ml_program.global_load_const @lin1.weight : tensor<3x6xf32>
  %lin2_weight = ml_program.global_load_const @lin2.weight : tensor<2x6xf32>
  %lin2_bias = ml_program.global_load_const @lin2.bias : tensor<2xf32>
  %t = gnn.transpose %lin1_weight : (tensor<3x6xf32>) -> tensor<6x3xf32>
  %l = gnn.linear %x, %t : (tensor<?x3xf32>, tensor<6x3xf32>) -> tensor<?x6xf32>
  %r = gnn.relu %l : tensor<?x6xf32>
  %y = gnn.linear %r, %lin2_weight bias %lin2_bias : (tensor<?x6xf32>, tensor<2x6xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
