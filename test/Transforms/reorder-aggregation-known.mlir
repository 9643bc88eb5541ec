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

// Narrower rows save little on one edge a node: less than a pass over the
// features for their scaling, which joins the product on the other side.

// CHECK: module attributes {gnn.aggregation_order = "keep"}
// CHECK-LABEL: func.func @widens
// FEW: gnn.linear
// FEW-NEXT: gnn.scale_rows
// FEW-NEXT: gnn.aggregate sum
// MANY: gnn.scale_rows
// MANY-NEXT: gnn.aggregate sum
// MANY-NEXT: gnn.linear
// REMARK: Reason="multiply-first takes {{[0-9.]+}} microseconds and
ml_program.global private @w(dense<1.0> : tensor<80x64xf32>) : tensor<80x64xf32>
func.func @widens(%g: !gnn.graph, %x: tensor<?x64xf32>, %c: tensor<?xf32>) -> tensor<?x80xf32> {
  %w = ml_program.global_load_const @w : tensor<80x64xf32>
  %s = gnn.scale_rows %x, %c : (tensor<?x64xf32>, tensor<?xf32>) -> tensor<?x64xf32>
  %a = gnn.aggregate sum %g, %s : (!gnn.graph, tensor<?x64xf32>) -> tensor<?x64xf32>
  %y = gnn.linear %a, %w : (tensor<?x64xf32>, tensor<80x64xf32>) -> tensor<?x80xf32>
  return %y : tensor<?x80xf32>
}
