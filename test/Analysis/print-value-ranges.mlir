// RUN: gnn-opt %s --split-input-file --gnn-print-value-ranges -o /dev/null 2>&1 | FileCheck %s --check-prefixes=CHECK,ANY
// RUN: gnn-opt %s --split-input-file --gnn-print-value-ranges="box=0:1 max-degree=3 channels" -o /dev/null 2>&1 | FileCheck %s --check-prefixes=CHECK,BOX

// What the ops alone guarantee, and what a box adds.

// ANY:        ranges in @dense, proved:
// ANY-NEXT:     argument 0: 2 channels in [-inf, inf]
// ANY-NEXT:     gnn.normalize_features: 2 channels in [0, 1], row sum [0, 1]
// ANY-NEXT:     gnn.linear: 2 channels in [-3, 2], 1 never negative
// ANY-NEXT:     gnn.relu: 2 channels in [0, 2], 1 always zero, 1 never negative
// BOX:        ranges in @dense, proved-for-box:
// BOX-NEXT:     argument 0: 2 channels in [0, 1]
// BOX-NEXT:       0: [0, 1]
// BOX:          gnn.relu: 2 channels in [0, 2], 1 always zero, 1 never negative
// BOX-NEXT:       0: [0, 2]
// BOX-NEXT:       1: [0, 0]
ml_program.global private @w(dense<[[1.0, 2.0], [-1.0, -3.0]]> : tensor<2x2xf32>) : tensor<2x2xf32>
func.func @dense(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %w = ml_program.global_load_const @w : tensor<2x2xf32>
  %n = gnn.normalize_features %x : tensor<?x2xf32>
  %h = gnn.linear %n, %w : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %r = gnn.relu %h : tensor<?x2xf32>
  return %r : tensor<?x2xf32>
}

// -----

// Graphs, values of nodes, segments, and rows that are weighted.

// CHECK:      ranges in @messages
// ANY-NEXT:     argument 0: degree [0, inf]
// BOX-NEXT:     argument 0: degree [0, 3]
// CHECK:        argument 2: rows [0, inf]
// ANY:          gnn.add_self_loops: degree [1, inf]
// BOX:          gnn.add_self_loops: degree [1, 4]
// ANY-NEXT:     gnn.gcn_norm: [0, 1]
// BOX-NEXT:     gnn.gcn_norm: [0.5, 1]
// BOX:          gnn.aggregate: 1 channels in [0, 4], 1 never negative
// BOX:          gnn.scale_rows: 1 channels in [0, 2]
// ANY:          gnn.pool: 1 channels in [-inf, inf]
// BOX:          gnn.pool: 1 channels in [0, 2.00784]
func.func @messages(%g: !gnn.graph, %x: tensor<?x1xf32>, %ptr: tensor<?xi64>) -> tensor<?x1xf32> {
  %l = gnn.add_self_loops %g : (!gnn.graph) -> !gnn.graph
  %n = gnn.gcn_norm %l : (!gnn.graph) -> tensor<?xf32>
  %s = gnn.scale_rows %x, %n : (tensor<?x1xf32>, tensor<?xf32>) -> tensor<?x1xf32>
  %a = gnn.aggregate sum %l, %s : (!gnn.graph, tensor<?x1xf32>) -> tensor<?x1xf32>
  %t = gnn.scale_rows %a, %n : (tensor<?x1xf32>, tensor<?xf32>) -> tensor<?x1xf32>
  %p = gnn.pool mean %t, %ptr : (tensor<?x1xf32>, tensor<?xi64>) -> tensor<?x1xf32>
  return %p : tensor<?x1xf32>
}

// -----

// Weights that are no parameters, or have no values, bound nothing.

// CHECK: ranges in @unknown
// CHECK:   gnn.transpose: not bounded
// CHECK:   gnn.linear: 1 channels in [-inf, inf]
// CHECK:   gnn.linear: 1 channels in [-inf, inf]
ml_program.global private @w(dense<1.0> : tensor<1x1xf32>) : tensor<1x1xf32>
ml_program.global private @v(#ml_program.extern : tensor<1x1xf32>) : tensor<1x1xf32>
func.func @unknown(%x: tensor<?x1xf32>) -> tensor<?x1xf32> {
  %w = ml_program.global_load_const @w : tensor<1x1xf32>
  %v = ml_program.global_load_const @v : tensor<1x1xf32>
  %t = gnn.transpose %w : (tensor<1x1xf32>) -> tensor<1x1xf32>
  %h = gnn.linear %x, %t : (tensor<?x1xf32>, tensor<1x1xf32>) -> tensor<?x1xf32>
  %y = gnn.linear %h, %v : (tensor<?x1xf32>, tensor<1x1xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}
