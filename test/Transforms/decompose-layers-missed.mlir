// RUN: gnn-opt %s --gnn-decompose-layers --remarks-filter="gnn-decompose-layers" 2> %t.err | FileCheck %s
// RUN: count 0 < %t.err

// Only the published layers have another form; everything else stays, also what folds.

// CHECK-LABEL: func.func @core_ops
// CHECK-NEXT: gnn.dropout
// CHECK-NEXT: gnn.linear
// CHECK-NEXT: gnn.batch_norm
// CHECK-NEXT: gnn.aggregate
// CHECK-NEXT: return
func.func @core_ops(%graph: !gnn.graph, %x: tensor<?x3xf32>, %w: tensor<3x3xf32>, %p: tensor<3xf32>) -> tensor<?x3xf32> {
  %d = gnn.dropout %x : tensor<?x3xf32>
  %z = gnn.linear %d, %w : (tensor<?x3xf32>, tensor<3x3xf32>) -> tensor<?x3xf32>
  %n = gnn.batch_norm %z, %p, %p, %p, %p : (tensor<?x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %y = gnn.aggregate sum %graph, %n : (!gnn.graph, tensor<?x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}
