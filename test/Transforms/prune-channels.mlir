// RUN: gnn-opt %s --split-input-file --gnn-prune-channels="ratio=0.5" | FileCheck %s
// RUN: gnn-opt %s --split-input-file --gnn-prune-channels="ratio=0.5" --remarks-filter=prune -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK

// The two channels of the smallest norm over all their slices go, from the
// weight that produces them, its bias, and the weight that reads them. Channel 1
// has large incoming weights, but nobody reads it much: 3^2 + 0 against
// 1 + 1 + 4^2 for channel 0.

// CHECK-LABEL: ml_program.global private @lin1.weight
// CHECK-SAME:    tensor<2x2xf32> {gnn.channels = [array<i64: 0, 2>, unit]}
// CHECK-NEXT:  ml_program.global private @lin1.bias
// CHECK-SAME:    tensor<2xf32> {gnn.channels = [array<i64: 0, 2>]}
// CHECK-NEXT:  ml_program.global private @lin2.weight
// CHECK-SAME:    tensor<1x2xf32> {gnn.channels = [unit, array<i64: 0, 2>]}
// CHECK:         %[[H:.*]] = gnn.linear %{{.*}}, %{{.*}} bias %{{.*}} -> tensor<?x2xf32>
// CHECK-NEXT:    %[[R:.*]] = gnn.relu %[[H]] : tensor<?x2xf32>
// CHECK-NEXT:    gnn.linear %[[R]], %{{.*}} : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
// CHECK-DAG:     lin1.weight: "0x100000000000803F0000803F0000004000000040"
// CHECK-DAG:     lin1.bias: "0x100000000000000000000000"
// CHECK-DAG:     lin2.weight: "0x100000000000804000000040"
// REMARK-DAG:    remark: [Passed] gnn-prune-channels | Category:prune | Remark="channel 3 of lin1: pruned", criterion=l2, score=1.000000e+00
// REMARK-DAG:    remark: [Passed] gnn-prune-channels | Category:prune | Remark="channel 1 of lin1: pruned", criterion=l2, score=3.000000e+00
// REMARK-DAG:    remark: [Missed] gnn-prune-channels | Category:prune | Reason="chain.arg0 keeps its 2 channels: argument of @chain"
// REMARK-DAG:    remark: [Passed] gnn-prune-channels | Category:prune | Remark="2 channels removed"
ml_program.global private @lin1.weight(dense<[[1.0, 1.0], [3.0, 0.0], [2.0, 2.0], [0.0, 0.0]]> : tensor<4x2xf32>) : tensor<4x2xf32>
ml_program.global private @lin1.bias(dense<[0.0, 0.0, 0.0, 1.0]> : tensor<4xf32>) : tensor<4xf32>
ml_program.global private @lin2.weight(dense<[[4.0, 0.0, 2.0, 0.0]]> : tensor<1x4xf32>) : tensor<1x4xf32>
func.func @chain(%x: tensor<?x2xf32>) -> tensor<?x1xf32> {
  %w1 = ml_program.global_load_const @lin1.weight : tensor<4x2xf32>
  %b1 = ml_program.global_load_const @lin1.bias : tensor<4xf32>
  %w2 = ml_program.global_load_const @lin2.weight : tensor<1x4xf32>
  %h = gnn.linear %x, %w1 bias %b1 : (tensor<?x2xf32>, tensor<4x2xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  %r = gnn.relu %h : tensor<?x4xf32>
  %y = gnn.linear %r, %w2 : (tensor<?x4xf32>, tensor<1x4xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}

// -----

// Self beside neighbours: one channel is two columns of the reader.

// CHECK-LABEL: ml_program.global private @lin1.weight
// CHECK-SAME:    tensor<1x1xf32> {gnn.channels = [array<i64: 1>, unit]}
// CHECK-NEXT:  ml_program.global private @lin2.weight
// CHECK-SAME:    tensor<1x2xf32> {gnn.channels = [unit, array<i64: 1, 3>]}
// CHECK:         gnn.concat %{{.*}}, %{{.*}} : (tensor<?x1xf32>, tensor<?x1xf32>) -> tensor<?x2xf32>
ml_program.global private @lin1.weight(dense<[[1.0], [2.0]]> : tensor<2x1xf32>) : tensor<2x1xf32>
ml_program.global private @lin2.weight(dense<[[1.0, 2.0, 3.0, 4.0]]> : tensor<1x4xf32>) : tensor<1x4xf32>
func.func @concat(%g: !gnn.graph, %x: tensor<?x1xf32>) -> tensor<?x1xf32> {
  %w1 = ml_program.global_load_const @lin1.weight : tensor<2x1xf32>
  %w2 = ml_program.global_load_const @lin2.weight : tensor<1x4xf32>
  %h = gnn.linear %x, %w1 : (tensor<?x1xf32>, tensor<2x1xf32>) -> tensor<?x2xf32>
  %n = gnn.aggregate mean %g, %h : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
  %c = gnn.concat %h, %n : (tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x4xf32>
  %y = gnn.linear %c, %w2 : (tensor<?x4xf32>, tensor<1x4xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}

// -----

// A weight that two layers share loses what it produces and what it reads at
// once; both results of the function stay whole.

// CHECK-LABEL: ml_program.global private @shared
// CHECK-SAME:    tensor<1x1xf32> {gnn.channels = [array<i64: 1>, array<i64: 1>]}
// CHECK:       func.func @tied(%{{.*}}: tensor<?x1xf32>) -> (tensor<?x1xf32>, tensor<?x1xf32>)
ml_program.global private @shared(dense<[[1.0, 0.0], [0.0, 2.0]]> : tensor<2x2xf32>) : tensor<2x2xf32>
ml_program.global private @in(dense<1.0> : tensor<2x1xf32>) : tensor<2x1xf32>
ml_program.global private @out(dense<1.0> : tensor<1x2xf32>) : tensor<1x2xf32>
func.func @tied(%x: tensor<?x1xf32>) -> (tensor<?x1xf32>, tensor<?x1xf32>) {
  %i = ml_program.global_load_const @in : tensor<2x1xf32>
  %s1 = ml_program.global_load_const @shared : tensor<2x2xf32>
  %s2 = ml_program.global_load_const @shared : tensor<2x2xf32>
  %o = ml_program.global_load_const @out : tensor<1x2xf32>
  %a = gnn.linear %x, %i : (tensor<?x1xf32>, tensor<2x1xf32>) -> tensor<?x2xf32>
  %b = gnn.linear %a, %s1 : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %c = gnn.linear %b, %s2 : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %y = gnn.linear %b, %o : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
  %z = gnn.linear %c, %o : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
  return %y, %z : tensor<?x1xf32>, tensor<?x1xf32>
}
