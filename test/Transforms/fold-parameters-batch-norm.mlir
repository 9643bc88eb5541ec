// RUN: gnn-opt %s --gnn-fold-parameters --symbol-dce --gnn-save-params="file=%t.safetensors" \
// RUN:   --remarks-filter="gnn-fold-parameters" -o %t.mlir 2> %t.err
// RUN: FileCheck %s --input-file=%t.mlir
// RUN: FileCheck %s --input-file=%t.err --check-prefix=REMARK
// RUN: %python %S/Inputs/params.py print %t.safetensors | FileCheck %s --check-prefix=VALUE

// Channel 0: s = 3 / sqrt(3.99 + 0.01) = 1.5, shift = 1 - 2 * 1.5 = -2.
// Channel 1: s = -1 / sqrt(0.24 + 0.01) = -2, shift = 0.5 - 1 * -2 = 2.5.
ml_program.global private @bn.weight(dense<[3.0, -1.0]> : tensor<2xf32>) : tensor<2xf32>
ml_program.global private @bn.bias(dense<[1.0, 0.5]> : tensor<2xf32>) : tensor<2xf32>
ml_program.global private @bn.mean(dense<[2.0, 1.0]> : tensor<2xf32>) : tensor<2xf32>
ml_program.global private @bn.var(dense<[3.99, 0.24]> : tensor<2xf32>) : tensor<2xf32>

ml_program.global private @a.weight(dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>) : tensor<2x2xf32>
ml_program.global private @a.bias(dense<[10.0, 20.0]> : tensor<2xf32>) : tensor<2xf32>

// W' = diag(s) W and b' = s b + shift, in place: nobody else reads them.
// VALUE-DAG: a.weight F32 [2, 2]: 1.5 3 -6 -8
// VALUE-DAG: a.bias F32 [2]: 13 -37.5
// CHECK-LABEL: func.func @linear_with_bias
// CHECK-SAME: (%[[X:.*]]: tensor<?x2xf32>)
// CHECK-DAG: %[[W:.*]] = ml_program.global_load_const @a.weight
// CHECK-DAG: %[[B:.*]] = ml_program.global_load_const @a.bias
// CHECK: %[[Y:.*]] = gnn.linear %[[X]], %[[W]] bias %[[B]]
// CHECK-NEXT: return %[[Y]]
// REMARK: [Passed] FoldParameters | Category:gnn-fold-parameters | Remark="folded a batch normalisation of 2 channels"
func.func @linear_with_bias(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %w = ml_program.global_load_const @a.weight : tensor<2x2xf32>
  %b = ml_program.global_load_const @a.bias : tensor<2xf32>
  %y = gnn.linear %x, %w bias %b : (tensor<?x2xf32>, tensor<2x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  %g = ml_program.global_load_const @bn.weight : tensor<2xf32>
  %h = ml_program.global_load_const @bn.bias : tensor<2xf32>
  %m = ml_program.global_load_const @bn.mean : tensor<2xf32>
  %v = ml_program.global_load_const @bn.var : tensor<2xf32>
  %z = gnn.batch_norm %y, %m, %v, %g, %h {epsilon = 0.01 : f64} : (tensor<?x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %z : tensor<?x2xf32>
}

ml_program.global private @g.weight(dense<1.0> : tensor<2x2xf32>) : tensor<2x2xf32>
ml_program.global private @g.bias(dense<[0.0, 1.0]> : tensor<2xf32>) : tensor<2xf32>

// A factor a channel passes a GCN layer's row scaling and sum; the bias does not.
// VALUE-DAG: g.weight F32 [2, 2]: 1.5 1.5 -2 -2
// VALUE-DAG: g.bias F32 [2]: -2 0.5
// CHECK-LABEL: func.func @gcn_layer
// CHECK: gnn.linear
// CHECK: gnn.aggregate sum
// CHECK-NEXT: %[[SCALED:.*]] = gnn.scale_rows
// CHECK-NEXT: %[[Y:.*]] = gnn.bias_add %[[SCALED]]
// CHECK-NEXT: return %[[Y]]
func.func @gcn_layer(%graph: !gnn.graph, %x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %w = ml_program.global_load_const @g.weight : tensor<2x2xf32>
  %b = ml_program.global_load_const @g.bias : tensor<2xf32>
  %c = gnn.gcn_norm %graph : (!gnn.graph) -> tensor<?xf32>
  %a0 = gnn.linear %x, %w : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %a1 = gnn.scale_rows %a0, %c : (tensor<?x2xf32>, tensor<?xf32>) -> tensor<?x2xf32>
  %a2 = gnn.aggregate sum %graph, %a1 : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
  %a3 = gnn.scale_rows %a2, %c : (tensor<?x2xf32>, tensor<?xf32>) -> tensor<?x2xf32>
  %y = gnn.bias_add %a3, %b : (tensor<?x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  %g = ml_program.global_load_const @bn.weight : tensor<2xf32>
  %h = ml_program.global_load_const @bn.bias : tensor<2xf32>
  %m = ml_program.global_load_const @bn.mean : tensor<2xf32>
  %v = ml_program.global_load_const @bn.var : tensor<2xf32>
  %z = gnn.batch_norm %y, %m, %v, %g, %h {epsilon = 0.01 : f64} : (tensor<?x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %z : tensor<?x2xf32>
}

ml_program.global private @l.weight(dense<[[1.0], [2.0]]> : tensor<2x1xf32>) : tensor<2x1xf32>
ml_program.global private @l.bias(dense<[1.0, 2.0]> : tensor<2xf32>) : tensor<2xf32>
ml_program.global private @r.weight(dense<[[3.0], [4.0]]> : tensor<2x1xf32>) : tensor<2x1xf32>

// Both branches of a SAGE layer take the factor, the one with a bias the shift.
// VALUE-DAG: l.weight F32 [2, 1]: 1.5 -4
// VALUE-DAG: r.weight F32 [2, 1]: 4.5 -8
// VALUE-DAG: l.bias F32 [2]: -0.5 -1.5
// CHECK-LABEL: func.func @sage_layer
// CHECK: %[[Y:.*]] = gnn.add
// CHECK-NEXT: return %[[Y]]
func.func @sage_layer(%graph: !gnn.graph, %x: tensor<?x1xf32>) -> tensor<?x2xf32> {
  %l = ml_program.global_load_const @l.weight : tensor<2x1xf32>
  %b = ml_program.global_load_const @l.bias : tensor<2xf32>
  %r = ml_program.global_load_const @r.weight : tensor<2x1xf32>
  %a = gnn.aggregate max %graph, %x : (!gnn.graph, tensor<?x1xf32>) -> tensor<?x1xf32>
  %y0 = gnn.linear %a, %l bias %b : (tensor<?x1xf32>, tensor<2x1xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  %y1 = gnn.linear %x, %r : (tensor<?x1xf32>, tensor<2x1xf32>) -> tensor<?x2xf32>
  %y = gnn.add %y0, %y1 : tensor<?x2xf32>
  %g = ml_program.global_load_const @bn.weight : tensor<2xf32>
  %h = ml_program.global_load_const @bn.bias : tensor<2xf32>
  %m = ml_program.global_load_const @bn.mean : tensor<2xf32>
  %v = ml_program.global_load_const @bn.var : tensor<2xf32>
  %z = gnn.batch_norm %y, %m, %v, %g, %h {epsilon = 0.01 : f64} : (tensor<?x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %z : tensor<?x2xf32>
}

ml_program.global private @i.weight(dense<1.0> : tensor<2x2xf32>) : tensor<2x2xf32>
ml_program.global private @i.eps(dense<0.5> : tensor<1xf32>) : tensor<1xf32>

// GIN's product is summed up, and added to the sum: it takes the factor once.
// VALUE-DAG: i.weight F32 [2, 2]: 1.5 1.5 -2 -2
// VALUE-DAG: i.eps F32 [1]: 0.5
// CHECK-LABEL: func.func @gin_layer
// CHECK: %[[Y:.*]] = gnn.bias_add
// CHECK-NEXT: return %[[Y]]
func.func @gin_layer(%graph: !gnn.graph, %x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %w = ml_program.global_load_const @i.weight : tensor<2x2xf32>
  %e = ml_program.global_load_const @i.eps : tensor<1xf32>
  %a0 = gnn.linear %x, %w : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %a1 = gnn.aggregate sum %graph, %a0 : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
  %y = gnn.add_scaled %a1, %a0, %e : (tensor<?x2xf32>, tensor<?x2xf32>, tensor<1xf32>) -> tensor<?x2xf32>
  %g = ml_program.global_load_const @bn.weight : tensor<2xf32>
  %h = ml_program.global_load_const @bn.bias : tensor<2xf32>
  %m = ml_program.global_load_const @bn.mean : tensor<2xf32>
  %v = ml_program.global_load_const @bn.var : tensor<2xf32>
  %z = gnn.batch_norm %y, %m, %v, %g, %h {epsilon = 0.01 : f64} : (tensor<?x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %z : tensor<?x2xf32>
}

// VALUE-NOT: bn.
