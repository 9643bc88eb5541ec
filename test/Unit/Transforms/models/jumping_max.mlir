// Jumping knowledge: of each channel the largest of three layers.
ml_program.global private @conv1.lin.weight(#ml_program.extern : tensor<6x3xf32>) : tensor<6x3xf32>
ml_program.global private @conv1.bias(#ml_program.extern : tensor<6xf32>) : tensor<6xf32>
ml_program.global private @conv2.lin.weight(#ml_program.extern : tensor<6x6xf32>) : tensor<6x6xf32>
ml_program.global private @conv2.bias(#ml_program.extern : tensor<6xf32>) : tensor<6xf32>
ml_program.global private @conv3.lin.weight(#ml_program.extern : tensor<6x6xf32>) : tensor<6x6xf32>
ml_program.global private @conv3.bias(#ml_program.extern : tensor<6xf32>) : tensor<6xf32>
ml_program.global private @lin.weight(#ml_program.extern : tensor<2x6xf32>) : tensor<2x6xf32>
ml_program.global private @lin.bias(#ml_program.extern : tensor<2xf32>) : tensor<2xf32>
func.func @forward(%g: !gnn.graph, %x: tensor<?x3xf32>) -> tensor<?x2xf32> {
  %conv1_lin_weight = ml_program.global_load_const @conv1.lin.weight : tensor<6x3xf32>
  %conv1_bias = ml_program.global_load_const @conv1.bias : tensor<6xf32>
  %conv2_lin_weight = ml_program.global_load_const @conv2.lin.weight : tensor<6x6xf32>
  %conv2_bias = ml_program.global_load_const @conv2.bias : tensor<6xf32>
  %conv3_lin_weight = ml_program.global_load_const @conv3.lin.weight : tensor<6x6xf32>
  %conv3_bias = ml_program.global_load_const @conv3.bias : tensor<6xf32>
  %lin_weight = ml_program.global_load_const @lin.weight : tensor<2x6xf32>
  %lin_bias = ml_program.global_load_const @lin.bias : tensor<2xf32>
  %h = gnn.gcn_conv %g, %x, %conv1_lin_weight bias %conv1_bias : (!gnn.graph, tensor<?x3xf32>, tensor<6x3xf32>, tensor<6xf32>) -> tensor<?x6xf32>
  %r = gnn.relu %h : tensor<?x6xf32>
  %i = gnn.gcn_conv %g, %r, %conv2_lin_weight bias %conv2_bias : (!gnn.graph, tensor<?x6xf32>, tensor<6x6xf32>, tensor<6xf32>) -> tensor<?x6xf32>
  %s = gnn.tanh %i : tensor<?x6xf32>
  %j = gnn.gcn_conv %g, %s, %conv3_lin_weight bias %conv3_bias : (!gnn.graph, tensor<?x6xf32>, tensor<6x6xf32>, tensor<6xf32>) -> tensor<?x6xf32>
  %m = gnn.max %r, %s : tensor<?x6xf32>
  %n = gnn.max %m, %j : tensor<?x6xf32>
  %y = gnn.linear %n, %lin_weight bias %lin_bias : (tensor<?x6xf32>, tensor<2x6xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
