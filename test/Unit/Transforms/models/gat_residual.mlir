// Heads side by side, and a projection of the input around them.
ml_program.global private @conv1.lin.weight(#ml_program.extern : tensor<8x3xf32>) : tensor<8x3xf32>
ml_program.global private @conv1.att_src(#ml_program.extern : tensor<1x2x4xf32>) : tensor<1x2x4xf32>
ml_program.global private @conv1.att_dst(#ml_program.extern : tensor<1x2x4xf32>) : tensor<1x2x4xf32>
ml_program.global private @conv1.bias(#ml_program.extern : tensor<8xf32>) : tensor<8xf32>
ml_program.global private @skip.weight(#ml_program.extern : tensor<8x3xf32>) : tensor<8x3xf32>
ml_program.global private @lin.weight(#ml_program.extern : tensor<2x8xf32>) : tensor<2x8xf32>
ml_program.global private @lin.bias(#ml_program.extern : tensor<2xf32>) : tensor<2xf32>
func.func @forward(%g: !gnn.graph, %x: tensor<?x3xf32>) -> tensor<?x2xf32> {
  %conv1_lin_weight = ml_program.global_load_const @conv1.lin.weight : tensor<8x3xf32>
  %conv1_att_src = ml_program.global_load_const @conv1.att_src : tensor<1x2x4xf32>
  %conv1_att_dst = ml_program.global_load_const @conv1.att_dst : tensor<1x2x4xf32>
  %conv1_bias = ml_program.global_load_const @conv1.bias : tensor<8xf32>
  %skip_weight = ml_program.global_load_const @skip.weight : tensor<8x3xf32>
  %lin_weight = ml_program.global_load_const @lin.weight : tensor<2x8xf32>
  %lin_bias = ml_program.global_load_const @lin.bias : tensor<2xf32>
  %h = gnn.gat_conv %g, %x, %conv1_lin_weight, %conv1_att_src, %conv1_att_dst bias %conv1_bias : (!gnn.graph, tensor<?x3xf32>, tensor<8x3xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  %p = gnn.linear %x, %skip_weight : (tensor<?x3xf32>, tensor<8x3xf32>) -> tensor<?x8xf32>
  %s = gnn.add %h, %p : tensor<?x8xf32>
  %e = gnn.elu %s : tensor<?x8xf32>
  %y = gnn.linear %e, %lin_weight bias %lin_bias : (tensor<?x8xf32>, tensor<2x8xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
