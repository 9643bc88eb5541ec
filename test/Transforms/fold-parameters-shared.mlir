// RUN: gnn-opt %s --gnn-fold-parameters --symbol-dce --gnn-save-params="file=%t.safetensors" | FileCheck %s
// RUN: %python %S/Inputs/params.py print %t.safetensors | FileCheck %s --check-prefix=VALUE

// A weight that another layer reads is changed in a copy, named after it.

ml_program.global private @w(dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>) : tensor<2x2xf32>
ml_program.global private @b(dense<[1.0, 1.0]> : tensor<2xf32>) : tensor<2xf32>
ml_program.global private @two(dense<2.0> : tensor<2xf32>) : tensor<2xf32>
ml_program.global private @zero(dense<0.0> : tensor<2xf32>) : tensor<2xf32>
ml_program.global private @one(dense<1.0> : tensor<2xf32>) : tensor<2xf32>

// VALUE-DAG: w F32 [2, 2]: 1 2 3 4
// VALUE-DAG: w_0 F32 [2, 2]: 2 4 6 8
// VALUE-DAG: b F32 [2]: 1 1
// VALUE-DAG: b_0 F32 [2]: 2 2
// CHECK-LABEL: func.func @shared_weight
// CHECK-SAME: (%[[X:.*]]: tensor<?x2xf32>)
// CHECK-DAG: %[[W:.*]] = ml_program.global_load_const @w :
// CHECK-DAG: %[[B:.*]] = ml_program.global_load_const @b :
// CHECK-DAG: %[[W2:.*]] = ml_program.global_load_const @w_0
// CHECK-DAG: %[[B2:.*]] = ml_program.global_load_const @b_0
// CHECK-DAG: %[[Y:.*]] = gnn.linear %[[X]], %[[W]] bias %[[B]]
// CHECK-DAG: %[[R:.*]] = gnn.relu %[[Y]]
// CHECK: gnn.linear %[[R]], %[[W2]] bias %[[B2]]
func.func @shared_weight(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %w = ml_program.global_load_const @w : tensor<2x2xf32>
  %b = ml_program.global_load_const @b : tensor<2xf32>
  %two = ml_program.global_load_const @two : tensor<2xf32>
  %zero = ml_program.global_load_const @zero : tensor<2xf32>
  %one = ml_program.global_load_const @one : tensor<2xf32>
  %h = gnn.linear %x, %w bias %b : (tensor<?x2xf32>, tensor<2x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  %r = gnn.relu %h : tensor<?x2xf32>
  %y = gnn.linear %r, %w bias %b : (tensor<?x2xf32>, tensor<2x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  %z = gnn.batch_norm %y, %zero, %one, %two, %zero {epsilon = 0.0 : f64} : (tensor<?x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %z : tensor<?x2xf32>
}

ml_program.global public @exported(dense<[[1.0, 2.0]]> : tensor<1x2xf32>) : tensor<1x2xf32>
ml_program.global private @elsewhere(dense<[[3.0, 4.0]]> : tensor<1x2xf32>) : tensor<1x2xf32>

// Neither what is visible outside nor what another function loads may change.
// VALUE-DAG: exported F32 [1, 2]: 1 2
// VALUE-DAG: exported_0 F32 [2, 1]: 1 2
// VALUE-DAG: elsewhere F32 [1, 2]: 3 4
// VALUE-DAG: elsewhere_0 F32 [2, 1]: 3 4
func.func @transposed(%x: tensor<?x1xf32>) -> (tensor<?x2xf32>, tensor<?x2xf32>) {
  %w = ml_program.global_load_const @exported : tensor<1x2xf32>
  %t = gnn.transpose %w : (tensor<1x2xf32>) -> tensor<2x1xf32>
  %y = gnn.linear %x, %t : (tensor<?x1xf32>, tensor<2x1xf32>) -> tensor<?x2xf32>
  %v = ml_program.global_load_const @elsewhere : tensor<1x2xf32>
  %u = gnn.transpose %v : (tensor<1x2xf32>) -> tensor<2x1xf32>
  %z = gnn.linear %x, %u : (tensor<?x1xf32>, tensor<2x1xf32>) -> tensor<?x2xf32>
  return %y, %z : tensor<?x2xf32>, tensor<?x2xf32>
}
func.func @other(%x: tensor<?x2xf32>) -> tensor<?x1xf32> {
  %w = ml_program.global_load_const @elsewhere : tensor<1x2xf32>
  %y = gnn.linear %x, %w : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}
