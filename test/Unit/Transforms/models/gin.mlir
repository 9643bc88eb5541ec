// GIN with a batch norm in its network, and a readout.
ml_program.global private @conv1.eps(#ml_program.extern : tensor<1xf32>) : tensor<1xf32>
ml_program.global private @conv1.nn.0.weight(#ml_program.extern : tensor<6x3xf32>) : tensor<6x3xf32>
ml_program.global private @conv1.nn.0.bias(#ml_program.extern : tensor<6xf32>) : tensor<6xf32>
ml_program.global private @conv1.nn.1.running_mean(#ml_program.extern : tensor<6xf32>) : tensor<6xf32>
ml_program.global private @conv1.nn.1.running_var(#ml_program.extern : tensor<6xf32>) : tensor<6xf32>
ml_program.global private @conv1.nn.1.weight(#ml_program.extern : tensor<6xf32>) : tensor<6xf32>
ml_program.global private @conv1.nn.1.bias(#ml_program.extern : tensor<6xf32>) : tensor<6xf32>
ml_program.global private @conv1.nn.3.weight(#ml_program.extern : tensor<5x6xf32>) : tensor<5x6xf32>
ml_program.global private @conv1.nn.3.bias(#ml_program.extern : tensor<5xf32>) : tensor<5xf32>
ml_program.global private @lin.weight(#ml_program.extern : tensor<2x5xf32>) : tensor<2x5xf32>
ml_program.global private @lin.bias(#ml_program.extern : tensor<2xf32>) : tensor<2xf32>
func.func @forward(%g: !gnn.graph, %x: tensor<?x3xf32>, %ptr: tensor<?xi64>) -> tensor<?x2xf32> {
  %conv1_eps = ml_program.global_load_const @conv1.eps : tensor<1xf32>
  %conv1_nn_0_weight = ml_program.global_load_const @conv1.nn.0.weight : tensor<6x3xf32>
  %conv1_nn_0_bias = ml_program.global_load_const @conv1.nn.0.bias : tensor<6xf32>
  %conv1_nn_1_running_mean = ml_program.global_load_const @conv1.nn.1.running_mean : tensor<6xf32>
  %conv1_nn_1_running_var = ml_program.global_load_const @conv1.nn.1.running_var : tensor<6xf32>
  %conv1_nn_1_weight = ml_program.global_load_const @conv1.nn.1.weight : tensor<6xf32>
  %conv1_nn_1_bias = ml_program.global_load_const @conv1.nn.1.bias : tensor<6xf32>
  %conv1_nn_3_weight = ml_program.global_load_const @conv1.nn.3.weight : tensor<5x6xf32>
  %conv1_nn_3_bias = ml_program.global_load_const @conv1.nn.3.bias : tensor<5xf32>
  %lin_weight = ml_program.global_load_const @lin.weight : tensor<2x5xf32>
  %lin_bias = ml_program.global_load_const @lin.bias : tensor<2xf32>
  %a = gnn.gin_conv %g, %x, %conv1_eps : (!gnn.graph, tensor<?x3xf32>, tensor<1xf32>) -> tensor<?x3xf32>
  %h = gnn.linear %a, %conv1_nn_0_weight bias %conv1_nn_0_bias : (tensor<?x3xf32>, tensor<6x3xf32>, tensor<6xf32>) -> tensor<?x6xf32>
  %n = gnn.batch_norm %h, %conv1_nn_1_running_mean, %conv1_nn_1_running_var, %conv1_nn_1_weight, %conv1_nn_1_bias : (tensor<?x6xf32>, tensor<6xf32>, tensor<6xf32>, tensor<6xf32>, tensor<6xf32>) -> tensor<?x6xf32>
  %r = gnn.relu %n : tensor<?x6xf32>
  %i = gnn.linear %r, %conv1_nn_3_weight bias %conv1_nn_3_bias : (tensor<?x6xf32>, tensor<5x6xf32>, tensor<5xf32>) -> tensor<?x5xf32>
  %s = gnn.relu %i : tensor<?x5xf32>
  %p = gnn.pool mean %s, %ptr : (tensor<?x5xf32>, tensor<?xi64>) -> tensor<?x5xf32>
  %y = gnn.linear %p, %lin_weight bias %lin_bias : (tensor<?x5xf32>, tensor<2x5xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
