// Parameters that no choice is made for.
// RUN: gnn-opt %s --gnn-select-sparse-format=format=block | FileCheck %s

// Sparse features read a weight with its zeros, whatever its encoding.
// CHECK: ml_program.global private @sparse_features({{.*}}) : tensor<16x32xf32, #gnn.csr>
ml_program.global private @sparse_features(dense<0.0> : tensor<16x32xf32, #gnn.csr>) : tensor<16x32xf32, #gnn.csr>
// Without values nothing can be counted.
// CHECK: ml_program.global private @no_values({{.*}}) : tensor<16x32xf32>
ml_program.global private @no_values(#ml_program.extern : tensor<16x32xf32>) : tensor<16x32xf32>
// Another reader wants the type as it is.
// CHECK: ml_program.global private @transposed({{.*}}) : tensor<16x16xf32>
ml_program.global private @transposed(dense<0.0> : tensor<16x16xf32>) : tensor<16x16xf32>
// Other modules may read it.
// CHECK: ml_program.global public @visible({{.*}}) : tensor<16x32xf32>
ml_program.global public @visible(dense<0.0> : tensor<16x32xf32>) : tensor<16x32xf32>
// CHECK: ml_program.global private @bias({{.*}}) : tensor<16xf32>
ml_program.global private @bias(dense<0.0> : tensor<16xf32>) : tensor<16xf32>

func.func @readers(%x: tensor<?x32xf32>, %s: tensor<?x32xf32, #gnn.csr>)
    -> (tensor<?x16xf32>, tensor<?x16xf32>, tensor<?x16xf32>, tensor<?x16xf32>) {
  %0 = ml_program.global_load_const @sparse_features : tensor<16x32xf32, #gnn.csr>
  %1 = ml_program.global_load_const @no_values : tensor<16x32xf32>
  %2 = ml_program.global_load_const @transposed : tensor<16x16xf32>
  %3 = ml_program.global_load_const @visible : tensor<16x32xf32>
  %b = ml_program.global_load_const @bias : tensor<16xf32>
  %t = gnn.transpose %2 : (tensor<16x16xf32>) -> tensor<16x16xf32>
  %4 = gnn.linear %s, %0 bias %b : (tensor<?x32xf32, #gnn.csr>, tensor<16x32xf32, #gnn.csr>, tensor<16xf32>) -> tensor<?x16xf32>
  %5 = gnn.linear %x, %1 : (tensor<?x32xf32>, tensor<16x32xf32>) -> tensor<?x16xf32>
  %6 = gnn.linear %4, %2 : (tensor<?x16xf32>, tensor<16x16xf32>) -> tensor<?x16xf32>
  %7 = gnn.linear %6, %t : (tensor<?x16xf32>, tensor<16x16xf32>) -> tensor<?x16xf32>
  %8 = gnn.linear %x, %3 : (tensor<?x32xf32>, tensor<16x32xf32>) -> tensor<?x16xf32>
  return %5, %6, %7, %8 : tensor<?x16xf32>, tensor<?x16xf32>, tensor<?x16xf32>, tensor<?x16xf32>
}
