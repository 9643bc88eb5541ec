// RUN: gnn-opt %s --split-input-file --gnn-eliminate-dead-neurons | FileCheck %s
// RUN: gnn-opt %s --split-input-file --gnn-eliminate-dead-neurons --remarks-filter=prune -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK

// A constant after GCN normalisation is one value a node. The constant of the
// layer's bias, behind the aggregation, goes into the product of the next layer,
// before its aggregation.

// CHECK-LABEL: func.func @gcn
// CHECK:         %[[H:.*]] = gnn.linear %{{.*}} -> tensor<?x1xf32>
// CHECK:         %[[R:.*]] = gnn.relu %{{.*}} : tensor<?x1xf32>
// CHECK-NEXT:    %[[B:.*]] = ml_program.global_load_const @conv2.lin.bias
// CHECK-NEXT:    %[[Z:.*]] = gnn.linear %[[R]], %{{.*}} bias %[[B]]
// CHECK-NEXT:    gnn.aggregate sum %{{.*}}, %[[Z]]
ml_program.global private @conv1.lin.weight(dense<[[1.0], [0.0]]> : tensor<2x1xf32>) : tensor<2x1xf32>
ml_program.global private @conv1.bias(dense<[0.0, 0.5]> : tensor<2xf32>) : tensor<2xf32>
ml_program.global private @conv2.lin.weight(dense<[[2.0, 3.0]]> : tensor<1x2xf32>) : tensor<1x2xf32>
func.func @gcn(%g: !gnn.graph, %x: tensor<?x1xf32>) -> tensor<?x1xf32> {
  %w1 = ml_program.global_load_const @conv1.lin.weight : tensor<2x1xf32>
  %b1 = ml_program.global_load_const @conv1.bias : tensor<2xf32>
  %w2 = ml_program.global_load_const @conv2.lin.weight : tensor<1x2xf32>
  %n = gnn.gcn_norm %g : (!gnn.graph) -> tensor<?xf32>
  %h = gnn.linear %x, %w1 : (tensor<?x1xf32>, tensor<2x1xf32>) -> tensor<?x2xf32>
  %s = gnn.scale_rows %h, %n : (tensor<?x2xf32>, tensor<?xf32>) -> tensor<?x2xf32>
  %a = gnn.aggregate sum %g, %s : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
  %c = gnn.bias_add %a, %b1 : (tensor<?x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  %r = gnn.relu %c : tensor<?x2xf32>
  %z = gnn.linear %r, %w2 : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
  %y = gnn.aggregate sum %g, %z : (!gnn.graph, tensor<?x1xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}

// -----

// A mean keeps a constant only if no row is empty: self loops see to that. A sum
// never does.

// CHECK-LABEL: func.func @mean
// CHECK:         gnn.aggregate mean %{{.*}} : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
// CHECK-LABEL: func.func @mean_with_loops
// CHECK:         gnn.aggregate mean %{{.*}} : (!gnn.graph, tensor<?x1xf32>) -> tensor<?x1xf32>
// CHECK-LABEL: func.func @sum_with_loops
// CHECK:         gnn.aggregate sum %{{.*}} : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
// REMARK:        [Passed] gnn-eliminate-dead-neurons | Category:prune | Remark="1 channels removed"
// REMARK:        [Missed] gnn-eliminate-dead-neurons | Category:prune | Reason="channel 1 of a.weight stays: constant 0.500000 in the result of 'gnn.linear' dim 1, but 'gnn.linear' does not read a constant"
ml_program.global private @a.weight(dense<[[1.0], [0.0]]> : tensor<2x1xf32>) : tensor<2x1xf32>
ml_program.global private @a.bias(dense<[0.0, 0.5]> : tensor<2xf32>) : tensor<2xf32>
ml_program.global private @a.out(dense<[[2.0, 3.0]]> : tensor<1x2xf32>) : tensor<1x2xf32>
func.func @mean(%g: !gnn.graph, %x: tensor<?x1xf32>) -> tensor<?x1xf32> {
  %w = ml_program.global_load_const @a.weight : tensor<2x1xf32>
  %b = ml_program.global_load_const @a.bias : tensor<2xf32>
  %o = ml_program.global_load_const @a.out : tensor<1x2xf32>
  %h = gnn.linear %x, %w bias %b : (tensor<?x1xf32>, tensor<2x1xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  %a = gnn.aggregate mean %g, %h : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
  %y = gnn.linear %a, %o : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}
ml_program.global private @b.weight(dense<[[1.0], [0.0]]> : tensor<2x1xf32>) : tensor<2x1xf32>
ml_program.global private @b.bias(dense<[0.0, 0.5]> : tensor<2xf32>) : tensor<2xf32>
ml_program.global private @b.out(dense<[[2.0, 3.0]]> : tensor<1x2xf32>) : tensor<1x2xf32>
func.func @mean_with_loops(%g: !gnn.graph, %x: tensor<?x1xf32>) -> tensor<?x1xf32> {
  %w = ml_program.global_load_const @b.weight : tensor<2x1xf32>
  %b = ml_program.global_load_const @b.bias : tensor<2xf32>
  %o = ml_program.global_load_const @b.out : tensor<1x2xf32>
  %l = gnn.add_self_loops %g : (!gnn.graph) -> !gnn.graph
  %h = gnn.linear %x, %w bias %b : (tensor<?x1xf32>, tensor<2x1xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  %a = gnn.aggregate mean %l, %h : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
  %y = gnn.linear %a, %o : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}
ml_program.global private @c.weight(dense<[[1.0], [0.0]]> : tensor<2x1xf32>) : tensor<2x1xf32>
ml_program.global private @c.bias(dense<[0.0, 0.5]> : tensor<2xf32>) : tensor<2xf32>
ml_program.global private @c.out(dense<[[2.0, 3.0]]> : tensor<1x2xf32>) : tensor<1x2xf32>
func.func @sum_with_loops(%g: !gnn.graph, %x: tensor<?x1xf32>) -> tensor<?x1xf32> {
  %w = ml_program.global_load_const @c.weight : tensor<2x1xf32>
  %b = ml_program.global_load_const @c.bias : tensor<2xf32>
  %o = ml_program.global_load_const @c.out : tensor<1x2xf32>
  %l = gnn.add_self_loops %g : (!gnn.graph) -> !gnn.graph
  %h = gnn.linear %x, %w bias %b : (tensor<?x1xf32>, tensor<2x1xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  %a = gnn.aggregate sum %l, %h : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
  %y = gnn.linear %a, %o : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}

// -----

// Attention: a constant of all heads stays one under softmax weights, and a
// zero channel contributes nothing to the scores.

// CHECK-LABEL: ml_program.global private @lin.weight
// CHECK-SAME:    tensor<2x1xf32> {gnn.channels = [array<i64: 0, 2>, unit]}
// CHECK-NEXT:  ml_program.global private @att
// CHECK-SAME:    tensor<1x2x1xf32> {gnn.channels = [unit, unit, array<i64: 0>]}
ml_program.global private @lin.weight(dense<[[1.0], [0.0], [2.0], [0.0]]> : tensor<4x1xf32>) : tensor<4x1xf32>
ml_program.global private @att(dense<1.0> : tensor<1x2x2xf32>) : tensor<1x2x2xf32>
ml_program.global private @out.weight(dense<1.0> : tensor<1x4xf32>) : tensor<1x4xf32>
func.func @attention(%g: !gnn.graph, %x: tensor<?x1xf32>) -> tensor<?x1xf32> {
  %w = ml_program.global_load_const @lin.weight : tensor<4x1xf32>
  %a = ml_program.global_load_const @att : tensor<1x2x2xf32>
  %o = ml_program.global_load_const @out.weight : tensor<1x4xf32>
  %z = gnn.linear %x, %w : (tensor<?x1xf32>, tensor<4x1xf32>) -> tensor<?x4xf32>
  %s = gnn.head_dot %z, %a : (tensor<?x4xf32>, tensor<1x2x2xf32>) -> tensor<?x2xf32>
  %h = gnn.attention %g, %z, %s, %s {negative_slope = 0.2 : f64} : (!gnn.graph, tensor<?x4xf32>, tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x4xf32>
  %y = gnn.linear %h, %o : (tensor<?x4xf32>, tensor<1x4xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}
