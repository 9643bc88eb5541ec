// Everything goes but the ELU, what it is in, and what types need.
// RUN: mkdir -p %t && cp %S/Inputs/has.sh %t/has-elu.sh
// RUN: gnn-reduce %s --gnn-reduce-ops="test=%t/has-elu.sh" | FileCheck %s --implicit-check-not="= gnn."
// RUN: gnn-reduce %s --gnn-reduce-ops="test=%t/has-elu.sh" -o %t/small.mlir
// RUN: gnn-opt %t/small.mlir | FileCheck %s --implicit-check-not="= gnn."

// What folds away stays all the same where it is what matters.
// RUN: cp %S/Inputs/has.sh %t/has-dropout.sh
// RUN: gnn-reduce %s --gnn-reduce-ops="test=%t/has-dropout.sh" | FileCheck %s --check-prefix=DROPOUT

// CHECK-NOT: ml_program
// CHECK-NOT: @other
// CHECK: func.func @model(
// CHECK-NEXT: %[[Y:.*]] = gnn.elu %arg{{[0-9]+}} : tensor<?x4xf32>
// CHECK-NEXT: return
// CHECK-NEXT: }
// CHECK-NEXT: }

// DROPOUT: gnn.dropout
// DROPOUT-NOT: gnn.

ml_program.global private @eps(#ml_program.extern : tensor<1xf32>) : tensor<1xf32>

func.func @other(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %y = gnn.relu %x : tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

func.func @model(%graph: !gnn.graph, %x: tensor<?x9xf32>, %w: tensor<4x9xf32>) -> tensor<?x4xf32> {
  %eps = ml_program.global_load_const @eps : tensor<1xf32>
  %a = gnn.gcn_conv %graph, %x, %w : (!gnn.graph, tensor<?x9xf32>, tensor<4x9xf32>) -> tensor<?x4xf32>
  %b = gnn.elu %a : tensor<?x4xf32>
  %c = gnn.gin_conv %graph, %b, %eps : (!gnn.graph, tensor<?x4xf32>, tensor<1xf32>) -> tensor<?x4xf32>
  %d = gnn.dropout %c : tensor<?x4xf32>
  %e = gnn.add %d, %a : tensor<?x4xf32>
  return %e : tensor<?x4xf32>
}
