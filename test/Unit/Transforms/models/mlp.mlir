// No graph: three products, the shape that folds best.
ml_program.global private @lin1.weight(#ml_program.extern : tensor<8x3xf32>) : tensor<8x3xf32>
ml_program.global private @lin1.bias(#ml_program.extern : tensor<8xf32>) : tensor<8xf32>
ml_program.global private @lin2.weight(#ml_program.extern : tensor<7x8xf32>) : tensor<7x8xf32>
ml_program.global private @lin2.bias(#ml_program.extern : tensor<7xf32>) : tensor<7xf32>
ml_program.global private @lin3.weight(#ml_program.extern : tensor<2x7xf32>) : tensor<2x7xf32>
func.func @forward(%x: tensor<?x3xf32>) -> tensor<?x2xf32> {
  %lin1_weight = ml_program.global_load_const @lin1.weight : tensor<8x3xf32>
  %lin1_bias = ml_program.global_load_const @lin1.bias : tensor<8xf32>
  %lin2_weight = ml_program.global_load_const @lin2.weight : tensor<7x8xf32>
  %lin2_bias = ml_program.global_load_const @lin2.bias : tensor<7xf32>
  %lin3_weight = ml_program.global_load_const @lin3.weight : tensor<2x7xf32>
  %a = gnn.linear %x, %lin1_weight bias %lin1_bias : (tensor<?x3xf32>, tensor<8x3xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  %b = gnn.relu %a : tensor<?x8xf32>
  %c = gnn.linear %b, %lin2_weight bias %lin2_bias : (tensor<?x8xf32>, tensor<7x8xf32>, tensor<7xf32>) -> tensor<?x7xf32>
  %d = gnn.elu %c : tensor<?x7xf32>
  %y = gnn.linear %d, %lin3_weight : (tensor<?x7xf32>, tensor<2x7xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
