// A layer that narrows, compiled once: on few edges it aggregates first, on many
// it multiplies first, and both give what the interpreter gives. Forced orders
// too.

// RUN: %python %S/make_data.py %t.few.safetensors \
// RUN:   'x=F32:[[1,2,3,4,5,6,7,8,1,2,3,4,5,6,7,8],[3,-1,0,2,1,1,0,5,2,0,4,1,0,1,3,2],[0,1,0,1,2,2,5,1,-4,1,0,0,3,6,1,2]]' \
// RUN:   'edge_index=I64:[[0,1],[1,2]]'
// RUN: %python %S/make_data.py %t.many.safetensors \
// RUN:   'x=F32:[[1,2,3,4,5,6,7,8,1,2,3,4,5,6,7,8],[3,-1,0,2,1,1,0,5,2,0,4,1,0,1,3,2]]' \
// RUN:   'edge_index=I64[2,64]:[[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1],[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]]'
// RUN: gnn-run %s --data=%t.few.safetensors --engine=reference --output=%t.few-ref.safetensors
// RUN: gnn-run %s --data=%t.many.safetensors --engine=reference --output=%t.many-ref.safetensors
// RUN: gnn-run %s --data=%t.few.safetensors --compare=%t.few-ref.safetensors | FileCheck %s
// RUN: gnn-run %s --data=%t.many.safetensors --compare=%t.many-ref.safetensors | FileCheck %s
// RUN: gnn-run %s --data=%t.many.safetensors --reorder=degree --compare=%t.many-ref.safetensors | FileCheck %s
// RUN: gnn-opt %s --gnn-optimize-pipeline --gnn-hoist-preparation --gnn-version-aggregation | FileCheck %s --check-prefix=VERSIONS
// RUN: gnn-opt %s --gnn-reorder-aggregation=order=multiply-first -o %t.multiply.mlir
// RUN: gnn-run %t.multiply.mlir --data=%t.many.safetensors --compare=%t.many-ref.safetensors | FileCheck %s
// RUN: gnn-opt %s --gnn-reorder-aggregation=order=aggregate-first -o %t.aggregate.mlir
// RUN: gnn-run %t.aggregate.mlir --data=%t.few.safetensors --compare=%t.few-ref.safetensors | FileCheck %s

// The object has both, and C callers see one function.
// RUN: gnn-opt %s --gnn-to-object-pipeline | FileCheck %s --check-prefix=OBJECT
// OBJECT-DAG: llvm.func internal @forward_version0
// OBJECT-DAG: llvm.func internal @forward_version1
// OBJECT-DAG: llvm.func @model_forward(

// VERSIONS: gnn.versions = [{function = @forward_version1
// CHECK: difference {{ *}}max abs {{0|[0-9.]+e-0[5-9]}}, {{.*}}0 predictions changed

ml_program.global private @w(dense<0.125> : tensor<8x16xf32>) : tensor<8x16xf32>
ml_program.global private @b(dense<[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.5]> : tensor<8xf32>) : tensor<8xf32>

func.func @forward(%graph: !gnn.graph, %x: tensor<?x16xf32>) -> tensor<?x8xf32> {
  %w = ml_program.global_load_const @w : tensor<8x16xf32>
  %b = ml_program.global_load_const @b : tensor<8xf32>
  %m = gnn.aggregate mean %graph, %x : (!gnn.graph, tensor<?x16xf32>) -> tensor<?x16xf32>
  %y = gnn.linear %m, %w bias %b : (tensor<?x16xf32>, tensor<8x16xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}
