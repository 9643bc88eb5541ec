// GraphSAGE with mean, max and sum.
ml_program.global private @conv1.lin_l.weight(#ml_program.extern : tensor<6x3xf32>) : tensor<6x3xf32>
ml_program.global private @conv1.lin_l.bias(#ml_program.extern : tensor<6xf32>) : tensor<6xf32>
ml_program.global private @conv1.lin_r.weight(#ml_program.extern : tensor<6x3xf32>) : tensor<6x3xf32>
ml_program.global private @conv2.lin_l.weight(#ml_program.extern : tensor<5x6xf32>) : tensor<5x6xf32>
ml_program.global private @conv2.lin_l.bias(#ml_program.extern : tensor<5xf32>) : tensor<5xf32>
ml_program.global private @conv2.lin_r.weight(#ml_program.extern : tensor<5x6xf32>) : tensor<5x6xf32>
ml_program.global private @conv3.lin_l.weight(#ml_program.extern : tensor<2x5xf32>) : tensor<2x5xf32>
ml_program.global private @conv3.lin_l.bias(#ml_program.extern : tensor<2xf32>) : tensor<2xf32>
func.func @forward(%g: !gnn.graph, %x: tensor<?x3xf32>) -> tensor<?x2xf32> {
  %conv1_lin_l_weight = ml_program.global_load_const @conv1.lin_l.weight : tensor<6x3xf32>
  %conv1_lin_l_bias = ml_program.global_load_const @conv1.lin_l.bias : tensor<6xf32>
  %conv1_lin_r_weight = ml_program.global_load_const @conv1.lin_r.weight : tensor<6x3xf32>
  %conv2_lin_l_weight = ml_program.global_load_const @conv2.lin_l.weight : tensor<5x6xf32>
  %conv2_lin_l_bias = ml_program.global_load_const @conv2.lin_l.bias : tensor<5xf32>
  %conv2_lin_r_weight = ml_program.global_load_const @conv2.lin_r.weight : tensor<5x6xf32>
  %conv3_lin_l_weight = ml_program.global_load_const @conv3.lin_l.weight : tensor<2x5xf32>
  %conv3_lin_l_bias = ml_program.global_load_const @conv3.lin_l.bias : tensor<2xf32>
  %h = gnn.sage_conv mean %g, %x, %conv1_lin_l_weight bias %conv1_lin_l_bias root %conv1_lin_r_weight : (!gnn.graph, tensor<?x3xf32>, tensor<6x3xf32>, tensor<6xf32>, tensor<6x3xf32>) -> tensor<?x6xf32>
  %r = gnn.relu %h : tensor<?x6xf32>
  %i = gnn.sage_conv max %g, %r, %conv2_lin_l_weight bias %conv2_lin_l_bias root %conv2_lin_r_weight : (!gnn.graph, tensor<?x6xf32>, tensor<5x6xf32>, tensor<5xf32>, tensor<5x6xf32>) -> tensor<?x5xf32>
  %s = gnn.tanh %i : tensor<?x5xf32>
  %y = gnn.sage_conv sum %g, %s, %conv3_lin_l_weight bias %conv3_lin_l_bias : (!gnn.graph, tensor<?x5xf32>, tensor<2x5xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
