// RUN: gnn-opt %s --gnn-reorder-aggregation="nodes=100000 edges=100000 threads=1" \
// RUN:   | FileCheck %s --check-prefixes=CHECK,FEW
// RUN: gnn-opt %s --gnn-reorder-aggregation="nodes=100000 edges=3000000 threads=1" \
// RUN:   | FileCheck %s --check-prefixes=CHECK,MANY
// RUN: gnn-opt %s --gnn-reorder-aggregation="nodes=100000 edges=100000 threads=1" | gnn-opt --gnn-reorder-aggregation \
// RUN:   | FileCheck %s --check-prefixes=CHECK,FEW
// RUN: %python %S/../tools/make_data.py %t.safetensors 'x=F32:[[1],[3]]' 'edge_index=I64:[[0],[1]]'
// RUN: gnn-opt %s --gnn-reorder-aggregation="data=%t.safetensors threads=1" \
// RUN:   | FileCheck %s --check-prefixes=CHECK,FEW
// RUN: gnn-opt %s --gnn-reorder-aggregation="nodes=100000 edges=100000" --remarks-filter="gnn-reorder-aggregation" -o /dev/null 2>&1 \
// RUN:   | FileCheck %s --check-prefix=REMARK

// Narrower rows save little on one edge a node: less than to multiply the sums
// while they are in a cache.

// CHECK: module attributes {gnn.aggregation_order = "keep"}
// CHECK-LABEL: func.func @narrows
// FEW: gnn.aggregate sum
// FEW-NEXT: gnn.linear
// MANY: gnn.linear
// MANY-NEXT: gnn.aggregate sum
// REMARK: Reason="aggregate-first takes {{[0-9.]+}} microseconds and
ml_program.global private @w(dense<1.0> : tensor<64x96xf32>) : tensor<64x96xf32>
func.func @narrows(%g: !gnn.graph, %x: tensor<?x96xf32>) -> tensor<?x64xf32> {
  %w = ml_program.global_load_const @w : tensor<64x96xf32>
  %z = gnn.linear %x, %w : (tensor<?x96xf32>, tensor<64x96xf32>) -> tensor<?x64xf32>
  %y = gnn.aggregate sum %g, %z : (!gnn.graph, tensor<?x64xf32>) -> tensor<?x64xf32>
  return %y : tensor<?x64xf32>
}
