// One square weight in two layers, and two results.
ml_program.global private @in.weight(#ml_program.extern : tensor<6x3xf32>) : tensor<6x3xf32>
ml_program.global private @in.bias(#ml_program.extern : tensor<6xf32>) : tensor<6xf32>
ml_program.global private @shared.weight(#ml_program.extern : tensor<6x6xf32>) : tensor<6x6xf32>
ml_program.global private @shared.bias(#ml_program.extern : tensor<6xf32>) : tensor<6xf32>
ml_program.global private @out.weight(#ml_program.extern : tensor<2x6xf32>) : tensor<2x6xf32>
ml_program.global private @head.weight(#ml_program.extern : tensor<3x6xf32>) : tensor<3x6xf32>
ml_program.global private @head.bias(#ml_program.extern : tensor<3xf32>) : tensor<3xf32>
func.func @forward(%g: !gnn.graph, %x: tensor<?x3xf32>) -> (tensor<?x2xf32>, tensor<?x3xf32>) {
  %in_weight = ml_program.global_load_const @in.weight : tensor<6x3xf32>
  %in_bias = ml_program.global_load_const @in.bias : tensor<6xf32>
  %shared_weight = ml_program.global_load_const @shared.weight : tensor<6x6xf32>
  %shared_bias = ml_program.global_load_const @shared.bias : tensor<6xf32>
  %out_weight = ml_program.global_load_const @out.weight : tensor<2x6xf32>
  %head_weight = ml_program.global_load_const @head.weight : tensor<3x6xf32>
  %head_bias = ml_program.global_load_const @head.bias : tensor<3xf32>
  %a = gnn.linear %x, %in_weight bias %in_bias : (tensor<?x3xf32>, tensor<6x3xf32>, tensor<6xf32>) -> tensor<?x6xf32>
  %b = gnn.tanh %a : tensor<?x6xf32>
  %c = gnn.linear %b, %shared_weight bias %shared_bias : (tensor<?x6xf32>, tensor<6x6xf32>, tensor<6xf32>) -> tensor<?x6xf32>
  %d = gnn.relu %c : tensor<?x6xf32>
  %e = gnn.aggregate min %g, %d : (!gnn.graph, tensor<?x6xf32>) -> tensor<?x6xf32>
  %f = gnn.linear %e, %shared_weight bias %shared_bias : (tensor<?x6xf32>, tensor<6x6xf32>, tensor<6xf32>) -> tensor<?x6xf32>
  %h = gnn.relu %f : tensor<?x6xf32>
  %y = gnn.linear %h, %out_weight : (tensor<?x6xf32>, tensor<2x6xf32>) -> tensor<?x2xf32>
  %z = gnn.linear %d, %head_weight bias %head_bias : (tensor<?x6xf32>, tensor<3x6xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  return %y, %z : tensor<?x2xf32>, tensor<?x3xf32>
}
