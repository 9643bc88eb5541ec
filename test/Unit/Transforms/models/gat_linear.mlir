// Three heads side by side, read by a linear layer.
ml_program.global private @conv1.lin.weight(#ml_program.extern : tensor<12x3xf32>) : tensor<12x3xf32>
ml_program.global private @conv1.att_src(#ml_program.extern : tensor<1x3x4xf32>) : tensor<1x3x4xf32>
ml_program.global private @conv1.att_dst(#ml_program.extern : tensor<1x3x4xf32>) : tensor<1x3x4xf32>
ml_program.global private @conv1.bias(#ml_program.extern : tensor<12xf32>) : tensor<12xf32>
ml_program.global private @lin.weight(#ml_program.extern : tensor<2x12xf32>) : tensor<2x12xf32>
ml_program.global private @lin.bias(#ml_program.extern : tensor<2xf32>) : tensor<2xf32>
func.func @forward(%g: !gnn.graph, %x: tensor<?x3xf32>) -> tensor<?x2xf32> {
  %conv1_lin_weight = ml_program.global_load_const @conv1.lin.weight : tensor<12x3xf32>
  %conv1_att_src = ml_program.global_load_const @conv1.att_src : tensor<1x3x4xf32>
  %conv1_att_dst = ml_program.global_load_const @conv1.att_dst : tensor<1x3x4xf32>
  %conv1_bias = ml_program.global_load_const @conv1.bias : tensor<12xf32>
  %lin_weight = ml_program.global_load_const @lin.weight : tensor<2x12xf32>
  %lin_bias = ml_program.global_load_const @lin.bias : tensor<2xf32>
  %h = gnn.gat_conv %g, %x, %conv1_lin_weight, %conv1_att_src, %conv1_att_dst bias %conv1_bias : (!gnn.graph, tensor<?x3xf32>, tensor<12x3xf32>, tensor<1x3x4xf32>, tensor<1x3x4xf32>, tensor<12xf32>) -> tensor<?x12xf32>
  %e = gnn.elu %h : tensor<?x12xf32>
  %y = gnn.linear %e, %lin_weight bias %lin_bias : (tensor<?x12xf32>, tensor<2x12xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
