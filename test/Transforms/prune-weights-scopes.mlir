// RUN: gnn-opt %s --gnn-prune-weights="sparsity=0.5 scope=layer" | FileCheck %s --check-prefix=LAYER
// RUN: gnn-opt %s --gnn-prune-weights="sparsity=0.5 scope=backward" | FileCheck %s --check-prefix=BACKWARD
// RUN: gnn-opt %s --gnn-prune-weights="sparsity=0.5 scope=hierarchical" --remarks-filter=prune 2>&1 | FileCheck %s --check-prefix=SHARES
// RUN: gnn-opt %s --gnn-prune-weights="sparsity=0.5 scope=hierarchical budgets=scores" --remarks-filter=prune 2>&1 | FileCheck %s --check-prefix=MASS
// RUN: gnn-opt %s --gnn-prune-weights="sparsity=0.5 scope=hierarchical budgets=scores normalize=mean" --remarks-filter=prune 2>&1 | FileCheck %s --check-prefix=MEANS
// RUN: gnn-opt %s --gnn-prune-weights="sparsity=0.5" --remarks-filter=prune 2>&1 | FileCheck %s --check-prefix=GLOBAL
// RUN: gnn-opt %s --gnn-prune-weights="sparsity=0.5 normalize=max" --remarks-filter=prune 2>&1 | FileCheck %s --check-prefix=NORMALIZED
// RUN: gnn-opt %s --gnn-prune-weights="sparsity=0.5 criterion=lamp" --remarks-filter=prune 2>&1 | FileCheck %s --check-prefix=NORMALIZED
// RUN: gnn-opt %s --gnn-prune-weights="threshold=0.5 criterion=lamp" --remarks-filter=prune 2>&1 | FileCheck %s --check-prefix=THRESHOLD
// RUN: gnn-opt %s --gnn-prune-weights="weights=hidden:0.75" --remarks-filter=prune 2>&1 | FileCheck %s --check-prefix=ONE
// RUN: gnn-opt %s --gnn-prune-weights="sparsity=0.5 weights=hidden:0" --remarks-filter=prune 2>&1 | FileCheck %s --check-prefix=OTHERS

// Layer by layer, the smaller half: 0.25 and then 1 and 2.
// LAYER-DAG: hidden: "0x1000000000000000000000000000404000008040"
// LAYER-DAG: out: "0x100000000000C84200000000"

// Nothing reads the second hidden channel when 0.25 is gone: 3 and 4 go.
// BACKWARD-DAG: hidden: "0x100000000000803F000000400000000000000000"
// BACKWARD-DAG: out: "0x100000000000C84200000000"

// Three of six stay, as 4 to 3; of the second 9 / 7, which rounds to one.
// SHARES-DAG: Remark="2 of 4 weights of hidden: pruned"
// SHARES-DAG: Remark="1 of 2 weights of out: pruned"

// Three of six stay, as 10 to 100.25: both of the second, which is full, and
// one of the first. Over their means scores sum to 4 and 2: a half of each.
// MASS-NOT:  weights of out
// MASS:      Remark="3 of 4 weights of hidden: pruned"
// MASS-NOT:  weights of out
// MEANS-DAG: Remark="2 of 4 weights of hidden: pruned"
// MEANS-DAG: Remark="1 of 2 weights of out: pruned"

// 0.25, 1 and 2.
// GLOBAL-DAG: Remark="2 of 4 weights of hidden: pruned"
// GLOBAL-DAG: Remark="1 of 2 weights of out: pruned"

// By a quarter, a half, three quarters, 1; and 0.0025, 1. LAMP has 1/30, 4/29,
// 9/25, 1; and next to nothing, 1.
// NORMALIZED-DAG: Remark="2 of 4 weights of hidden: pruned"
// NORMALIZED-DAG: Remark="1 of 2 weights of out: pruned"

// THRESHOLD-DAG: Remark="3 of 4 weights of hidden: pruned"
// THRESHOLD-DAG: Remark="1 of 2 weights of out: pruned"

// ONE-NOT: weights of out
// ONE:     Remark="3 of 4 weights of hidden: pruned"
// ONE-NOT: weights of out
// ONE:     Remark="3 of 6 weights are zero"

// OTHERS-NOT: weights of hidden
// OTHERS:     Remark="1 of 2 weights of out: pruned"
ml_program.global private @hidden(dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>) : tensor<2x2xf32>
ml_program.global private @out(dense<[[100.0, 0.25]]> : tensor<1x2xf32>) : tensor<1x2xf32>
func.func @scopes(%x: tensor<?x2xf32>) -> tensor<?x1xf32> {
  %w = ml_program.global_load_const @hidden : tensor<2x2xf32>
  %v = ml_program.global_load_const @out : tensor<1x2xf32>
  %h = gnn.linear %x, %w : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %r = gnn.relu %h : tensor<?x2xf32>
  %y = gnn.linear %r, %v : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}
