// RUN: gnn-opt %s --split-input-file --gnn-print-cost="nodes=100 edges=300 self-loops=10 graphs=5 nonzeros=50" -o /dev/null 2>&1 | FileCheck %s
// RUN: gnn-opt %s --split-input-file --gnn-print-cost="nodes=4611686018427387904 edges=4611686018427387904" -o /dev/null 2>&1 | FileCheck %s --check-prefix=HUGE

// A product of dense features; 100 rows.

// CHECK-LABEL: cost of @dense: 100 nodes, 300 edges, 5 graphs; 2 threads of
// CHECK-NEXT:     multiply-adds     bytes read  bytes written  microseconds  bound by
// CHECK-NEXT:              3200           3328           1600 {{ *[0-9.]+}}  parallel loop  gnn.linear
// CHECK-NEXT:              3200           3328           1600 {{ *[0-9.]+}}                 total
// CHECK-NEXT:  parameters: 0, nonzero: 0
// HUGE:                    9223372036854775807 {{.*}} total
func.func @dense(%x: tensor<?x8xf32>, %w: tensor<4x8xf32>) -> tensor<?x4xf32> {
  %y = gnn.linear %x, %w : (tensor<?x8xf32>, tensor<4x8xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// -----

// 50 stored elements of the features, 3 of the weight's 8: 50 * 3 / 2.

// CHECK-LABEL: cost of @sparse:
// CHECK:                75 {{.*}} gnn.linear
// CHECK:       parameters: 8, nonzero: 3
ml_program.global private @w(dense<[[1.0, 0.0], [0.0, 2.0], [0.0, 0.0], [3.0, 0.0]]> : tensor<4x2xf32, #gnn.csr>) : tensor<4x2xf32, #gnn.csr>
func.func @sparse(%x: tensor<?x2xf32, #gnn.csr>) -> tensor<?x4xf32> {
  %w = ml_program.global_load_const @w : tensor<4x2xf32, #gnn.csr>
  %y = gnn.linear %x, %w : (tensor<?x2xf32, #gnn.csr>, tensor<4x2xf32, #gnn.csr>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// -----

// Rows of edges (300 - 10 + 100 with self loops), of nodes, and of graphs.

// CHECK-LABEL: cost of @rows:
// CHECK-NEXT:     multiply-adds
// CHECK-NEXT:                 0 {{.*}} gnn.add_self_loops
// CHECK-NEXT:               780 {{.*}} gnn.edge_add
// CHECK-NEXT:               780 {{.*}} gnn.leaky_relu
// CHECK-NEXT:              2340 {{.*}} gnn.edge_softmax
// CHECK-NEXT:              3120 {{.*}} gnn.aggregate
// CHECK-NEXT:               800 {{.*}} gnn.relu
// CHECK-NEXT:               800 {{.*}} gnn.pool
// CHECK-NEXT:                80 {{.*}} gnn.linear
func.func @rows(%g: !gnn.graph, %x: tensor<?x8xf32>, %s: tensor<?x2xf32>, %ptr: tensor<?xi64>, %w: tensor<2x8xf32>) -> tensor<?x2xf32> {
  %l = gnn.add_self_loops %g : (!gnn.graph) -> !gnn.graph
  %e = gnn.edge_add %l, %s, %s : (!gnn.graph, tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x2xf32>
  %r = gnn.leaky_relu %e : tensor<?x2xf32>
  %p = gnn.edge_softmax %l, %r : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
  %a = gnn.aggregate sum %l, %x weights %p : (!gnn.graph, tensor<?x8xf32>, tensor<?x2xf32>) -> tensor<?x8xf32>
  %h = gnn.relu %a : tensor<?x8xf32>
  %o = gnn.pool sum %h, %ptr : (tensor<?x8xf32>, tensor<?xi64>) -> tensor<?x8xf32>
  %y = gnn.linear %o, %w : (tensor<?x8xf32>, tensor<2x8xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
