// RUN: gnn-opt %s --gnn-prune-weights="sparsity=0.5" --remarks-filter=prune 2>&1 | FileCheck %s

// What is read other than by a product becomes zero, but stays dense: a shared
// weight that is also transposed, and one that the caller sees. A weight that
// comes through another op is left alone. Attention vectors are no matrices.

// CHECK-DAG: Reason="turned stays dense: not all of its readers multiply with it"
// CHECK-DAG: Reason="shown stays dense: not all of its readers multiply with it"
// CHECK-DAG: Reason="the weight of 'gnn.linear' is no parameter; gnn-fold-parameters may make it one"
// CHECK:     @turned(dense_resource<turned> : tensor<2x2xf32>) : tensor<2x2xf32>
// CHECK:     @shown(dense_resource<shown> : tensor<2x2xf32>) : tensor<2x2xf32>
// CHECK:     @vector(dense<1.000000e+00> : tensor<1x2x1xf32>)
ml_program.global private @turned(dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>) : tensor<2x2xf32>
ml_program.global private @shown(dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>) : tensor<2x2xf32>
ml_program.global private @vector(dense<1.0> : tensor<1x2x1xf32>) : tensor<1x2x1xf32>
func.func @dense(%x: tensor<?x2xf32>) -> (tensor<?x2xf32>, tensor<?x2xf32>, tensor<2x2xf32>) {
  %w = ml_program.global_load_const @turned : tensor<2x2xf32>
  %t = gnn.transpose %w : (tensor<2x2xf32>) -> tensor<2x2xf32>
  %s = ml_program.global_load_const @shown : tensor<2x2xf32>
  %v = ml_program.global_load_const @vector : tensor<1x2x1xf32>
  %a = gnn.linear %x, %w : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %b = gnn.linear %a, %t : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %c = gnn.linear %b, %s : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %d = gnn.head_dot %c, %v : (tensor<?x2xf32>, tensor<1x2x1xf32>) -> tensor<?x2xf32>
  return %c, %d, %s : tensor<?x2xf32>, tensor<?x2xf32>, tensor<2x2xf32>
}
