// One layer used on two inputs, whose results are compared.
ml_program.global private @enc.weight(#ml_program.extern : tensor<6x3xf32>) : tensor<6x3xf32>
ml_program.global private @enc.bias(#ml_program.extern : tensor<6xf32>) : tensor<6xf32>
ml_program.global private @out.weight(#ml_program.extern : tensor<2x12xf32>) : tensor<2x12xf32>
ml_program.global private @out.bias(#ml_program.extern : tensor<2xf32>) : tensor<2xf32>
func.func @forward(%x: tensor<?x3xf32>, %x2: tensor<?x3xf32>) -> tensor<?x2xf32> {
  %enc_weight = ml_program.global_load_const @enc.weight : tensor<6x3xf32>
  %enc_bias = ml_program.global_load_const @enc.bias : tensor<6xf32>
  %out_weight = ml_program.global_load_const @out.weight : tensor<2x12xf32>
  %out_bias = ml_program.global_load_const @out.bias : tensor<2xf32>
  %a = gnn.linear %x, %enc_weight bias %enc_bias : (tensor<?x3xf32>, tensor<6x3xf32>, tensor<6xf32>) -> tensor<?x6xf32>
  %b = gnn.relu %a : tensor<?x6xf32>
  %c = gnn.linear %x2, %enc_weight bias %enc_bias : (tensor<?x3xf32>, tensor<6x3xf32>, tensor<6xf32>) -> tensor<?x6xf32>
  %d = gnn.relu %c : tensor<?x6xf32>
  %e = gnn.concat %b, %d : (tensor<?x6xf32>, tensor<?x6xf32>) -> tensor<?x12xf32>
  %y = gnn.linear %e, %out_weight bias %out_bias : (tensor<?x12xf32>, tensor<2x12xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
