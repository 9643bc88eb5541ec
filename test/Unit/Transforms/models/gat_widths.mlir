// The sum of two heads of twelve and three of eight: every fourth channel is tied.
ml_program.global private @conv1.lin.weight(#ml_program.extern : tensor<24x3xf32>) : tensor<24x3xf32>
ml_program.global private @conv1.att_src(#ml_program.extern : tensor<1x2x12xf32>) : tensor<1x2x12xf32>
ml_program.global private @conv1.att_dst(#ml_program.extern : tensor<1x2x12xf32>) : tensor<1x2x12xf32>
ml_program.global private @conv1.bias(#ml_program.extern : tensor<24xf32>) : tensor<24xf32>
ml_program.global private @conv2.lin.weight(#ml_program.extern : tensor<24x3xf32>) : tensor<24x3xf32>
ml_program.global private @conv2.att_src(#ml_program.extern : tensor<1x3x8xf32>) : tensor<1x3x8xf32>
ml_program.global private @conv2.att_dst(#ml_program.extern : tensor<1x3x8xf32>) : tensor<1x3x8xf32>
ml_program.global private @conv2.bias(#ml_program.extern : tensor<24xf32>) : tensor<24xf32>
ml_program.global private @lin.weight(#ml_program.extern : tensor<2x24xf32>) : tensor<2x24xf32>
ml_program.global private @lin.bias(#ml_program.extern : tensor<2xf32>) : tensor<2xf32>
func.func @forward(%g: !gnn.graph, %x: tensor<?x3xf32>) -> tensor<?x2xf32> {
  %conv1_lin_weight = ml_program.global_load_const @conv1.lin.weight : tensor<24x3xf32>
  %conv1_att_src = ml_program.global_load_const @conv1.att_src : tensor<1x2x12xf32>
  %conv1_att_dst = ml_program.global_load_const @conv1.att_dst : tensor<1x2x12xf32>
  %conv1_bias = ml_program.global_load_const @conv1.bias : tensor<24xf32>
  %conv2_lin_weight = ml_program.global_load_const @conv2.lin.weight : tensor<24x3xf32>
  %conv2_att_src = ml_program.global_load_const @conv2.att_src : tensor<1x3x8xf32>
  %conv2_att_dst = ml_program.global_load_const @conv2.att_dst : tensor<1x3x8xf32>
  %conv2_bias = ml_program.global_load_const @conv2.bias : tensor<24xf32>
  %lin_weight = ml_program.global_load_const @lin.weight : tensor<2x24xf32>
  %lin_bias = ml_program.global_load_const @lin.bias : tensor<2xf32>
  %h = gnn.gat_conv %g, %x, %conv1_lin_weight, %conv1_att_src, %conv1_att_dst bias %conv1_bias : (!gnn.graph, tensor<?x3xf32>, tensor<24x3xf32>, tensor<1x2x12xf32>, tensor<1x2x12xf32>, tensor<24xf32>) -> tensor<?x24xf32>
  %i = gnn.gat_conv %g, %x, %conv2_lin_weight, %conv2_att_src, %conv2_att_dst bias %conv2_bias : (!gnn.graph, tensor<?x3xf32>, tensor<24x3xf32>, tensor<1x3x8xf32>, tensor<1x3x8xf32>, tensor<24xf32>) -> tensor<?x24xf32>
  %s = gnn.add %h, %i : tensor<?x24xf32>
  %e = gnn.elu %s : tensor<?x24xf32>
  %y = gnn.linear %e, %lin_weight bias %lin_bias : (tensor<?x24xf32>, tensor<2x24xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
