// Two averaged heads, without self loops.
ml_program.global private @conv1.lin.weight(#ml_program.extern : tensor<10x3xf32>) : tensor<10x3xf32>
ml_program.global private @conv1.att_src(#ml_program.extern : tensor<1x2x5xf32>) : tensor<1x2x5xf32>
ml_program.global private @conv1.att_dst(#ml_program.extern : tensor<1x2x5xf32>) : tensor<1x2x5xf32>
ml_program.global private @conv1.bias(#ml_program.extern : tensor<5xf32>) : tensor<5xf32>
ml_program.global private @conv2.lin.weight(#ml_program.extern : tensor<2x5xf32>) : tensor<2x5xf32>
ml_program.global private @conv2.bias(#ml_program.extern : tensor<2xf32>) : tensor<2xf32>
func.func @forward(%g: !gnn.graph, %x: tensor<?x3xf32>) -> tensor<?x2xf32> {
  %conv1_lin_weight = ml_program.global_load_const @conv1.lin.weight : tensor<10x3xf32>
  %conv1_att_src = ml_program.global_load_const @conv1.att_src : tensor<1x2x5xf32>
  %conv1_att_dst = ml_program.global_load_const @conv1.att_dst : tensor<1x2x5xf32>
  %conv1_bias = ml_program.global_load_const @conv1.bias : tensor<5xf32>
  %conv2_lin_weight = ml_program.global_load_const @conv2.lin.weight : tensor<2x5xf32>
  %conv2_bias = ml_program.global_load_const @conv2.bias : tensor<2xf32>
  %h = gnn.gat_conv %g, %x, %conv1_lin_weight, %conv1_att_src, %conv1_att_dst bias %conv1_bias {concat = false, add_self_loops = false} : (!gnn.graph, tensor<?x3xf32>, tensor<10x3xf32>, tensor<1x2x5xf32>, tensor<1x2x5xf32>, tensor<5xf32>) -> tensor<?x5xf32>
  %e = gnn.leaky_relu %h : tensor<?x5xf32>
  %y = gnn.gcn_conv %g, %e, %conv2_lin_weight bias %conv2_bias : (!gnn.graph, tensor<?x5xf32>, tensor<2x5xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
