// A weight that takes another layer's inputs over has no statistics of them.

// RUN: gnn-opt %s --gnn-print-statistics --gnn-fold-parameters --gnn-print-statistics -o /dev/null 2>&1 | FileCheck %s
// CHECK: statistics of @second: 2 channels
// CHECK-NOT: statistics of @second
ml_program.global private @first(dense<1.0> : tensor<2x2xf32>) : tensor<2x2xf32>
ml_program.global private @second(dense<1.0> : tensor<2x2xf32>) : tensor<2x2xf32> {gnn.statistics = {
  rows = 4.0 : f64, mean = dense<1.0> : tensor<2xf64>, mean_abs = dense<1.0> : tensor<2xf64>,
  variance = dense<0.0> : tensor<2xf64>, zeros = dense<0.0> : tensor<2xf64>, min = dense<1.0> : tensor<2xf64>,
  max = dense<1.0> : tensor<2xf64>, entropy = dense<0.0> : tensor<2xf64>}}
func.func @forward(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %first = ml_program.global_load_const @first : tensor<2x2xf32>
  %second = ml_program.global_load_const @second : tensor<2x2xf32>
  %h = gnn.linear %x, %first : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %y = gnn.linear %h, %second : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
