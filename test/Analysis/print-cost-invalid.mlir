// RUN: not gnn-opt %s --gnn-print-cost="nodes=-1" 2>&1 | FileCheck %s --check-prefix=NODES
// RUN: not gnn-opt %s --gnn-print-cost="edges=2 self-loops=3" 2>&1 | FileCheck %s --check-prefix=LOOPS
// RUN: not gnn-opt %s --gnn-print-cost 2>&1 | FileCheck %s --check-prefix=VALUE

// NODES: error: gnn-print-cost expects nodes to be at least 0 but got -1
// LOOPS: error: gnn-print-cost expects at most 2 self-loops, as there are edges, but got 3
// VALUE: error: parameter 'w' expects a resource of 8 bytes but got none
ml_program.global private @w(dense_resource<absent> : tensor<2xf32>) : tensor<2xf32>
