// RUN: gnn-opt %s --gnn-reorder-aggregation | FileCheck %s --check-prefixes=CHECK,AUTO
// RUN: gnn-opt %s --gnn-reorder-aggregation="order=aggregate-first" | FileCheck %s --check-prefixes=CHECK,AUTO
// RUN: gnn-opt %s --gnn-reorder-aggregation="nodes=1000 edges=9000" | FileCheck %s --check-prefixes=CHECK,AUTO
// RUN: gnn-opt %s --gnn-reorder-aggregation="order=keep" | FileCheck %s --check-prefixes=CHECK,KEEP
// RUN: gnn-opt %s --gnn-reorder-aggregation="order=multiply-first" | FileCheck %s --check-prefixes=CHECK,KEEP
// RUN: gnn-opt %s --gnn-version-aggregation | FileCheck %s --check-prefixes=CHECK,KEEP
// RUN: gnn-opt %s --gnn-reorder-aggregation="order=aggregate-first" --remarks-filter="gnn-reorder-aggregation" -o /dev/null 2>&1 \
// RUN:   | FileCheck %s --check-prefix=REMARK
// RUN: gnn-opt %s --gnn-version-aggregation --remarks-filter="gnn-version-aggregation" -o /dev/null 2>&1 \
// RUN:   | FileCheck %s --check-prefix=VERSION
// RUN: gnn-opt %s --gnn-print-cost="nodes=1000 edges=9000" -o /dev/null 2>&1 | FileCheck %s --check-prefix=COST
// RUN: gnn-opt %s --gnn-reorder-aggregation --gnn-save-params="file=%t.safetensors" -o /dev/null
// RUN: %python %S/Inputs/params.py print %t.safetensors | FileCheck %s --check-prefix=VALUE
// RUN: sed 's/array<i64: 1, 4>/array<i64: 4, 1>/' %s > %t.mlir
// RUN: not gnn-opt %t.mlir --gnn-reorder-aggregation 2>&1 | FileCheck %s --check-prefix=INVALID

// INVALID: error: parameter 'w' expects gnn.channels to hold unit or 2 increasing indices but got array<i64: 4, 1>

// A GAT layer of one head that widens: the scores read its input, of the channels
// that this has left, and the product goes behind the sum. @elsewhere reads one
// vector, too, which is changed in a copy.

// COST: composition 2 -> 3 channels, written multiply-first: {{.*}}, so aggregate-first
// COST-NEXT: for any graph: aggregate-first, the narrower rows, since scores read one side of the product in every version

// VALUE-DAG: s F32 [1, 1, 2]: 23 30
// VALUE-DAG: t F32 [1, 1, 3]: 1 1 1
// VALUE-DAG: t_0 F32 [1, 1, 2]: 15 18
// AUTO: ml_program.global private @s({{.*}}) : tensor<1x1x2xf32> {gnn.channels = [unit, unit, array<i64: 1, 4>]}
// AUTO: ml_program.global private @t_0({{.*}}) : tensor<1x1x2xf32> {gnn.channels = [unit, unit, array<i64: 1, 4>]}
// AUTO: ml_program.global private @t({{.*}}) : tensor<1x1x3xf32> {gnn.channels = [unit, unit, array<i64: 0, 2, 3>]}
ml_program.global private @w(dense<[[1.0, 2.0], [5.0, 6.0], [9.0, 10.0]]> : tensor<3x2xf32>) : tensor<3x2xf32> {gnn.channels = [array<i64: 0, 2, 3>, array<i64: 1, 4>]}
ml_program.global private @s(dense<[[[3.0, 4.0, 0.0]]]> : tensor<1x1x3xf32>) : tensor<1x1x3xf32> {gnn.channels = [unit, unit, array<i64: 0, 2, 3>]}
ml_program.global private @t(dense<1.0> : tensor<1x1x3xf32>) : tensor<1x1x3xf32> {gnn.channels = [unit, unit, array<i64: 0, 2, 3>]}
ml_program.global private @b(dense<1.0> : tensor<3xf32>) : tensor<3xf32>

// CHECK-LABEL: func.func @gat
// CHECK-SAME: %[[G:.*]]: !gnn.graph, %[[X:.*]]: tensor<?x2xf32>
// AUTO-DAG: %[[W:.*]] = ml_program.global_load_const @w
// AUTO-DAG: %[[S:.*]] = ml_program.global_load_const @s : tensor<1x1x2xf32>
// AUTO-DAG: %[[T:.*]] = ml_program.global_load_const @t_0 : tensor<1x1x2xf32>
// AUTO-DAG: %[[P:.*]] = gnn.head_dot %[[X]], %[[S]]
// AUTO-DAG: %[[Q:.*]] = gnn.head_dot %[[X]], %[[T]]
// AUTO: %[[E:.*]] = gnn.edge_add %[[G]], %[[P]], %[[Q]]
// AUTO-NEXT: %[[L:.*]] = gnn.leaky_relu %[[E]]
// AUTO-NEXT: %[[M:.*]] = gnn.edge_softmax %[[G]], %[[L]]
// AUTO-NEXT: %[[A:.*]] = gnn.aggregate sum %[[G]], %[[X]] weights %[[M]] : (!gnn.graph, tensor<?x2xf32>, tensor<?x1xf32>)
// AUTO-NEXT: %[[Y:.*]] = gnn.linear %[[A]], %[[W]]
// AUTO-NEXT: gnn.bias_add %[[Y]]
// KEEP: %[[Z:.*]] = gnn.linear %[[X]]
// KEEP-NEXT: gnn.head_dot %[[Z]], %{{.*}} : (tensor<?x3xf32>, tensor<1x1x3xf32>)
// KEEP-NEXT: gnn.head_dot %[[Z]], %{{.*}} : (tensor<?x3xf32>, tensor<1x1x3xf32>)
// KEEP: gnn.aggregate sum %[[G]], %[[Z]] weights
// REMARK-DAG: [Passed] {{.*}}Remark="aggregates 2 instead of 3 channels"
// REMARK-DAG: [Passed] {{.*}}Reason="the product goes behind its aggregate", Remark="a score reads 2 instead of 3 channels"
// REMARK-DAG: [Passed] {{.*}}Reason="the product goes behind its aggregate", Remark="a score reads 2 instead of 3 channels"
// VERSION: [Missed] {{.*}}Reason="scores read one side of the product in every version"
func.func @gat(%g: !gnn.graph, %x: tensor<?x2xf32>) -> tensor<?x3xf32> {
  %w = ml_program.global_load_const @w : tensor<3x2xf32>
  %s = ml_program.global_load_const @s : tensor<1x1x3xf32>
  %t = ml_program.global_load_const @t : tensor<1x1x3xf32>
  %b = ml_program.global_load_const @b : tensor<3xf32>
  %z = gnn.linear %x, %w : (tensor<?x2xf32>, tensor<3x2xf32>) -> tensor<?x3xf32>
  %p = gnn.head_dot %z, %s : (tensor<?x3xf32>, tensor<1x1x3xf32>) -> tensor<?x1xf32>
  %q = gnn.head_dot %z, %t : (tensor<?x3xf32>, tensor<1x1x3xf32>) -> tensor<?x1xf32>
  %e = gnn.edge_add %g, %p, %q : (!gnn.graph, tensor<?x1xf32>, tensor<?x1xf32>) -> tensor<?x1xf32>
  %l = gnn.leaky_relu %e {negative_slope = 0.2 : f64} : tensor<?x1xf32>
  %m = gnn.edge_softmax %g, %l : (!gnn.graph, tensor<?x1xf32>) -> tensor<?x1xf32>
  %a = gnn.aggregate sum %g, %z weights %m : (!gnn.graph, tensor<?x3xf32>, tensor<?x1xf32>) -> tensor<?x3xf32>
  %y = gnn.bias_add %a, %b : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}
func.func @elsewhere(%x: tensor<?x3xf32>) -> tensor<?x1xf32> {
  %t = ml_program.global_load_const @t : tensor<1x1x3xf32>
  %q = gnn.head_dot %x, %t : (tensor<?x3xf32>, tensor<1x1x3xf32>) -> tensor<?x1xf32>
  return %q : tensor<?x1xf32>
}

// Both scores of one vector; the copies are of what it was.

// VALUE-DAG: a F32 [1, 1, 1]: 3
// VALUE-DAG: a_0 F32 [1, 1, 1]: 3
ml_program.global private @u(dense<[[1.0], [2.0]]> : tensor<2x1xf32>) : tensor<2x1xf32>
ml_program.global private @a(dense<1.0> : tensor<1x1x2xf32>) : tensor<1x1x2xf32>

// CHECK-LABEL: func.func @one_vector
// AUTO-DAG: gnn.head_dot %{{.*}} : (tensor<?x1xf32>, tensor<1x1x1xf32>)
// AUTO-DAG: gnn.head_dot %{{.*}} : (tensor<?x1xf32>, tensor<1x1x1xf32>)
// AUTO: gnn.aggregate
// AUTO-NEXT: gnn.linear
// KEEP: gnn.linear
func.func @one_vector(%g: !gnn.graph, %x: tensor<?x1xf32>) -> tensor<?x2xf32> {
  %w = ml_program.global_load_const @u : tensor<2x1xf32>
  %v = ml_program.global_load_const @a : tensor<1x1x2xf32>
  %z = gnn.linear %x, %w : (tensor<?x1xf32>, tensor<2x1xf32>) -> tensor<?x2xf32>
  %p = gnn.head_dot %z, %v : (tensor<?x2xf32>, tensor<1x1x2xf32>) -> tensor<?x1xf32>
  %q = gnn.head_dot %z, %v : (tensor<?x2xf32>, tensor<1x1x2xf32>) -> tensor<?x1xf32>
  %e = gnn.edge_add %g, %p, %q : (!gnn.graph, tensor<?x1xf32>, tensor<?x1xf32>) -> tensor<?x1xf32>
  %m = gnn.edge_softmax %g, %e : (!gnn.graph, tensor<?x1xf32>) -> tensor<?x1xf32>
  %y = gnn.aggregate sum %g, %z weights %m : (!gnn.graph, tensor<?x2xf32>, tensor<?x1xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
