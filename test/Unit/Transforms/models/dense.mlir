// Each layer reads the input and all layers before it.
ml_program.global private @conv1.lin.weight(#ml_program.extern : tensor<4x3xf32>) : tensor<4x3xf32>
ml_program.global private @conv1.bias(#ml_program.extern : tensor<4xf32>) : tensor<4xf32>
ml_program.global private @conv2.lin.weight(#ml_program.extern : tensor<5x7xf32>) : tensor<5x7xf32>
ml_program.global private @conv2.bias(#ml_program.extern : tensor<5xf32>) : tensor<5xf32>
ml_program.global private @lin.weight(#ml_program.extern : tensor<2x12xf32>) : tensor<2x12xf32>
ml_program.global private @lin.bias(#ml_program.extern : tensor<2xf32>) : tensor<2xf32>
func.func @forward(%g: !gnn.graph, %x: tensor<?x3xf32>) -> tensor<?x2xf32> {
  %conv1_lin_weight = ml_program.global_load_const @conv1.lin.weight : tensor<4x3xf32>
  %conv1_bias = ml_program.global_load_const @conv1.bias : tensor<4xf32>
  %conv2_lin_weight = ml_program.global_load_const @conv2.lin.weight : tensor<5x7xf32>
  %conv2_bias = ml_program.global_load_const @conv2.bias : tensor<5xf32>
  %lin_weight = ml_program.global_load_const @lin.weight : tensor<2x12xf32>
  %lin_bias = ml_program.global_load_const @lin.bias : tensor<2xf32>
  %h = gnn.gcn_conv %g, %x, %conv1_lin_weight bias %conv1_bias : (!gnn.graph, tensor<?x3xf32>, tensor<4x3xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  %r = gnn.relu %h : tensor<?x4xf32>
  %c = gnn.concat %x, %r : (tensor<?x3xf32>, tensor<?x4xf32>) -> tensor<?x7xf32>
  %i = gnn.gcn_conv %g, %c, %conv2_lin_weight bias %conv2_bias : (!gnn.graph, tensor<?x7xf32>, tensor<5x7xf32>, tensor<5xf32>) -> tensor<?x5xf32>
  %s = gnn.relu %i : tensor<?x5xf32>
  %d = gnn.concat %c, %s : (tensor<?x7xf32>, tensor<?x5xf32>) -> tensor<?x12xf32>
  %y = gnn.linear %d, %lin_weight bias %lin_bias : (tensor<?x12xf32>, tensor<2x12xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
