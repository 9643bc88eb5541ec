// RUN: gnn-opt %s --gnn-print-cost="nodes=100000 edges=100000 threads=1" -o /dev/null 2>&1 | FileCheck %s --check-prefixes=CHECK,FEW
// RUN: gnn-opt %s --gnn-print-cost="nodes=100000 edges=3000000 threads=1" -o /dev/null 2>&1 | FileCheck %s --check-prefixes=CHECK,MANY

// Why a product goes before or behind its aggregate: both times on this graph,
// and where a graph that is unknown would change the order.

// CHECK: composition 64 -> 80 channels, written aggregate-first: multiply-first {{[0-9.]+}} microseconds, aggregate-first
// FEW-SAME: so multiply-first
// MANY-SAME: so aggregate-first
// CHECK-NEXT: for any graph: aggregate-first {{(from|never).*}}, else multiply-first
ml_program.global private @w(dense<1.0> : tensor<80x64xf32>) : tensor<80x64xf32>
func.func @widens(%g: !gnn.graph, %x: tensor<?x64xf32>, %c: tensor<?xf32>) -> tensor<?x80xf32> {
  %w = ml_program.global_load_const @w : tensor<80x64xf32>
  %s = gnn.scale_rows %x, %c : (tensor<?x64xf32>, tensor<?xf32>) -> tensor<?x64xf32>
  %a = gnn.aggregate sum %g, %s : (!gnn.graph, tensor<?x64xf32>) -> tensor<?x64xf32>
  %y = gnn.linear %a, %w : (tensor<?x64xf32>, tensor<80x64xf32>) -> tensor<?x80xf32>
  return %y : tensor<?x80xf32>
}
