// RUN: %python %S/../tools/make_data.py %t.safetensors \
// RUN:   'x=F32:[[1,0],[0,2],[3,1]]' 'edge_index=I64:[[0,1,2,1],[1,0,1,2]]' 'train_mask=BOOL:[true,true,false]'
// RUN: gnn-opt %s --gnn-prune="data=%t.safetensors ratio=0.5 ledger=%t.json" -o %t.mlir 2>&1 | FileCheck %s --check-prefix=STORY
// RUN: FileCheck %s < %t.mlir
// RUN: FileCheck %s --check-prefix=LEDGER < %t.json
// RUN: gnn-opt %s --gnn-prune="data=%t.safetensors ratio=0.5 recovery=least-squares" -o %t.recovered.mlir 2>&1 | FileCheck %s --check-prefix=RECOVERED
// RUN: gnn-opt %s --gnn-prune="data=%t.safetensors split=train ratio=0.25 criterion=activation-mean" 2>&1 | FileCheck %s --check-prefix=CALIBRATED
// RUN: gnn-opt %s --gnn-prune="granularity=weights ratio=0.5" 2>&1 | FileCheck %s --check-prefix=WEIGHTS
// RUN: gnn-opt %s --gnn-prune="granularity=hybrid ratio=0.25 sparsity=0.5 data=%t.safetensors" 2>&1 | FileCheck %s --check-prefix=HYBRID

// Hidden channel 2 is dead; of the three others two stay.

// STORY: step parameters nonzero multiply-adds relative error same predictions
// STORY-NEXT: original 16 14 60 0.00e+00 100.00%
// STORY-NEXT: dead removed 12 12 45 0.00e+00 100.00%
// STORY-NEXT: channels pruned 8 8 30 {{[0-9.e+-]+}} {{[0-9.]+}}%
// STORY-NEXT: dead after pruning removed 8 8 30

// What was measured is of a model that is no more.
// CHECK-NOT: gnn.statistics
// CHECK: gnn.linear {{.*}} -> tensor<?x2xf32>
// CHECK: gnn.linear {{.*}} -> tensor<?x2xf32>

// LEDGER: "proved"
// LEDGER: "pruned"

// The output has two channels, as many as are left: nothing is lost that two
// cannot carry.
// RECOVERED: channels pruned 8 8 30
// RECOVERED-NEXT: channels recovered 8 8 30

// CALIBRATED: channels pruned 12 12 45

// WEIGHTS: weights pruned 12 6

// HYBRID: channels pruned 12 12 45
// HYBRID-NEXT: weights pruned 12 6

ml_program.global private @a.weight(dense<[[4.0, 1.0], [0.5, 0.25], [0.0, 0.0], [1.0, 3.0]]> : tensor<4x2xf32>) : tensor<4x2xf32>
ml_program.global private @b.weight(dense<[[1.0, 1.0, 1.0, -2.0], [2.0, 0.5, 3.0, 1.0]]> : tensor<2x4xf32>) : tensor<2x4xf32>
func.func @forward(%graph: !gnn.graph, %x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %a = ml_program.global_load_const @a.weight : tensor<4x2xf32>
  %b = ml_program.global_load_const @b.weight : tensor<2x4xf32>
  %h = gnn.linear %x, %a : (tensor<?x2xf32>, tensor<4x2xf32>) -> tensor<?x4xf32>
  %r = gnn.relu %h : tensor<?x4xf32>
  %d = gnn.dropout %r : tensor<?x4xf32>
  %y = gnn.linear %d, %b : (tensor<?x4xf32>, tensor<2x4xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
