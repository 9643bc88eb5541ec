// A projection around a layer, then an identity around the next.
ml_program.global private @skip.weight(#ml_program.extern : tensor<6x3xf32>) : tensor<6x3xf32>
ml_program.global private @conv1.lin.weight(#ml_program.extern : tensor<6x3xf32>) : tensor<6x3xf32>
ml_program.global private @conv1.bias(#ml_program.extern : tensor<6xf32>) : tensor<6xf32>
ml_program.global private @conv2.lin_l.weight(#ml_program.extern : tensor<6x6xf32>) : tensor<6x6xf32>
ml_program.global private @conv2.lin_l.bias(#ml_program.extern : tensor<6xf32>) : tensor<6xf32>
ml_program.global private @conv2.lin_r.weight(#ml_program.extern : tensor<6x6xf32>) : tensor<6x6xf32>
ml_program.global private @lin.weight(#ml_program.extern : tensor<2x6xf32>) : tensor<2x6xf32>
ml_program.global private @lin.bias(#ml_program.extern : tensor<2xf32>) : tensor<2xf32>
func.func @forward(%g: !gnn.graph, %x: tensor<?x3xf32>) -> tensor<?x2xf32> {
  %skip_weight = ml_program.global_load_const @skip.weight : tensor<6x3xf32>
  %conv1_lin_weight = ml_program.global_load_const @conv1.lin.weight : tensor<6x3xf32>
  %conv1_bias = ml_program.global_load_const @conv1.bias : tensor<6xf32>
  %conv2_lin_l_weight = ml_program.global_load_const @conv2.lin_l.weight : tensor<6x6xf32>
  %conv2_lin_l_bias = ml_program.global_load_const @conv2.lin_l.bias : tensor<6xf32>
  %conv2_lin_r_weight = ml_program.global_load_const @conv2.lin_r.weight : tensor<6x6xf32>
  %lin_weight = ml_program.global_load_const @lin.weight : tensor<2x6xf32>
  %lin_bias = ml_program.global_load_const @lin.bias : tensor<2xf32>
  %p = gnn.linear %x, %skip_weight : (tensor<?x3xf32>, tensor<6x3xf32>) -> tensor<?x6xf32>
  %h = gnn.gcn_conv %g, %x, %conv1_lin_weight bias %conv1_bias : (!gnn.graph, tensor<?x3xf32>, tensor<6x3xf32>, tensor<6xf32>) -> tensor<?x6xf32>
  %s = gnn.add %h, %p : tensor<?x6xf32>
  %r = gnn.relu %s : tensor<?x6xf32>
  %i = gnn.sage_conv max %g, %r, %conv2_lin_l_weight bias %conv2_lin_l_bias root %conv2_lin_r_weight : (!gnn.graph, tensor<?x6xf32>, tensor<6x6xf32>, tensor<6xf32>, tensor<6x6xf32>) -> tensor<?x6xf32>
  %t = gnn.add %r, %i : tensor<?x6xf32>
  %y = gnn.linear %t, %lin_weight bias %lin_bias : (tensor<?x6xf32>, tensor<2x6xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
