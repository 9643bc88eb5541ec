// A GCN in core ops.
ml_program.global private @conv.weight(#ml_program.extern : tensor<6x3xf32>) : tensor<6x3xf32>
ml_program.global private @conv.bias(#ml_program.extern : tensor<6xf32>) : tensor<6xf32>
ml_program.global private @lin.weight(#ml_program.extern : tensor<2x6xf32>) : tensor<2x6xf32>
ml_program.global private @lin.bias(#ml_program.extern : tensor<2xf32>) : tensor<2xf32>
func.func @forward(%g: !gnn.graph, %x: tensor<?x3xf32>) -> tensor<?x2xf32> {
  %conv_weight = ml_program.global_load_const @conv.weight : tensor<6x3xf32>
  %conv_bias = ml_program.global_load_const @conv.bias : tensor<6xf32>
  %lin_weight = ml_program.global_load_const @lin.weight : tensor<2x6xf32>
  %lin_bias = ml_program.global_load_const @lin.bias : tensor<2xf32>
  %loops = gnn.add_self_loops %g : (!gnn.graph) -> !gnn.graph
  %norm = gnn.gcn_norm %loops : (!gnn.graph) -> tensor<?xf32>
  %l = gnn.linear %x, %conv_weight : (tensor<?x3xf32>, tensor<6x3xf32>) -> tensor<?x6xf32>
  %i = gnn.scale_rows %l, %norm : (tensor<?x6xf32>, tensor<?xf32>) -> tensor<?x6xf32>
  %a = gnn.aggregate sum %loops, %i : (!gnn.graph, tensor<?x6xf32>) -> tensor<?x6xf32>
  %o = gnn.scale_rows %a, %norm : (tensor<?x6xf32>, tensor<?xf32>) -> tensor<?x6xf32>
  %h = gnn.bias_add %o, %conv_bias : (tensor<?x6xf32>, tensor<6xf32>) -> tensor<?x6xf32>
  %d = gnn.dropout %h : tensor<?x6xf32>
  %r = gnn.relu %d : tensor<?x6xf32>
  %y = gnn.linear %r, %lin_weight bias %lin_bias : (tensor<?x6xf32>, tensor<2x6xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
