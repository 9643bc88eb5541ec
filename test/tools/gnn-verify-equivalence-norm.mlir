// One of nine weights goes, which is 0.001. Channels are 9 or more apart, so
// that a row's deviation is at least 7, and a norm follows the difference.

// RUN: gnn-opt %s --gnn-prune-weights="sparsity=0.12" -o %t.mlir
// RUN: gnn-verify-equivalence %s %t.mlir --box=0:1 --tolerance=0.001 --json 2>&1 | FileCheck %s --check-prefix=NORM
// NORM-NOT: remark
// NORM: {"bound":0.000{{[1-9][0-9]*}},"class":"bounded","equal":true,"relational":true,{{.*}},"widened":0}

// RUN: sed 's/gnn.layer_norm node %h : (tensor<?x3xf32>) -> tensor<?x3xf32>/gnn.l2_normalize %h : tensor<?x3xf32>/' %s > %t.l2.mlir
// RUN: gnn-opt %t.l2.mlir --gnn-prune-weights="sparsity=0.12" -o %t.l2-pruned.mlir
// RUN: gnn-verify-equivalence %t.l2.mlir %t.l2-pruned.mlir --box=0:1 --tolerance=0.001 --json 2>&1 | FileCheck %s --check-prefix=NORM

// Features of any size cannot be compared, but norms bound what they give: the
// remark says where.

// RUN: not gnn-verify-equivalence %s %t.mlir --tolerance=0.001 2>&1 | FileCheck %s --check-prefix=ANY
// ANY: [[# @LINE + 16]]:8: remark: the difference is followed up to here
// ANY: different, tolerance 0.001
// ANY-NEXT: largest difference of a logit: at most 3.46, followed through the ops

// What rounding adds: nothing to real numbers, and to float32 more than to
// float64.

// RUN: gnn-verify-equivalence %s %t.mlir --box=0:1 --tolerance=0.01 --arithmetic=real --json | FileCheck %s --check-prefix=NORM
// RUN: gnn-verify-equivalence %s %t.mlir --box=0:1 --tolerance=0.01 --arithmetic=float32 --json | FileCheck %s --check-prefix=NORM

ml_program.global private @w(dense<[[0.001, 0.5, 0.5], [0.5, 0.5, 0.5], [0.5, 0.5, 0.5]]> : tensor<3x3xf32>) : tensor<3x3xf32>
ml_program.global private @b(dense<[-10.0, 0.0, 10.0]> : tensor<3xf32>) : tensor<3xf32>
func.func @forward(%g: !gnn.graph, %x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  %w = ml_program.global_load_const @w : tensor<3x3xf32>
  %b = ml_program.global_load_const @b : tensor<3xf32>
  %h = gnn.linear %x, %w bias %b : (tensor<?x3xf32>, tensor<3x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %y = gnn.layer_norm node %h : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}
