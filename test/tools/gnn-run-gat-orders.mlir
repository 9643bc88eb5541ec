// An output layer of attention with one head that widens goes through the graph
// in front of its product, as the first one, with three heads, cannot; compiled
// code gives in each order what the interpreter gives for the layers as they are
// published, but for the rounding of two vectors.

// RUN: %python %S/make_data.py %t.safetensors \
// RUN:   'x=F32:[[1,2,3,4,5,6,7],[3,-1,0,2,1,1,0],[0,1,0,1,2,2,5],[2,0,-4,1,3,6,1],[0,0,1,0,0,-2,0]]' \
// RUN:   'edge_index=I64:[[0,1,2,2,3,0,1],[1,2,0,3,3,1,0]]'
// RUN: gnn-run %s --data=%t.safetensors --engine=reference --output=%t.ref.safetensors
// RUN: gnn-opt %s --gnn-optimize-pipeline | FileCheck %s --check-prefix=ORDER
// RUN: for order in keep multiply-first aggregate-first; do \
// RUN:   gnn-opt %s --gnn-decompose-layers --cse --gnn-reorder-aggregation=order=$order -o %t.$order.mlir || exit 1; \
// RUN: done
// RUN: gnn-run %t.aggregate-first.mlir --data=%t.safetensors --engine=reference --compare=%t.ref.safetensors --json \
// RUN:   | %python %S/../Transforms/Inputs/compare.py 1e-6
// RUN: for model in %s %t.keep.mlir %t.multiply-first.mlir %t.aggregate-first.mlir; do for threads in 1 2 3 7; do \
// RUN:   gnn-run $model --data=%t.safetensors --threads=$threads --compare=%t.ref.safetensors | FileCheck %s || exit 1; \
// RUN: done; done
// RUN: gnn-run %s --data=%t.safetensors --engine=gpu-emulated --compare=%t.ref.safetensors | FileCheck %s

// ORDER: %[[G:.*]] = gnn.add_self_loops
// ORDER: gnn.linear
// ORDER: gnn.attention
// ORDER: %[[X:.*]] = gnn.elu
// ORDER-DAG: %[[S:.*]] = gnn.head_dot %[[X]], %{{.*}} : (tensor<?x3xf32>, tensor<1x1x3xf32>)
// ORDER-DAG: %[[T:.*]] = gnn.head_dot %[[X]], %{{.*}} : (tensor<?x3xf32>, tensor<1x1x3xf32>)
// ORDER: %[[A:.*]] = gnn.attention %[[G]], %[[X]], %[[S]], %[[T]]
// ORDER: gnn.linear %[[A]], {{.*}} bias

// CHECK: difference {{ *}}max abs {{0|[0-9.]+e-0[5-9]}}, {{.*}}0 predictions changed

ml_program.global private @w(dense<[[0.5, -0.25, 1.0, 0.125, 0.0, 0.5, -1.0], [0.25, 0.5, -0.5, 1.0, 0.75, 0.0, 0.5], [-0.5, 1.0, 0.25, 0.0, 0.5, 0.125, 0.25]]> : tensor<3x7xf32>) : tensor<3x7xf32>
ml_program.global private @s(dense<[[[0.5], [-0.25], [0.75]]]> : tensor<1x3x1xf32>) : tensor<1x3x1xf32>
ml_program.global private @t(dense<[[[0.25], [0.5], [-0.3]]]> : tensor<1x3x1xf32>) : tensor<1x3x1xf32>
ml_program.global private @v(dense<[[1.0, 0.5, -0.5], [0.25, -1.0, 0.5], [0.3, 0.7, -0.2], [0.1, 0.2, 0.9], [-0.6, 0.4, 0.8]]> : tensor<5x3xf32>) : tensor<5x3xf32>
ml_program.global private @p(dense<[[[0.1, -0.7, 0.3, 0.9, -0.2]]]> : tensor<1x1x5xf32>) : tensor<1x1x5xf32>
ml_program.global private @q(dense<[[[0.6, 0.3, -0.1, 0.2, 0.7]]]> : tensor<1x1x5xf32>) : tensor<1x1x5xf32>
ml_program.global private @b(dense<[0.5, -0.5, 1.0, 0.0, 0.25]> : tensor<5xf32>) : tensor<5xf32>

func.func @forward(%graph: !gnn.graph, %x: tensor<?x7xf32>) -> tensor<?x5xf32> {
  %w = ml_program.global_load_const @w : tensor<3x7xf32>
  %s = ml_program.global_load_const @s : tensor<1x3x1xf32>
  %t = ml_program.global_load_const @t : tensor<1x3x1xf32>
  %v = ml_program.global_load_const @v : tensor<5x3xf32>
  %p = ml_program.global_load_const @p : tensor<1x1x5xf32>
  %q = ml_program.global_load_const @q : tensor<1x1x5xf32>
  %b = ml_program.global_load_const @b : tensor<5xf32>
  %h = gnn.gat_conv %graph, %x, %w, %s, %t : (!gnn.graph, tensor<?x7xf32>, tensor<3x7xf32>, tensor<1x3x1xf32>, tensor<1x3x1xf32>) -> tensor<?x3xf32>
  %r = gnn.elu %h : tensor<?x3xf32>
  %y = gnn.gat_conv %graph, %r, %v, %p, %q bias %b : (!gnn.graph, tensor<?x3xf32>, tensor<5x3xf32>, tensor<1x1x5xf32>, tensor<1x1x5xf32>, tensor<5xf32>) -> tensor<?x5xf32>
  return %y : tensor<?x5xf32>
}
