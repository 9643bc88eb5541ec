// A GIN layer that narrows goes through the graph behind its product, unless
// another order is asked for; compiled code gives in each what the interpreter
// gives for the layer as it is published.

// RUN: %python %S/make_data.py %t.safetensors \
// RUN:   'x=F32:[[1,2,3,4,5,6,7],[3,-1,0,2,1,1,0],[0,1,0,1,2,2,5],[2,0,-4,1,3,6,1],[0,0,1,0,0,-2,0]]' \
// RUN:   'edge_index=I64:[[0,1,2,2,3,0,1],[1,2,0,3,3,1,0]]'
// RUN: gnn-run %s --data=%t.safetensors --engine=reference --output=%t.ref.safetensors
// RUN: gnn-opt %s --gnn-optimize-pipeline | FileCheck %s --check-prefix=ORDER
// RUN: gnn-opt %s --gnn-decompose-layers --gnn-reorder-aggregation=order=multiply-first -o %t.multiply.mlir
// RUN: gnn-opt %s --gnn-decompose-layers --gnn-reorder-aggregation=order=aggregate-first -o %t.aggregate.mlir
// RUN: for model in %s %t.multiply.mlir %t.aggregate.mlir; do for threads in 1 2 3; do \
// RUN:   gnn-run $model --data=%t.safetensors --threads=$threads --compare=%t.ref.safetensors | FileCheck %s || exit 1; \
// RUN: done; done

// All that is behind the first product is computed on the rows of the sum, and
// multiplied again in the same tile.
// RUN: gnn-opt %s --gnn-to-cpu-pipeline --remarks-filter=convert-gnn-to-vector -o /dev/null 2>&1 | FileCheck %s --check-prefix=FUSED
// FUSED-DAG: computed gnn.add_scaled on the rows of gnn.aggregate
// FUSED-DAG: computed gnn.bias_add on the rows of gnn.aggregate
// FUSED-DAG: computed gnn.relu on the rows of gnn.aggregate
// FUSED-DAG: multiplied the rows of gnn.aggregate by tiles

// ORDER: gnn.linear
// ORDER-NEXT: gnn.aggregate sum
// ORDER-NEXT: gnn.add_scaled
// ORDER-NEXT: gnn.bias_add
// ORDER-NEXT: gnn.relu
// ORDER-NEXT: gnn.linear

// CHECK: difference {{ *}}max abs {{0|[0-9.]+e-0[5-9]}}, {{.*}}0 predictions changed

ml_program.global private @eps(dense<0.25> : tensor<1xf32>) : tensor<1xf32>
ml_program.global private @w(dense<[[0.5, -0.25, 1.0, 0.125, 0.0, 0.5, -1.0], [0.25, 0.5, -0.5, 1.0, 0.75, 0.0, 0.5], [-0.5, 1.0, 0.25, 0.0, 0.5, 0.125, 0.25]]> : tensor<3x7xf32>) : tensor<3x7xf32>
ml_program.global private @b(dense<[0.5, -0.5, 1.0]> : tensor<3xf32>) : tensor<3xf32>
ml_program.global private @v(dense<[[1.0, 0.5, -0.5], [0.25, -1.0, 0.5]]> : tensor<2x3xf32>) : tensor<2x3xf32>

func.func @forward(%graph: !gnn.graph, %x: tensor<?x7xf32>) -> tensor<?x2xf32> {
  %eps = ml_program.global_load_const @eps : tensor<1xf32>
  %w = ml_program.global_load_const @w : tensor<3x7xf32>
  %b = ml_program.global_load_const @b : tensor<3xf32>
  %v = ml_program.global_load_const @v : tensor<2x3xf32>
  %s = gnn.gin_conv %graph, %x, %eps : (!gnn.graph, tensor<?x7xf32>, tensor<1xf32>) -> tensor<?x7xf32>
  %h = gnn.linear %s, %w bias %b : (tensor<?x7xf32>, tensor<3x7xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %r = gnn.relu %h : tensor<?x3xf32>
  %y = gnn.linear %r, %v : (tensor<?x3xf32>, tensor<2x3xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
