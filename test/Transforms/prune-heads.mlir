// RUN: gnn-opt %s --split-input-file --gnn-prune-heads="ratio=0.5" | FileCheck %s
// RUN: gnn-opt %s --split-input-file --gnn-prune-heads="heads=1" | FileCheck %s
// RUN: gnn-opt %s --split-input-file --gnn-decompose-layers --gnn-prune-heads="ratio=0.5" | FileCheck %s --check-prefix=CORE
// RUN: gnn-opt %s --split-input-file --gnn-prune-heads="heads=4" | FileCheck %s --check-prefix=ALL
// RUN: gnn-opt %s --split-input-file --gnn-prune-heads="ratio=0.5 ledger=%t.json" --remarks-filter=prune -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK
// RUN: %python -m json.tool %t.json | FileCheck %s --check-prefix=JSON

// Side by side: the columns of the reader go too. Head 1 has the smaller weights.

// CHECK-LABEL: ml_program.global private @conv.lin.weight
// CHECK-SAME:    tensor<2x1xf32> {gnn.channels = [array<i64: 0, 1>, unit]}
// CHECK-NEXT:  ml_program.global private @conv.att
// CHECK-SAME:    tensor<1x1x2xf32> {gnn.channels = [unit, array<i64: 0>, unit]}
// CHECK-NEXT:  ml_program.global private @conv.bias
// CHECK-SAME:    tensor<2xf32> {gnn.channels = [array<i64: 0, 1>]}
// CHECK-NEXT:  ml_program.global private @lin.weight
// CHECK-SAME:    tensor<1x2xf32> {gnn.channels = [unit, array<i64: 0, 1>]}
// CHECK:         gnn.gat_conv {{.*}} -> tensor<?x2xf32>
// CORE-LABEL:  func.func @concat
// CORE:          gnn.aggregate sum {{.*}} weights {{.*}} -> tensor<?x2xf32>
// ALL-LABEL:   ml_program.global private @conv.lin.weight
// ALL-SAME:      tensor<4x1xf32>
// REMARK-DAG:  remark: [Passed] gnn-prune-heads | Category:prune | Remark="channel 1 of conv.att[1]: pruned", criterion=l2, score=1.414214e+00
// REMARK-DAG:  remark: [Passed] gnn-prune-heads | Category:prune | Remark="1 heads removed"
ml_program.global private @conv.lin.weight(dense<[[2.0], [2.0], [0.0], [0.0]]> : tensor<4x1xf32>) : tensor<4x1xf32>
ml_program.global private @conv.att(dense<0.0> : tensor<1x2x2xf32>) : tensor<1x2x2xf32>
ml_program.global private @conv.bias(dense<0.0> : tensor<4xf32>) : tensor<4xf32>
ml_program.global private @lin.weight(dense<1.0> : tensor<1x4xf32>) : tensor<1x4xf32>
func.func @concat(%g: !gnn.graph, %x: tensor<?x1xf32>) -> tensor<?x1xf32> {
  %w = ml_program.global_load_const @conv.lin.weight : tensor<4x1xf32>
  %a = ml_program.global_load_const @conv.att : tensor<1x2x2xf32>
  %b = ml_program.global_load_const @conv.bias : tensor<4xf32>
  %l = ml_program.global_load_const @lin.weight : tensor<1x4xf32>
  %h = gnn.gat_conv %g, %x, %w, %a, %a bias %b : (!gnn.graph, tensor<?x1xf32>, tensor<4x1xf32>, tensor<1x2x2xf32>, tensor<1x2x2xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  %y = gnn.linear %h, %l : (tensor<?x4xf32>, tensor<1x4xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}

// -----

// A mean over heads is of those that stay. The result of the function may be
// one; the bias is of all heads.

// CHECK-LABEL: ml_program.global private @conv.lin.weight
// CHECK-SAME:    tensor<2x1xf32> {gnn.channels = [array<i64: 2, 3>, unit]}
// CHECK-NEXT:  ml_program.global private @conv.att
// CHECK-SAME:    tensor<1x1x2xf32> {gnn.channels = [unit, array<i64: 1>, unit]}
// CHECK-NEXT:  ml_program.global private @conv.bias
// CHECK-SAME:    tensor<2xf32>
// CHECK:         gnn.gat_conv {{.*}}concat = false{{.*}} -> tensor<?x2xf32>
// CORE-LABEL:  func.func @mean
// CORE:          gnn.head_mean %{{.*}} {heads = 1 : i64} : (tensor<?x2xf32>) -> tensor<?x2xf32>
// ALL-LABEL:   ml_program.global private @conv.lin.weight
// ALL-SAME:      tensor<4x1xf32>
ml_program.global private @conv.lin.weight(dense<[[1.0], [1.0], [2.0], [2.0]]> : tensor<4x1xf32>) : tensor<4x1xf32>
ml_program.global private @conv.att(dense<1.0> : tensor<1x2x2xf32>) : tensor<1x2x2xf32>
ml_program.global private @conv.bias(dense<0.0> : tensor<2xf32>) : tensor<2xf32>
func.func @mean(%g: !gnn.graph, %x: tensor<?x1xf32>) -> tensor<?x2xf32> {
  %w = ml_program.global_load_const @conv.lin.weight : tensor<4x1xf32>
  %a = ml_program.global_load_const @conv.att : tensor<1x2x2xf32>
  %b = ml_program.global_load_const @conv.bias : tensor<2xf32>
  %h = gnn.gat_conv %g, %x, %w, %a, %a bias %b {concat = false} : (!gnn.graph, tensor<?x1xf32>, tensor<4x1xf32>, tensor<1x2x2xf32>, tensor<1x2x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %h : tensor<?x2xf32>
}

// -----

// A residual connection makes a head of the other branch's channels: those of
// proj go with it.

// CHECK-LABEL: ml_program.global private @proj.weight
// CHECK-SAME:    tensor<2x1xf32> {gnn.channels = [array<i64: 0, 1>, unit]}
// CHECK-NEXT:  ml_program.global private @gat.lin.weight
// CHECK-SAME:    tensor<2x2xf32> {gnn.channels = [array<i64: 0, 1>, array<i64: 0, 1>]}
// CORE-LABEL:  func.func @residual
// CORE:          gnn.add %{{.*}}, %{{.*}} : tensor<?x2xf32>
// ALL-LABEL:   ml_program.global private @proj.weight
// ALL-SAME:      tensor<4x1xf32>
// JSON:        "class": "pruned",
// JSON:        "pass": "gnn-prune-heads"
ml_program.global private @proj.weight(dense<[[3.0], [3.0], [1.0], [1.0]]> : tensor<4x1xf32>) : tensor<4x1xf32>
ml_program.global private @gat.lin.weight(dense<1.0> : tensor<4x4xf32>) : tensor<4x4xf32>
ml_program.global private @gat.att(dense<1.0> : tensor<1x2x2xf32>) : tensor<1x2x2xf32>
ml_program.global private @out.weight(dense<1.0> : tensor<1x4xf32>) : tensor<1x4xf32>
func.func @residual(%g: !gnn.graph, %x: tensor<?x1xf32>) -> tensor<?x1xf32> {
  %p = ml_program.global_load_const @proj.weight : tensor<4x1xf32>
  %w = ml_program.global_load_const @gat.lin.weight : tensor<4x4xf32>
  %a = ml_program.global_load_const @gat.att : tensor<1x2x2xf32>
  %o = ml_program.global_load_const @out.weight : tensor<1x4xf32>
  %h = gnn.linear %x, %p : (tensor<?x1xf32>, tensor<4x1xf32>) -> tensor<?x4xf32>
  %c = gnn.gat_conv %g, %h, %w, %a, %a : (!gnn.graph, tensor<?x4xf32>, tensor<4x4xf32>, tensor<1x2x2xf32>, tensor<1x2x2xf32>) -> tensor<?x4xf32>
  %s = gnn.add %h, %c : tensor<?x4xf32>
  %y = gnn.linear %s, %o : (tensor<?x4xf32>, tensor<1x4xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}
