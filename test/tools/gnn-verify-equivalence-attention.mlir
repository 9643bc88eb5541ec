// One of eight weights goes, which is 0.001. What is attended to changes by at
// most that, and weights of edges by tanh of a quarter of what scores do.

// RUN: gnn-opt %s --gnn-prune-weights="sparsity=0.125" -o %t.mlir
// RUN: gnn-verify-equivalence %s %t.mlir --box=0:1 --tolerance=0.01 --json 2>&1 | FileCheck %s --check-prefix=LAYER
// LAYER-NOT: remark
// LAYER: {"bound":0.00{{[1-3][0-9]*}},"class":"bounded","equal":true,"relational":true,"tested":{"changed_predictions":{{[0-9]+}},"inputs":40,"max_abs":{{.*}}},"tolerance":0.01{{.*}},"widened":0}

// The fused op has the same bound.

// RUN: gnn-opt %s --gnn-decompose-layers --cse --gnn-fuse-attention -o %t.first.mlir
// RUN: gnn-opt %t.mlir --gnn-decompose-layers --cse --gnn-fuse-attention -o %t.second.mlir
// RUN: gnn-verify-equivalence %t.first.mlir %t.second.mlir --box=0:1 --tolerance=0.01 --json 2>&1 | FileCheck %s --check-prefix=LAYER

// The same models one after the other have nothing in common by name: the
// difference of their bounds is larger than what they give.

// RUN: sed 's/@w\b/@v/g' %t.mlir > %t.renamed.mlir
// RUN: not gnn-verify-equivalence %s %t.renamed.mlir --box=0:1 --tolerance=1e-9 | FileCheck %s --check-prefix=APART
// APART: largest difference of a logit: at most {{[1-9].*}}, from the bounds of both

ml_program.global private @w(dense<[[1.0, 0.5], [0.5, -1.0], [0.25, 0.001], [0.75, 0.5]]> : tensor<4x2xf32>) : tensor<4x2xf32>
ml_program.global private @s(dense<[[[1.0, 0.5], [-0.5, 1.0]]]> : tensor<1x2x2xf32>) : tensor<1x2x2xf32>
ml_program.global private @d(dense<[[[0.5, 0.5], [1.0, -1.0]]]> : tensor<1x2x2xf32>) : tensor<1x2x2xf32>
func.func @forward(%g: !gnn.graph, %x: tensor<?x2xf32>) -> tensor<?x4xf32> {
  %w = ml_program.global_load_const @w : tensor<4x2xf32>
  %s = ml_program.global_load_const @s : tensor<1x2x2xf32>
  %d = ml_program.global_load_const @d : tensor<1x2x2xf32>
  %y = gnn.gat_conv %g, %x, %w, %s, %d : (!gnn.graph, tensor<?x2xf32>, tensor<4x2xf32>, tensor<1x2x2xf32>, tensor<1x2x2xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}
