// A trunk, and two heads that each have a result.
ml_program.global private @conv1.lin_l.weight(#ml_program.extern : tensor<6x3xf32>) : tensor<6x3xf32>
ml_program.global private @conv1.lin_l.bias(#ml_program.extern : tensor<6xf32>) : tensor<6xf32>
ml_program.global private @conv1.lin_r.weight(#ml_program.extern : tensor<6x3xf32>) : tensor<6x3xf32>
ml_program.global private @node.lin.weight(#ml_program.extern : tensor<5x6xf32>) : tensor<5x6xf32>
ml_program.global private @node.bias(#ml_program.extern : tensor<5xf32>) : tensor<5xf32>
ml_program.global private @node_out.weight(#ml_program.extern : tensor<2x5xf32>) : tensor<2x5xf32>
ml_program.global private @node_out.bias(#ml_program.extern : tensor<2xf32>) : tensor<2xf32>
ml_program.global private @score_out.weight(#ml_program.extern : tensor<3x6xf32>) : tensor<3x6xf32>
ml_program.global private @score_out.bias(#ml_program.extern : tensor<3xf32>) : tensor<3xf32>
func.func @forward(%g: !gnn.graph, %x: tensor<?x3xf32>) -> (tensor<?x2xf32>, tensor<?x3xf32>) {
  %conv1_lin_l_weight = ml_program.global_load_const @conv1.lin_l.weight : tensor<6x3xf32>
  %conv1_lin_l_bias = ml_program.global_load_const @conv1.lin_l.bias : tensor<6xf32>
  %conv1_lin_r_weight = ml_program.global_load_const @conv1.lin_r.weight : tensor<6x3xf32>
  %node_lin_weight = ml_program.global_load_const @node.lin.weight : tensor<5x6xf32>
  %node_bias = ml_program.global_load_const @node.bias : tensor<5xf32>
  %node_out_weight = ml_program.global_load_const @node_out.weight : tensor<2x5xf32>
  %node_out_bias = ml_program.global_load_const @node_out.bias : tensor<2xf32>
  %score_out_weight = ml_program.global_load_const @score_out.weight : tensor<3x6xf32>
  %score_out_bias = ml_program.global_load_const @score_out.bias : tensor<3xf32>
  %h = gnn.sage_conv mean %g, %x, %conv1_lin_l_weight bias %conv1_lin_l_bias root %conv1_lin_r_weight : (!gnn.graph, tensor<?x3xf32>, tensor<6x3xf32>, tensor<6xf32>, tensor<6x3xf32>) -> tensor<?x6xf32>
  %r = gnn.relu %h : tensor<?x6xf32>
  %i = gnn.gcn_conv %g, %r, %node_lin_weight bias %node_bias : (!gnn.graph, tensor<?x6xf32>, tensor<5x6xf32>, tensor<5xf32>) -> tensor<?x5xf32>
  %s = gnn.relu %i : tensor<?x5xf32>
  %y = gnn.linear %s, %node_out_weight bias %node_out_bias : (tensor<?x5xf32>, tensor<2x5xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  %z = gnn.linear %r, %score_out_weight bias %score_out_bias : (tensor<?x6xf32>, tensor<3x6xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  return %y, %z : tensor<?x2xf32>, tensor<?x3xf32>
}
