// RUN: %python %S/../tools/make_data.py %t.safetensors \
// RUN:   'x=F32:[[1,0],[0,2],[3,1],[2,2]]' 'edge_index=I64:[[0,1,2,3],[1,0,3,2]]'
// RUN: gnn-opt %s --gnn-calibrate="data=%t.safetensors split=all" --gnn-print-statistics -o /dev/null 2>&1 | FileCheck %s --check-prefix=STATISTICS
// RUN: gnn-opt %s --gnn-prune="data=%t.safetensors ratio=0.34 recovery=least-squares" -o /dev/null 2>&1 | FileCheck %s --check-prefix=STORY
// RUN: not gnn-opt %s --gnn-prune="data=%t.safetensors target-latency=0.5x" 2>&1 | FileCheck %s --check-prefix=TIMED

// Whoever looks at values inside a function does not mind how many it returns.
// The third channel is the sum of the others, and nothing is lost with it; of
// the table's columns, both results count.

// STATISTICS-DAG: statistics of @a.weight: 2 channels, 4 rows
// STATISTICS-DAG: statistics of @b.weight: 3 channels, 4 rows
// STATISTICS-DAG: statistics of @c.weight: 3 channels, 4 rows
// STORY: channels pruned 10
// STORY-NEXT: channels recovered 10 10 {{[0-9]+}} {{[0-9.]+e-0[4-9]}} 100.00%

// What is compiled has one.
// TIMED: error: gnn-prune: function "forward": expects one result but got 2
ml_program.global private @a.weight(dense<[[4.0, 1.0], [0.5, 2.0], [4.5, 3.0]]> : tensor<3x2xf32>) : tensor<3x2xf32>
ml_program.global private @b.weight(dense<[[1.0, 1.0, -2.0], [2.0, 0.5, 1.0]]> : tensor<2x3xf32>) : tensor<2x3xf32>
ml_program.global private @c.weight(dense<[[1.0, 3.0, 1.0]]> : tensor<1x3xf32>) : tensor<1x3xf32>
func.func @forward(%graph: !gnn.graph, %x: tensor<?x2xf32>) -> (tensor<?x2xf32>, tensor<?x1xf32>) {
  %a = ml_program.global_load_const @a.weight : tensor<3x2xf32>
  %b = ml_program.global_load_const @b.weight : tensor<2x3xf32>
  %c = ml_program.global_load_const @c.weight : tensor<1x3xf32>
  %h = gnn.linear %x, %a : (tensor<?x2xf32>, tensor<3x2xf32>) -> tensor<?x3xf32>
  %r = gnn.relu %h : tensor<?x3xf32>
  %y = gnn.linear %r, %b : (tensor<?x3xf32>, tensor<2x3xf32>) -> tensor<?x2xf32>
  %m = gnn.aggregate mean %graph, %r : (!gnn.graph, tensor<?x3xf32>) -> tensor<?x3xf32>
  %z = gnn.linear %m, %c : (tensor<?x3xf32>, tensor<1x3xf32>) -> tensor<?x1xf32>
  return %y, %z : tensor<?x2xf32>, tensor<?x1xf32>
}
