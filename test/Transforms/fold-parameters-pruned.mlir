// Parameters that were pruned keep the numbers that their channels once had, and
// stay fit for the next pass that removes some.
// RUN: gnn-opt %s --split-input-file --gnn-fold-parameters --gnn-eliminate-dead-neurons | FileCheck %s
// RUN: sed 's/array<i64: 1, 4>/array<i64: 4, 1>/' %s > %t.mlir
// RUN: not gnn-opt %t.mlir --split-input-file --gnn-fold-parameters 2>&1 | FileCheck %s --check-prefix=ORDER

// ORDER: error: parameter 'lin1.weight' expects gnn.channels to hold unit or 2 increasing indices but got array<i64: 4, 1>

// The product has the rows of the second weight and the columns of the first.
// CHECK: ml_program.global private @lin1.bias({{.*}}) : tensor<1xf32> {gnn.channels = [array<i64: 6>]}
// CHECK: ml_program.global private @lin2.weight({{.*}}) : tensor<1x2xf32> {gnn.channels = [array<i64: 6>, array<i64: 1, 4>]}
ml_program.global private @lin1.weight(dense<[[1.0, 2.0], [2.0, 3.0], [3.0, 4.0]]> : tensor<3x2xf32>) : tensor<3x2xf32> {gnn.channels = [array<i64: 0, 2, 7>, array<i64: 1, 4>]}
ml_program.global private @lin1.bias(dense<[1.0, 2.0, 3.0]> : tensor<3xf32>) : tensor<3xf32> {gnn.channels = [array<i64: 0, 2, 7>]}
ml_program.global private @lin2.weight(dense<[[1.0, 2.0, 3.0]]> : tensor<1x3xf32>) : tensor<1x3xf32> {gnn.channels = [array<i64: 6>, array<i64: 0, 2, 7>]}
func.func @product(%x: tensor<?x2xf32>) -> tensor<?x1xf32> {
  %a = ml_program.global_load_const @lin1.weight : tensor<3x2xf32>
  %b = ml_program.global_load_const @lin1.bias : tensor<3xf32>
  %c = ml_program.global_load_const @lin2.weight : tensor<1x3xf32>
  %h = gnn.linear %x, %a bias %b : (tensor<?x2xf32>, tensor<3x2xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %y = gnn.linear %h, %c : (tensor<?x3xf32>, tensor<1x3xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}

// -----

// CHECK: ml_program.global private @lin.weight({{.*}}) : tensor<3x2xf32> {gnn.channels = [unit, array<i64: 0, 5>]}
ml_program.global private @lin.weight(dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32>) : tensor<2x3xf32> {gnn.channels = [array<i64: 0, 5>, unit]}
func.func @transposed(%x: tensor<?x2xf32>) -> tensor<?x3xf32> {
  %a = ml_program.global_load_const @lin.weight : tensor<2x3xf32>
  %t = gnn.transpose %a : (tensor<2x3xf32>) -> tensor<3x2xf32>
  %y = gnn.linear %x, %t : (tensor<?x2xf32>, tensor<3x2xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

// A copy for one of two readers, scaled by a normalisation.
// CHECK: ml_program.global private @w_0({{.*}}) : tensor<2x2xf32> {gnn.channels = [array<i64: 0, 5>, unit]}
// CHECK: ml_program.global private @w({{.*}}) : tensor<2x2xf32> {gnn.channels = [array<i64: 0, 5>, unit]}
ml_program.global private @w(dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>) : tensor<2x2xf32> {gnn.channels = [array<i64: 0, 5>, unit]}
ml_program.global private @v(dense<[1.0, 4.0]> : tensor<2xf32>) : tensor<2xf32>
ml_program.global private @z(dense<0.0> : tensor<2xf32>) : tensor<2xf32>
func.func @copied(%x: tensor<?x2xf32>) -> (tensor<?x2xf32>, tensor<?x2xf32>) {
  %a = ml_program.global_load_const @w : tensor<2x2xf32>
  %v = ml_program.global_load_const @v : tensor<2xf32>
  %z = ml_program.global_load_const @z : tensor<2xf32>
  %h = gnn.linear %x, %a : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %n = gnn.batch_norm %h, %z, %v, %v, %z : (tensor<?x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  %y = gnn.linear %x, %a : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  return %n, %y : tensor<?x2xf32>, tensor<?x2xf32>
}
