// RUN: gnn-opt %s --gnn-print-cost="nodes=100000 edges=100000 threads=1" -o /dev/null 2>&1 | FileCheck %s --check-prefixes=CHECK,FEW
// RUN: gnn-opt %s --gnn-print-cost="nodes=100000 edges=3000000 threads=1" -o /dev/null 2>&1 | FileCheck %s --check-prefixes=CHECK,MANY

// Why a product goes before or behind its aggregate: both times on this graph,
// and where a graph that is unknown would change the order.

// CHECK: composition 96 -> 64 channels, written aggregate-first: multiply-first {{[0-9.]+}} microseconds, aggregate-first
// FEW-SAME: so aggregate-first
// MANY-SAME: so multiply-first
// CHECK-NEXT: for any graph: multiply-first {{(from|never).*}}, else aggregate-first
ml_program.global private @w(dense<1.0> : tensor<64x96xf32>) : tensor<64x96xf32>
func.func @narrows(%g: !gnn.graph, %x: tensor<?x96xf32>) -> tensor<?x64xf32> {
  %w = ml_program.global_load_const @w : tensor<64x96xf32>
  %a = gnn.aggregate sum %g, %x : (!gnn.graph, tensor<?x96xf32>) -> tensor<?x96xf32>
  %y = gnn.linear %a, %w : (tensor<?x96xf32>, tensor<64x96xf32>) -> tensor<?x64xf32>
  return %y : tensor<?x64xf32>
}
