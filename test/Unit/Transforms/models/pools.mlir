// Three readouts of two layers side by side.
ml_program.global private @conv1.lin.weight(#ml_program.extern : tensor<4x3xf32>) : tensor<4x3xf32>
ml_program.global private @conv1.bias(#ml_program.extern : tensor<4xf32>) : tensor<4xf32>
ml_program.global private @conv2.lin.weight(#ml_program.extern : tensor<5x4xf32>) : tensor<5x4xf32>
ml_program.global private @conv2.bias(#ml_program.extern : tensor<5xf32>) : tensor<5xf32>
ml_program.global private @lin.weight(#ml_program.extern : tensor<2x14xf32>) : tensor<2x14xf32>
ml_program.global private @lin.bias(#ml_program.extern : tensor<2xf32>) : tensor<2xf32>
func.func @forward(%g: !gnn.graph, %x: tensor<?x3xf32>, %ptr: tensor<?xi64>) -> tensor<?x2xf32> {
  %conv1_lin_weight = ml_program.global_load_const @conv1.lin.weight : tensor<4x3xf32>
  %conv1_bias = ml_program.global_load_const @conv1.bias : tensor<4xf32>
  %conv2_lin_weight = ml_program.global_load_const @conv2.lin.weight : tensor<5x4xf32>
  %conv2_bias = ml_program.global_load_const @conv2.bias : tensor<5xf32>
  %lin_weight = ml_program.global_load_const @lin.weight : tensor<2x14xf32>
  %lin_bias = ml_program.global_load_const @lin.bias : tensor<2xf32>
  %h = gnn.gcn_conv %g, %x, %conv1_lin_weight bias %conv1_bias : (!gnn.graph, tensor<?x3xf32>, tensor<4x3xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  %r = gnn.relu %h : tensor<?x4xf32>
  %i = gnn.gcn_conv %g, %r, %conv2_lin_weight bias %conv2_bias : (!gnn.graph, tensor<?x4xf32>, tensor<5x4xf32>, tensor<5xf32>) -> tensor<?x5xf32>
  %s = gnn.relu %i : tensor<?x5xf32>
  %p = gnn.pool sum %r, %ptr : (tensor<?x4xf32>, tensor<?xi64>) -> tensor<?x4xf32>
  %q = gnn.pool mean %s, %ptr : (tensor<?x5xf32>, tensor<?xi64>) -> tensor<?x5xf32>
  %u = gnn.pool max %s, %ptr : (tensor<?x5xf32>, tensor<?xi64>) -> tensor<?x5xf32>
  %c = gnn.concat %p, %q, %u : (tensor<?x4xf32>, tensor<?x5xf32>, tensor<?x5xf32>) -> tensor<?x14xf32>
  %y = gnn.linear %c, %lin_weight bias %lin_bias : (tensor<?x14xf32>, tensor<2x14xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
