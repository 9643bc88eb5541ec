// GraphSAGE whose rows are divided by their norm.
ml_program.global private @conv1.lin_l.weight(#ml_program.extern : tensor<6x3xf32>) : tensor<6x3xf32>
ml_program.global private @conv1.lin_l.bias(#ml_program.extern : tensor<6xf32>) : tensor<6xf32>
ml_program.global private @conv1.lin_r.weight(#ml_program.extern : tensor<6x3xf32>) : tensor<6x3xf32>
ml_program.global private @conv2.lin_l.weight(#ml_program.extern : tensor<2x6xf32>) : tensor<2x6xf32>
ml_program.global private @conv2.lin_l.bias(#ml_program.extern : tensor<2xf32>) : tensor<2xf32>
ml_program.global private @conv2.lin_r.weight(#ml_program.extern : tensor<2x6xf32>) : tensor<2x6xf32>
func.func @forward(%g: !gnn.graph, %x: tensor<?x3xf32>) -> tensor<?x2xf32> {
  %conv1_lin_l_weight = ml_program.global_load_const @conv1.lin_l.weight : tensor<6x3xf32>
  %conv1_lin_l_bias = ml_program.global_load_const @conv1.lin_l.bias : tensor<6xf32>
  %conv1_lin_r_weight = ml_program.global_load_const @conv1.lin_r.weight : tensor<6x3xf32>
  %conv2_lin_l_weight = ml_program.global_load_const @conv2.lin_l.weight : tensor<2x6xf32>
  %conv2_lin_l_bias = ml_program.global_load_const @conv2.lin_l.bias : tensor<2xf32>
  %conv2_lin_r_weight = ml_program.global_load_const @conv2.lin_r.weight : tensor<2x6xf32>
  %h = gnn.sage_conv mean %g, %x, %conv1_lin_l_weight bias %conv1_lin_l_bias root %conv1_lin_r_weight {normalize = true} : (!gnn.graph, tensor<?x3xf32>, tensor<6x3xf32>, tensor<6xf32>, tensor<6x3xf32>) -> tensor<?x6xf32>
  %r = gnn.relu %h : tensor<?x6xf32>
  %y = gnn.sage_conv mean %g, %r, %conv2_lin_l_weight bias %conv2_lin_l_bias root %conv2_lin_r_weight : (!gnn.graph, tensor<?x6xf32>, tensor<2x6xf32>, tensor<2xf32>, tensor<2x6xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
