// RUN: gnn-opt %s --gnn-reorder-aggregation | FileCheck %s --check-prefixes=CHECK,AUTO
// RUN: gnn-opt %s --gnn-reorder-aggregation="order=multiply-first" | FileCheck %s --check-prefixes=CHECK,MULTIPLY
// RUN: gnn-opt %s --gnn-reorder-aggregation="order=aggregate-first" | FileCheck %s --check-prefixes=CHECK,AGGREGATE
// RUN: gnn-opt %s --gnn-reorder-aggregation="order=aggregate-first" --remarks-filter="gnn-reorder-aggregation" -o /dev/null 2>&1 \
// RUN:   | FileCheck %s --check-prefix=REMARK

// RUN: gnn-opt %s --gnn-reorder-aggregation="order=multiply-first" | gnn-opt --gnn-reorder-aggregation | FileCheck %s --check-prefixes=CHECK,MULTIPLY

// AUTO-NOT: gnn.aggregation_order
// MULTIPLY: module attributes {gnn.aggregation_order = "multiply-first"}

// A GCN layer that widens: the features go through the graph.

// CHECK-LABEL: func.func @widens
// CHECK-SAME: %[[G:.*]]: !gnn.graph, %[[X:.*]]: tensor<?x2xf32>, %[[W:.*]]: tensor<8x2xf32>, %[[C:.*]]: tensor<?xf32>
// AUTO-NEXT: %[[S:.*]] = gnn.scale_rows %[[X]], %[[C]]
// AUTO-NEXT: %[[A:.*]] = gnn.aggregate sum %[[G]], %[[S]] : (!gnn.graph, tensor<?x2xf32>)
// AUTO-NEXT: %[[Y:.*]] = gnn.linear %[[A]], %[[W]]
// AUTO-NEXT: gnn.scale_rows %[[Y]], %[[C]]
// AGGREGATE: gnn.aggregate sum %{{.*}} : (!gnn.graph, tensor<?x2xf32>)
// AGGREGATE-NEXT: gnn.linear
// MULTIPLY-NEXT: gnn.linear
// MULTIPLY-NEXT: gnn.scale_rows
// MULTIPLY-NEXT: gnn.aggregate sum %{{.*}} : (!gnn.graph, tensor<?x8xf32>)
func.func @widens(%g: !gnn.graph, %x: tensor<?x2xf32>, %w: tensor<8x2xf32>, %c: tensor<?xf32>) -> tensor<?x8xf32> {
  %z = gnn.linear %x, %w : (tensor<?x2xf32>, tensor<8x2xf32>) -> tensor<?x8xf32>
  %s = gnn.scale_rows %z, %c : (tensor<?x8xf32>, tensor<?xf32>) -> tensor<?x8xf32>
  %a = gnn.aggregate sum %g, %s : (!gnn.graph, tensor<?x8xf32>) -> tensor<?x8xf32>
  %y = gnn.scale_rows %a, %c : (tensor<?x8xf32>, tensor<?xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// CHECK-LABEL: func.func @narrows
// AUTO-NEXT: gnn.linear
// AUTO-NEXT: gnn.aggregate mean
// MULTIPLY-NEXT: gnn.linear
// AGGREGATE-NEXT: gnn.aggregate mean
// AGGREGATE-NEXT: gnn.linear
func.func @narrows(%g: !gnn.graph, %x: tensor<?x8xf32>, %w: tensor<2x8xf32>) -> tensor<?x2xf32> {
  %a = gnn.aggregate mean %g, %x : (!gnn.graph, tensor<?x8xf32>) -> tensor<?x8xf32>
  %y = gnn.linear %a, %w : (tensor<?x8xf32>, tensor<2x8xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// The bias of a product would be summed up once an edge.

// CHECK-LABEL: func.func @keeps_a_bias
// CHECK-NEXT: gnn.linear
// CHECK-NEXT: gnn.aggregate sum
// REMARK: Reason="the product has a bias"
func.func @keeps_a_bias(%g: !gnn.graph, %x: tensor<?x2xf32>, %w: tensor<8x2xf32>, %b: tensor<8xf32>) -> tensor<?x8xf32> {
  %z = gnn.linear %x, %w bias %b : (tensor<?x2xf32>, tensor<8x2xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  %y = gnn.aggregate sum %g, %z : (!gnn.graph, tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// CHECK-LABEL: func.func @keeps_a_product_read_twice
// CHECK-NEXT: gnn.linear
// CHECK-NEXT: gnn.aggregate sum
// REMARK: Reason="the product has another reader"
func.func @keeps_a_product_read_twice(%g: !gnn.graph, %x: tensor<?x2xf32>, %w: tensor<8x2xf32>) -> (tensor<?x8xf32>, tensor<?x8xf32>) {
  %z = gnn.linear %x, %w : (tensor<?x2xf32>, tensor<8x2xf32>) -> tensor<?x8xf32>
  %y = gnn.aggregate sum %g, %z : (!gnn.graph, tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y, %z : tensor<?x8xf32>, tensor<?x8xf32>
}

// Sparse features are read as they are.

// CHECK-LABEL: func.func @keeps_sparse_features
// CHECK-NEXT: gnn.linear
// CHECK-NEXT: gnn.aggregate sum
// REMARK: Reason="the product reads sparse features"
func.func @keeps_sparse_features(%g: !gnn.graph, %x: tensor<?x2xf32, #gnn.csr>, %w: tensor<8x2xf32>) -> tensor<?x8xf32> {
  %z = gnn.linear %x, %w : (tensor<?x2xf32, #gnn.csr>, tensor<8x2xf32>) -> tensor<?x8xf32>
  %y = gnn.aggregate sum %g, %z : (!gnn.graph, tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}
