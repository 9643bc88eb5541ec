// RUN: gnn-opt %s --split-input-file --gnn-fold-parameters --remarks-filter="gnn-fold-parameters" 2>%t.err | FileCheck %s
// RUN: FileCheck %s --input-file=%t.err --check-prefix=REMARK

ml_program.global private @w(#ml_program.extern : tensor<1x1xf32>) : tensor<1x1xf32>
ml_program.global private @p(dense<1.0> : tensor<1xf32>) : tensor<1xf32>

// REMARK: [Missed] {{.*}} | Reason="batch normalisation stays: a parameter has no values yet"
// CHECK-LABEL: func.func @without_values
// CHECK: gnn.batch_norm
func.func @without_values(%x: tensor<?x1xf32>) -> tensor<?x1xf32> {
  %w = ml_program.global_load_const @w : tensor<1x1xf32>
  %p = ml_program.global_load_const @p : tensor<1xf32>
  %y = gnn.linear %x, %w : (tensor<?x1xf32>, tensor<1x1xf32>) -> tensor<?x1xf32>
  %z = gnn.batch_norm %y, %p, %p, %p, %p : (tensor<?x1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x1xf32>
  return %z : tensor<?x1xf32>
}

// -----

ml_program.global private @w(dense<1.0> : tensor<1x1xf32>) : tensor<1x1xf32>
ml_program.global private @p(dense<1.0> : tensor<1xf32>) : tensor<1xf32>
ml_program.global private @minus(dense<-1.0> : tensor<1xf32>) : tensor<1xf32>

// REMARK: Reason="batch normalisation stays: what it normalises has another reader"
// REMARK: Reason="batch normalisation stays: no linear layer comes before it"
// REMARK: Reason="batch normalisation stays: its input comes from outside"
// REMARK: Reason="batch normalisation stays: an aggregate before it is neither sum nor mean"
// REMARK: Reason="batch normalisation stays: an operand is not a parameter"
// REMARK: Reason="batch normalisation stays: a folded value is not finite"
// CHECK-LABEL: func.func @batch_norms
// CHECK-COUNT-6: gnn.batch_norm
func.func @batch_norms(%graph: !gnn.graph, %x: tensor<?x1xf32>, %a: tensor<1xf32>) -> (tensor<?x1xf32>, tensor<?x1xf32>) {
  %w = ml_program.global_load_const @w : tensor<1x1xf32>
  %p = ml_program.global_load_const @p : tensor<1xf32>
  %n = ml_program.global_load_const @minus : tensor<1xf32>
  %y0 = gnn.linear %x, %w : (tensor<?x1xf32>, tensor<1x1xf32>) -> tensor<?x1xf32>
  %z0 = gnn.batch_norm %y0, %p, %p, %p, %p : (tensor<?x1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x1xf32>
  %y1 = gnn.relu %z0 : tensor<?x1xf32>
  %z1 = gnn.batch_norm %y1, %p, %p, %p, %p : (tensor<?x1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x1xf32>
  %z2 = gnn.batch_norm %x, %p, %p, %p, %p : (tensor<?x1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x1xf32>
  %y3 = gnn.linear %z1, %w : (tensor<?x1xf32>, tensor<1x1xf32>) -> tensor<?x1xf32>
  %m3 = gnn.aggregate max %graph, %y3 : (!gnn.graph, tensor<?x1xf32>) -> tensor<?x1xf32>
  %z3 = gnn.batch_norm %m3, %p, %p, %p, %p : (tensor<?x1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x1xf32>
  %y4 = gnn.linear %z2, %w : (tensor<?x1xf32>, tensor<1x1xf32>) -> tensor<?x1xf32>
  %z4 = gnn.batch_norm %y4, %p, %p, %p, %a : (tensor<?x1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x1xf32>
  %y5 = gnn.linear %z3, %w : (tensor<?x1xf32>, tensor<1x1xf32>) -> tensor<?x1xf32>
  %z5 = gnn.batch_norm %y5, %p, %n, %p, %p : (tensor<?x1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x1xf32>
  %s = gnn.add %z4, %y0 : tensor<?x1xf32>
  return %s, %z5 : tensor<?x1xf32>, tensor<?x1xf32>
}

// -----

ml_program.global private @down(dense<1.0> : tensor<1x4xf32>) : tensor<1x4xf32>
ml_program.global private @up(dense<1.0> : tensor<4x1xf32>) : tensor<4x1xf32>
ml_program.global private @sparse(dense<1.0> : tensor<4x4xf32, #gnn.csr>) : tensor<4x4xf32, #gnn.csr>

// A bottleneck of one channel is cheaper than its product.
// REMARK: Reason="two linear layers stay: one layer would take no fewer multiply-adds"
// REMARK: Reason="two linear layers stay: the product of sparse weights is not sparse"
// REMARK: Reason="transpose stays: an operand is not a parameter"
// CHECK-LABEL: func.func @linears
// CHECK-COUNT-4: gnn.linear
func.func @linears(%x: tensor<?x4xf32>, %w: tensor<4x4xf32>) -> tensor<?x4xf32> {
  %down = ml_program.global_load_const @down : tensor<1x4xf32>
  %up = ml_program.global_load_const @up : tensor<4x1xf32>
  %sparse = ml_program.global_load_const @sparse : tensor<4x4xf32, #gnn.csr>
  %t = gnn.transpose %w : (tensor<4x4xf32>) -> tensor<4x4xf32>
  %a = gnn.linear %x, %down : (tensor<?x4xf32>, tensor<1x4xf32>) -> tensor<?x1xf32>
  %b = gnn.linear %a, %up : (tensor<?x1xf32>, tensor<4x1xf32>) -> tensor<?x4xf32>
  %c = gnn.relu %b : tensor<?x4xf32>
  %d = gnn.linear %c, %t : (tensor<?x4xf32>, tensor<4x4xf32>) -> tensor<?x4xf32>
  %e = gnn.linear %d, %sparse : (tensor<?x4xf32>, tensor<4x4xf32, #gnn.csr>) -> tensor<?x4xf32>
  return %e : tensor<?x4xf32>
}
