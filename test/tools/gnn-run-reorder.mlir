// Renumbered nodes give the results of the graph as it is: a path, a hub, a node
// that nobody reads, one without edges, and an edge that is there twice.

// RUN: %python %S/make_data.py %t.safetensors 'x=F32:[[1,2],[3,-1],[5,4],[0,1],[2,2],[-3,1],[7,0]]' \
// RUN:   'edge_index=I64:[[0,1,2,3,1,4,4,4,4,1,1,5],[1,2,3,4,0,0,1,2,3,5,5,4]]'
// RUN: gnn-run %s --data=%t.safetensors --engine=reference --output=%t.ref.safetensors
// RUN: gnn-run %s --data=%t.safetensors --reorder=degree --compare=%t.ref.safetensors | FileCheck %s
// RUN: gnn-run %s --data=%t.safetensors --reorder=rcm --compare=%t.ref.safetensors | FileCheck %s
// RUN: gnn-run %s --data=%t.safetensors --reorder=rcm --function=unprepared --output=%t.rcm.safetensors
// RUN: gnn-run %s --data=%t.safetensors --engine=reference --function=unprepared --compare=%t.rcm.safetensors \
// RUN:   | FileCheck %s
// CHECK: difference {{ *}}max abs {{0|[0-9.]+e-0[789]}}, {{.*}}0 predictions changed

// A graph without edges, and one without nodes.
// RUN: %python %S/make_data.py %t.edgeless.safetensors 'x=F32:[[1,2],[3,4]]' 'edge_index=I64:[[],[]]'
// RUN: gnn-run %s --data=%t.edgeless.safetensors --engine=reference --output=%t.edgeless-ref.safetensors
// RUN: gnn-run %s --data=%t.edgeless.safetensors --reorder=rcm --compare=%t.edgeless-ref.safetensors | FileCheck %s
// RUN: gnn-run %s --data=%t.edgeless.safetensors --reorder=degree --compare=%t.edgeless-ref.safetensors | FileCheck %s

// What it takes and what it saves.
// RUN: gnn-run %s --data=%t.safetensors --reorder=degree --repeat=3 --json | FileCheck %s --check-prefix=JSON
// JSON: "prepare_ms":{{.*}},"unordered":{"latency_ms":{"median":{{.*}},"prepare_ms":{"median":{{.*}}}},"reorder_ratio":{{[0-9.e-]+}},"reorder_pays_after":{{[0-9]+|null}}
// RUN: gnn-run %s --data=%t.safetensors --reorder=degree --repeat=3 | FileCheck %s --check-prefix=TEXT
// TEXT: graph preparation
// TEXT-NEXT: unordered latency {{ *}}median
// TEXT-NEXT: unordered prepar. {{ *}}median
// TEXT-NEXT: reordering {{ *}}{{[0-9.]+}} of the time by turns, {{paid back by run [0-9]+|never paid back}}

ml_program.global private @w(dense<[[0.5, 1.0], [1.0, -2.0], [0.25, 0.125]]> : tensor<3x2xf32>) : tensor<3x2xf32>

func.func @forward(%graph: !gnn.graph, %x: tensor<?x2xf32>) -> tensor<?x3xf32> {
  %w = ml_program.global_load_const @w : tensor<3x2xf32>
  %h = gnn.gcn_conv %graph, %x, %w : (!gnn.graph, tensor<?x2xf32>, tensor<3x2xf32>) -> tensor<?x3xf32>
  %y = gnn.relu %h : tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

func.func @unprepared(%graph: !gnn.graph, %x: tensor<?x2xf32>) -> tensor<?x3xf32> {
  %w = ml_program.global_load_const @w : tensor<3x2xf32>
  %m = gnn.aggregate max %graph, %x : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
  %y = gnn.linear %m, %w : (tensor<?x2xf32>, tensor<3x2xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}
