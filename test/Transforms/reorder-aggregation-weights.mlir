// RUN: gnn-opt %s --gnn-reorder-aggregation | FileCheck %s --check-prefixes=CHECK,AUTO,ANY
// RUN: gnn-opt %s --gnn-reorder-aggregation="order=multiply-first" | FileCheck %s --check-prefixes=CHECK,MULTIPLY
// RUN: gnn-opt %s --gnn-reorder-aggregation="order=aggregate-first" | FileCheck %s --check-prefixes=CHECK,AGGREGATE
// RUN: gnn-opt %s --gnn-reorder-aggregation="order=keep" | FileCheck %s --check-prefixes=CHECK,KEEP
// RUN: gnn-opt %s --gnn-reorder-aggregation="nodes=1000 edges=9000" | FileCheck %s --check-prefixes=CHECK,AUTO
// RUN: gnn-opt %s --gnn-version-aggregation | FileCheck %s --check-prefixes=CHECK,VERSION
// RUN: gnn-opt %s --gnn-reorder-aggregation --remarks-filter="gnn-reorder-aggregation" -o /dev/null 2>&1 \
// RUN:   | FileCheck %s --check-prefix=REMARK
// RUN: gnn-opt %s --gnn-print-cost="nodes=1000 edges=9000" -o /dev/null 2>&1 | FileCheck %s --check-prefix=COST

// One weight an edge is the same for all channels, on either side of a product.

// COST: cost of @narrows
// COST: composition 128 -> 32 channels, written aggregate-first: multiply-first {{.*}}, so multiply-first

// CHECK-LABEL: func.func @narrows
// CHECK-SAME: %[[G:.*]]: !gnn.graph, %[[X:.*]]: tensor<?x128xf32>, %[[E:.*]]: tensor<?x1xf32>, %[[W:.*]]: tensor<32x128xf32>, %[[B:.*]]: tensor<32xf32>
// AUTO-NEXT: %[[Z:.*]] = gnn.linear %[[X]], %[[W]] : (
// AUTO-NEXT: %[[A:.*]] = gnn.aggregate sum %[[G]], %[[Z]] weights %[[E]] : (!gnn.graph, tensor<?x32xf32>, tensor<?x1xf32>) -> tensor<?x32xf32>
// AUTO-NEXT: gnn.bias_add %[[A]], %[[B]]
// MULTIPLY-NEXT: gnn.linear
// AGGREGATE-NEXT: gnn.aggregate
// KEEP-NEXT: gnn.aggregate
// VERSION-NEXT: gnn.linear
// VERSION-NEXT: gnn.aggregate sum {{.*}} weights
// REMARK: [Passed] {{.*}}Reason="the other side is narrower", Remark="aggregates 32 instead of 128 channels"
func.func @narrows(%g: !gnn.graph, %x: tensor<?x128xf32>, %e: tensor<?x1xf32>, %w: tensor<32x128xf32>, %b: tensor<32xf32>) -> tensor<?x32xf32> {
  %a = gnn.aggregate sum %g, %x weights %e : (!gnn.graph, tensor<?x128xf32>, tensor<?x1xf32>) -> tensor<?x128xf32>
  %y = gnn.linear %a, %w bias %b : (tensor<?x128xf32>, tensor<32x128xf32>, tensor<32xf32>) -> tensor<?x32xf32>
  return %y : tensor<?x32xf32>
}

// The mean is divided by the number of edges, whatever they weigh.

// CHECK-LABEL: func.func @widens
// CHECK-SAME: %[[G:.*]]: !gnn.graph, %[[X:.*]]: tensor<?x32xf32>, %[[E:.*]]: tensor<?x1xf32>, %[[W:.*]]: tensor<128x32xf32>, %[[C:.*]]: tensor<?xf32>
// AUTO-NEXT: %[[S:.*]] = gnn.scale_rows %[[X]], %[[C]]
// AUTO-NEXT: %[[A:.*]] = gnn.aggregate mean %[[G]], %[[S]] weights %[[E]] : (!gnn.graph, tensor<?x32xf32>, tensor<?x1xf32>)
// AUTO-NEXT: %[[T:.*]] = gnn.add %[[A]], %[[S]]
// AUTO-NEXT: gnn.linear %[[T]], %[[W]]
// MULTIPLY-NEXT: gnn.linear
// AGGREGATE-NEXT: gnn.scale_rows
// KEEP-NEXT: gnn.linear
func.func @widens(%g: !gnn.graph, %x: tensor<?x32xf32>, %e: tensor<?x1xf32>, %w: tensor<128x32xf32>, %c: tensor<?xf32>) -> tensor<?x128xf32> {
  %z = gnn.linear %x, %w : (tensor<?x32xf32>, tensor<128x32xf32>) -> tensor<?x128xf32>
  %s = gnn.scale_rows %z, %c : (tensor<?x128xf32>, tensor<?xf32>) -> tensor<?x128xf32>
  %a = gnn.aggregate mean %g, %s weights %e : (!gnn.graph, tensor<?x128xf32>, tensor<?x1xf32>) -> tensor<?x128xf32>
  %y = gnn.add %a, %s : tensor<?x128xf32>
  return %y : tensor<?x128xf32>
}

// CHECK-LABEL: func.func @sparse_features
// CHECK-SAME: %[[X:[a-z0-9]+]]: tensor<?x32xf32, #gnn.csr>
// ANY-NEXT: gnn.linear %[[X]]
// ANY-NEXT: gnn.aggregate sum {{.*}} weights
func.func @sparse_features(%g: !gnn.graph, %x: tensor<?x32xf32, #gnn.csr>, %e: tensor<?x1xf32>, %w: tensor<32x32xf32>) -> tensor<?x32xf32> {
  %d = gnn.to_dense %x : (tensor<?x32xf32, #gnn.csr>) -> tensor<?x32xf32>
  %a = gnn.aggregate sum %g, %d weights %e : (!gnn.graph, tensor<?x32xf32>, tensor<?x1xf32>) -> tensor<?x32xf32>
  %y = gnn.linear %a, %w : (tensor<?x32xf32>, tensor<32x32xf32>) -> tensor<?x32xf32>
  return %y : tensor<?x32xf32>
}

// Channels of several heads have weights of their own, of which a product makes
// one channel.

// CHECK-LABEL: func.func @two_heads
// CHECK-NEXT: gnn.aggregate sum
// CHECK-NEXT: gnn.linear
// REMARK: [Missed] {{.*}}Reason="the edge weights are of several heads"
func.func @two_heads(%g: !gnn.graph, %x: tensor<?x128xf32>, %e: tensor<?x2xf32>, %w: tensor<32x128xf32>) -> tensor<?x32xf32> {
  %a = gnn.aggregate sum %g, %x weights %e : (!gnn.graph, tensor<?x128xf32>, tensor<?x2xf32>) -> tensor<?x128xf32>
  %y = gnn.linear %a, %w : (tensor<?x128xf32>, tensor<32x128xf32>) -> tensor<?x32xf32>
  return %y : tensor<?x32xf32>
}

// CHECK-LABEL: func.func @largest
// CHECK-NEXT: gnn.aggregate max
// CHECK-NEXT: gnn.linear
// REMARK: [Missed] {{.*}}Reason="the aggregate is neither sum nor mean"
func.func @largest(%g: !gnn.graph, %x: tensor<?x128xf32>, %e: tensor<?x1xf32>, %w: tensor<32x128xf32>) -> tensor<?x32xf32> {
  %a = gnn.aggregate max %g, %x weights %e : (!gnn.graph, tensor<?x128xf32>, tensor<?x1xf32>) -> tensor<?x128xf32>
  %y = gnn.linear %a, %w : (tensor<?x128xf32>, tensor<32x128xf32>) -> tensor<?x32xf32>
  return %y : tensor<?x32xf32>
}
