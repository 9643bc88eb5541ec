// RUN: gnn-opt %s --gnn-decompose-layers | FileCheck %s
// RUN: gnn-opt %s --gnn-decompose-layers --remarks-filter="gnn-decompose-layers" -o /dev/null 2>&1 \
// RUN:   | FileCheck %s --check-prefix=REMARK
// RUN: gnn-opt %s --gnn-decompose-layers --cse | FileCheck %s --check-prefix=CSE

// REMARK: remark: [Passed] DecomposeLayers | Category:gnn-decompose-layers | Remark="decomposed gnn.gcn_conv"

// y = N (A (N (x w^T))) + b
// CHECK-LABEL: func.func @gcn
// CHECK-SAME: (%[[GRAPH:.*]]: !gnn.graph, %[[X:.*]]: tensor<?x3xf32, #gnn.csr>, %[[W:.*]]: tensor<2x3xf32>, %[[B:.*]]: tensor<2xf32>)
// CHECK-NEXT: %[[LOOPS:.*]] = gnn.add_self_loops %[[GRAPH]]
// CHECK-NEXT: %[[Z:.*]] = gnn.linear %[[X]], %[[W]] : (tensor<?x3xf32, #gnn.csr>, tensor<2x3xf32>)
// CHECK-NEXT: %[[N:.*]] = gnn.gcn_norm %[[LOOPS]]
// CHECK-NEXT: %[[SOURCE:.*]] = gnn.scale_rows %[[Z]], %[[N]]
// CHECK-NEXT: %[[SUM:.*]] = gnn.aggregate sum %[[LOOPS]], %[[SOURCE]] :
// CHECK-NEXT: %[[TARGET:.*]] = gnn.scale_rows %[[SUM]], %[[N]]
// CHECK-NEXT: %[[Y:.*]] = gnn.bias_add %[[TARGET]], %[[B]]
// CHECK-NEXT: return %[[Y]]
func.func @gcn(%graph: !gnn.graph, %x: tensor<?x3xf32, #gnn.csr>, %w: tensor<2x3xf32>, %b: tensor<2xf32>) -> tensor<?x2xf32> {
  %y = gnn.gcn_conv %graph, %x, %w bias %b : (!gnn.graph, tensor<?x3xf32, #gnn.csr>, tensor<2x3xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// CHECK-LABEL: func.func @gcn_without_loops_norm_and_bias
// CHECK-SAME: (%[[GRAPH:.*]]: !gnn.graph, %[[X:.*]]: tensor<?x3xf32>, %[[W:.*]]: tensor<2x3xf32>)
// CHECK-NEXT: %[[Z:.*]] = gnn.linear %[[X]], %[[W]]
// CHECK-NEXT: %[[Y:.*]] = gnn.aggregate sum %[[GRAPH]], %[[Z]]
// CHECK-NEXT: return %[[Y]]
func.func @gcn_without_loops_norm_and_bias(%graph: !gnn.graph, %x: tensor<?x3xf32>, %w: tensor<2x3xf32>) -> tensor<?x2xf32> {
  %y = gnn.gcn_conv %graph, %x, %w {add_self_loops = false, normalize = false} : (!gnn.graph, tensor<?x3xf32>, tensor<2x3xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// Two layers on one graph share its loops and norm.
// CSE-LABEL: func.func @two_layers
// CSE: gnn.add_self_loops
// CSE: gnn.gcn_norm
// CSE-NOT: gnn.add_self_loops
// CSE-NOT: gnn.gcn_norm
// CSE: return
func.func @two_layers(%graph: !gnn.graph, %x: tensor<?x2xf32>, %w: tensor<2x2xf32>) -> tensor<?x2xf32> {
  %h = gnn.gcn_conv %graph, %x, %w : (!gnn.graph, tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %y = gnn.gcn_conv %graph, %h, %w : (!gnn.graph, tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// y[i] = sum of x[j] + (1 + eps) x[i]
// CHECK-LABEL: func.func @gin
// CHECK-SAME: (%[[GRAPH:.*]]: !gnn.graph, %[[X:.*]]: tensor<?x3xf32, #gnn.csr>, %[[EPS:.*]]: tensor<1xf32>)
// CHECK-NEXT: %[[DENSE:.*]] = gnn.to_dense %[[X]]
// CHECK-NEXT: %[[SUM:.*]] = gnn.aggregate sum %[[GRAPH]], %[[DENSE]]
// CHECK-NEXT: %[[Y:.*]] = gnn.add_scaled %[[SUM]], %[[DENSE]], %[[EPS]]
// CHECK-NEXT: return %[[Y]]
func.func @gin(%graph: !gnn.graph, %x: tensor<?x3xf32, #gnn.csr>, %eps: tensor<1xf32>) -> tensor<?x3xf32> {
  %y = gnn.gin_conv %graph, %x, %eps : (!gnn.graph, tensor<?x3xf32, #gnn.csr>, tensor<1xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}
