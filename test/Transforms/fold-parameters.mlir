// RUN: gnn-opt %s --gnn-fold-parameters --symbol-dce --gnn-save-params="file=%t.safetensors" \
// RUN:   --remarks-filter="gnn-fold-parameters" -o %t.mlir 2> %t.err
// RUN: FileCheck %s --input-file=%t.mlir
// RUN: FileCheck %s --input-file=%t.err --check-prefix=REMARK
// RUN: %python %S/Inputs/params.py print %t.safetensors | FileCheck %s --check-prefix=VALUE

ml_program.global private @w1(dense<[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]> : tensor<3x2xf32>) : tensor<3x2xf32>
ml_program.global private @b1(dense<[1.0, 0.0, -1.0]> : tensor<3xf32>) : tensor<3xf32>
ml_program.global private @w2(dense<[[1.0, 0.0, 2.0]]> : tensor<1x3xf32>) : tensor<1x3xf32>

// W2 W1 takes 2 multiply-adds a row, both layers 6 + 3.
// VALUE: b1 F32 [1]: -1
// CHECK-LABEL: func.func @linear_of_linear
// CHECK-SAME: (%[[X:.*]]: tensor<?x2xf32>)
// CHECK: %[[Y:.*]] = gnn.linear %[[X]], %{{.*}} bias %{{.*}} : (tensor<?x2xf32>, tensor<1x2xf32>, tensor<1xf32>)
// CHECK-NEXT: return %[[Y]]
// REMARK-DAG: [Passed] FoldParameters | Category:gnn-fold-parameters | Remark="multiplied two linear layers, 3 channels between"
func.func @linear_of_linear(%x: tensor<?x2xf32>) -> tensor<?x1xf32> {
  %w1 = ml_program.global_load_const @w1 : tensor<3x2xf32>
  %b1 = ml_program.global_load_const @b1 : tensor<3xf32>
  %w2 = ml_program.global_load_const @w2 : tensor<1x3xf32>
  %h = gnn.linear %x, %w1 bias %b1 : (tensor<?x2xf32>, tensor<3x2xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %y = gnn.linear %h, %w2 : (tensor<?x3xf32>, tensor<1x3xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}

ml_program.global private @dgl(dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32>) : tensor<2x3xf32>

// VALUE: dgl F32 [3, 2]: 1 4 2 5 3 6
// CHECK-LABEL: func.func @transposed_parameter
// CHECK-NOT: gnn.transpose
// CHECK: %[[W:.*]] = ml_program.global_load_const @dgl : tensor<3x2xf32>
// CHECK: gnn.linear %{{.*}}, %[[W]]
// REMARK-DAG: Remark="transposed a parameter"
func.func @transposed_parameter(%x: tensor<?x2xf32>) -> tensor<?x3xf32> {
  %w = ml_program.global_load_const @dgl : tensor<2x3xf32>
  %t = gnn.transpose %w : (tensor<2x3xf32>) -> tensor<3x2xf32>
  %y = gnn.linear %x, %t : (tensor<?x2xf32>, tensor<3x2xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

ml_program.global private @first(dense<[1.0, 2.0]> : tensor<2xf32>) : tensor<2xf32>
ml_program.global private @second(dense<[0.5, 0.25]> : tensor<2xf32>) : tensor<2xf32>

// VALUE: first F32 [2]: 1.5 2.25
// CHECK-LABEL: func.func @two_biases
// CHECK: gnn.bias_add
// CHECK-NEXT: return
func.func @two_biases(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %a = ml_program.global_load_const @first : tensor<2xf32>
  %b = ml_program.global_load_const @second : tensor<2xf32>
  %y = gnn.bias_add %x, %a : (tensor<?x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  %z = gnn.bias_add %y, %b : (tensor<?x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %z : tensor<?x2xf32>
}

// VALUE: w2 F32 [1, 2]: 11 14
