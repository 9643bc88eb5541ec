// Self beside the mean and the largest of the neighbours.
ml_program.global private @lin1.weight(#ml_program.extern : tensor<6x3xf32>) : tensor<6x3xf32>
ml_program.global private @lin1.bias(#ml_program.extern : tensor<6xf32>) : tensor<6xf32>
ml_program.global private @lin2.weight(#ml_program.extern : tensor<2x18xf32>) : tensor<2x18xf32>
ml_program.global private @lin2.bias(#ml_program.extern : tensor<2xf32>) : tensor<2xf32>
func.func @forward(%g: !gnn.graph, %x: tensor<?x3xf32>) -> tensor<?x2xf32> {
  %lin1_weight = ml_program.global_load_const @lin1.weight : tensor<6x3xf32>
  %lin1_bias = ml_program.global_load_const @lin1.bias : tensor<6xf32>
  %lin2_weight = ml_program.global_load_const @lin2.weight : tensor<2x18xf32>
  %lin2_bias = ml_program.global_load_const @lin2.bias : tensor<2xf32>
  %h = gnn.linear %x, %lin1_weight bias %lin1_bias : (tensor<?x3xf32>, tensor<6x3xf32>, tensor<6xf32>) -> tensor<?x6xf32>
  %r = gnn.relu %h : tensor<?x6xf32>
  %m = gnn.aggregate mean %g, %r : (!gnn.graph, tensor<?x6xf32>) -> tensor<?x6xf32>
  %l = gnn.aggregate max %g, %r : (!gnn.graph, tensor<?x6xf32>) -> tensor<?x6xf32>
  %c = gnn.concat %r, %m, %l : (tensor<?x6xf32>, tensor<?x6xf32>, tensor<?x6xf32>) -> tensor<?x18xf32>
  %y = gnn.linear %c, %lin2_weight bias %lin2_bias : (tensor<?x18xf32>, tensor<2x18xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
