// RUN: gnn-opt %s --gnn-reorder-aggregation | FileCheck %s --check-prefixes=CHECK,AUTO,ANY
// RUN: gnn-opt %s --gnn-reorder-aggregation="order=multiply-first" | FileCheck %s --check-prefixes=CHECK,MULTIPLY
// RUN: gnn-opt %s --gnn-reorder-aggregation="order=aggregate-first" | FileCheck %s --check-prefixes=CHECK,AGGREGATE
// RUN: gnn-opt %s --gnn-reorder-aggregation="nodes=1000 edges=9000" | FileCheck %s --check-prefixes=CHECK,AUTO
// RUN: gnn-opt %s --gnn-reorder-aggregation="order=multiply-first" --remarks-filter="gnn-reorder-aggregation" -o /dev/null 2>&1 \
// RUN:   | FileCheck %s --check-prefix=REMARK
// RUN: gnn-opt %s --gnn-reorder-aggregation="order=aggregate-first" --remarks-filter="gnn-reorder-aggregation" -o /dev/null 2>&1 \
// RUN:   | FileCheck %s --check-prefix=BACK

// GIN adds to the sum over the neighbours the rows that it sums up.

// CHECK-LABEL: func.func @gin_narrows
// CHECK-SAME: %[[G:.*]]: !gnn.graph, %[[X:.*]]: tensor<?x128xf32>, %[[W:.*]]: tensor<32x128xf32>, %[[B:.*]]: tensor<32xf32>, %[[E:.*]]: tensor<1xf32>
// AUTO-NEXT: %[[Z:.*]] = gnn.linear %[[X]], %[[W]] : (
// AUTO-NEXT: %[[A:.*]] = gnn.aggregate sum %[[G]], %[[Z]] : (!gnn.graph, tensor<?x32xf32>)
// AUTO-NEXT: %[[S:.*]] = gnn.add_scaled %[[A]], %[[Z]], %[[E]]
// AUTO-NEXT: gnn.bias_add %[[S]], %[[B]]
// AGGREGATE-NEXT: gnn.aggregate
// AGGREGATE-NEXT: gnn.add_scaled
// AGGREGATE-NEXT: gnn.linear
// MULTIPLY-NEXT: gnn.linear
// REMARK: [Passed] {{.*}}Remark="aggregates 32 instead of 128 channels"
func.func @gin_narrows(%g: !gnn.graph, %x: tensor<?x128xf32>, %w: tensor<32x128xf32>, %b: tensor<32xf32>, %e: tensor<1xf32>) -> tensor<?x32xf32> {
  %a = gnn.aggregate sum %g, %x : (!gnn.graph, tensor<?x128xf32>) -> tensor<?x128xf32>
  %s = gnn.add_scaled %a, %x, %e : (tensor<?x128xf32>, tensor<?x128xf32>, tensor<1xf32>) -> tensor<?x128xf32>
  %y = gnn.linear %s, %w bias %b : (tensor<?x128xf32>, tensor<32x128xf32>, tensor<32xf32>) -> tensor<?x32xf32>
  return %y : tensor<?x32xf32>
}

// The other way round, in the other order of a sum's operands.

// CHECK-LABEL: func.func @sum_widens
// CHECK-SAME: %[[G:.*]]: !gnn.graph, %[[X:.*]]: tensor<?x32xf32>, %[[W:.*]]: tensor<128x32xf32>
// AUTO-NEXT: %[[A:.*]] = gnn.aggregate sum %[[G]], %[[X]]
// AUTO-NEXT: %[[S:.*]] = gnn.add %[[A]], %[[X]]
// AUTO-NEXT: gnn.linear %[[S]], %[[W]]
// MULTIPLY-NEXT: gnn.linear
// MULTIPLY-NEXT: gnn.aggregate
// MULTIPLY-NEXT: gnn.add
// AGGREGATE-NEXT: gnn.aggregate
// BACK: Remark="aggregates 32 instead of 128 channels"
func.func @sum_widens(%g: !gnn.graph, %x: tensor<?x32xf32>, %w: tensor<128x32xf32>) -> tensor<?x128xf32> {
  %z = gnn.linear %x, %w : (tensor<?x32xf32>, tensor<128x32xf32>) -> tensor<?x128xf32>
  %a = gnn.aggregate sum %g, %z : (!gnn.graph, tensor<?x128xf32>) -> tensor<?x128xf32>
  %y = gnn.add %z, %a : tensor<?x128xf32>
  return %y : tensor<?x128xf32>
}

// Scaled rows on both sides of the sum; whoever else reads the features.

// CHECK-LABEL: func.func @scaled_mean
// CHECK-SAME: %[[G:.*]]: !gnn.graph, %[[X:.*]]: tensor<?x128xf32>, %[[W:.*]]: tensor<32x128xf32>, %[[C:.*]]: tensor<?xf32>
// AUTO-NEXT: %[[Z:.*]] = gnn.linear %[[X]], %[[W]]
// AUTO-NEXT: %[[T:.*]] = gnn.scale_rows %[[Z]], %[[C]]
// AUTO-NEXT: %[[A:.*]] = gnn.aggregate mean %[[G]], %[[T]]
// AUTO-NEXT: %[[Y:.*]] = gnn.add %[[A]], %[[T]]
// AUTO-NEXT: return %[[Y]], %[[X]]
func.func @scaled_mean(%g: !gnn.graph, %x: tensor<?x128xf32>, %w: tensor<32x128xf32>, %c: tensor<?xf32>) -> (tensor<?x32xf32>, tensor<?x128xf32>) {
  %t = gnn.scale_rows %x, %c : (tensor<?x128xf32>, tensor<?xf32>) -> tensor<?x128xf32>
  %a = gnn.aggregate mean %g, %t : (!gnn.graph, tensor<?x128xf32>) -> tensor<?x128xf32>
  %s = gnn.add %t, %a : tensor<?x128xf32>
  %y = gnn.linear %s, %w : (tensor<?x128xf32>, tensor<32x128xf32>) -> tensor<?x32xf32>
  return %y, %x : tensor<?x32xf32>, tensor<?x128xf32>
}

// The product reads sparse features as they are, once; on a known graph it may be
// faster to write them out.

// CHECK-LABEL: func.func @sparse_features
// CHECK-SAME: %[[X:[a-z0-9]+]]: tensor<?x32xf32, #gnn.csr>
// ANY-NEXT: %[[Z:.*]] = gnn.linear %[[X]]
// ANY-NEXT: %[[A:.*]] = gnn.aggregate sum %{{.*}}, %[[Z]]
// ANY-NEXT: gnn.add_scaled %[[A]], %[[Z]]
func.func @sparse_features(%g: !gnn.graph, %x: tensor<?x32xf32, #gnn.csr>, %w: tensor<128x32xf32>, %e: tensor<1xf32>) -> tensor<?x128xf32> {
  %d = gnn.to_dense %x : (tensor<?x32xf32, #gnn.csr>) -> tensor<?x32xf32>
  %a = gnn.aggregate sum %g, %d : (!gnn.graph, tensor<?x32xf32>) -> tensor<?x32xf32>
  %s = gnn.add_scaled %a, %d, %e : (tensor<?x32xf32>, tensor<?x32xf32>, tensor<1xf32>) -> tensor<?x32xf32>
  %y = gnn.linear %s, %w : (tensor<?x32xf32>, tensor<128x32xf32>) -> tensor<?x128xf32>
  return %y : tensor<?x128xf32>
}

// What is added are other rows, and these are as wide before the product.

// CHECK-LABEL: func.func @adds_other_rows
// CHECK-NEXT: gnn.aggregate
// CHECK-NEXT: gnn.add
// CHECK-NEXT: gnn.linear
func.func @adds_other_rows(%g: !gnn.graph, %x: tensor<?x128xf32>, %r: tensor<?x128xf32>, %w: tensor<32x128xf32>) -> tensor<?x32xf32> {
  %a = gnn.aggregate sum %g, %x : (!gnn.graph, tensor<?x128xf32>) -> tensor<?x128xf32>
  %s = gnn.add %a, %r : tensor<?x128xf32>
  %y = gnn.linear %s, %w : (tensor<?x128xf32>, tensor<32x128xf32>) -> tensor<?x32xf32>
  return %y : tensor<?x32xf32>
}

// 1 + eps times the sum is no self term.

// CHECK-LABEL: func.func @scales_the_sum
// CHECK-NEXT: gnn.aggregate
// CHECK-NEXT: gnn.add_scaled
// CHECK-NEXT: gnn.linear
func.func @scales_the_sum(%g: !gnn.graph, %x: tensor<?x128xf32>, %w: tensor<32x128xf32>, %e: tensor<1xf32>) -> tensor<?x32xf32> {
  %a = gnn.aggregate sum %g, %x : (!gnn.graph, tensor<?x128xf32>) -> tensor<?x128xf32>
  %s = gnn.add_scaled %x, %a, %e : (tensor<?x128xf32>, tensor<?x128xf32>, tensor<1xf32>) -> tensor<?x128xf32>
  %y = gnn.linear %s, %w : (tensor<?x128xf32>, tensor<32x128xf32>) -> tensor<?x32xf32>
  return %y : tensor<?x32xf32>
}

// CHECK-LABEL: func.func @reads_the_sum_twice
// CHECK-NEXT: gnn.aggregate
// CHECK-NEXT: gnn.add_scaled
// CHECK-NEXT: gnn.linear
// REMARK: [Missed] {{.*}}Reason="the aggregate has another reader"
func.func @reads_the_sum_twice(%g: !gnn.graph, %x: tensor<?x128xf32>, %w: tensor<32x128xf32>, %e: tensor<1xf32>) -> (tensor<?x32xf32>, tensor<?x128xf32>) {
  %a = gnn.aggregate sum %g, %x : (!gnn.graph, tensor<?x128xf32>) -> tensor<?x128xf32>
  %s = gnn.add_scaled %a, %x, %e : (tensor<?x128xf32>, tensor<?x128xf32>, tensor<1xf32>) -> tensor<?x128xf32>
  %y = gnn.linear %s, %w : (tensor<?x128xf32>, tensor<32x128xf32>) -> tensor<?x32xf32>
  return %y, %s : tensor<?x32xf32>, tensor<?x128xf32>
}

// CHECK-LABEL: func.func @largest_of_all
// CHECK-NEXT: gnn.aggregate max
// REMARK: [Missed] {{.*}}Reason="the aggregate is neither sum nor mean"
func.func @largest_of_all(%g: !gnn.graph, %x: tensor<?x128xf32>, %w: tensor<32x128xf32>) -> tensor<?x32xf32> {
  %a = gnn.aggregate max %g, %x : (!gnn.graph, tensor<?x128xf32>) -> tensor<?x128xf32>
  %s = gnn.add %a, %x : tensor<?x128xf32>
  %y = gnn.linear %s, %w : (tensor<?x128xf32>, tensor<32x128xf32>) -> tensor<?x32xf32>
  return %y : tensor<?x32xf32>
}

// BACK: [Missed] {{.*}}Reason="the product has another reader"
// CHECK-LABEL: func.func @reads_the_product_once_more
// CHECK-NEXT: gnn.linear
// CHECK-NEXT: gnn.aggregate
func.func @reads_the_product_once_more(%g: !gnn.graph, %x: tensor<?x32xf32>, %w: tensor<128x32xf32>) -> (tensor<?x128xf32>, tensor<?x128xf32>) {
  %z = gnn.linear %x, %w : (tensor<?x32xf32>, tensor<128x32xf32>) -> tensor<?x128xf32>
  %a = gnn.aggregate sum %g, %z : (!gnn.graph, tensor<?x128xf32>) -> tensor<?x128xf32>
  %y = gnn.add %a, %z : tensor<?x128xf32>
  return %y, %z : tensor<?x128xf32>, tensor<?x128xf32>
}

// BACK: [Missed] {{.*}}Reason="the aggregate has another reader"
// CHECK-LABEL: func.func @reads_the_sum_of_products_twice
// CHECK-NEXT: gnn.linear
// CHECK-NEXT: gnn.aggregate
func.func @reads_the_sum_of_products_twice(%g: !gnn.graph, %x: tensor<?x32xf32>, %w: tensor<128x32xf32>) -> (tensor<?x128xf32>, tensor<?x128xf32>) {
  %z = gnn.linear %x, %w : (tensor<?x32xf32>, tensor<128x32xf32>) -> tensor<?x128xf32>
  %a = gnn.aggregate sum %g, %z : (!gnn.graph, tensor<?x128xf32>) -> tensor<?x128xf32>
  %y = gnn.add %a, %z : tensor<?x128xf32>
  return %y, %a : tensor<?x128xf32>, tensor<?x128xf32>
}
