// RUN: %python %S/../tools/make_data.py %t.safetensors 'x=F32:[[1],[2],[3]]' 'edge_index=I64:[[0,1,2],[0,1,2]]'
// RUN: gnn-opt %s --gnn-prune="granularity=heads ratio=0.5 ledger=%t.json" -o %t.mlir 2>&1 | FileCheck %s --check-prefix=STORY
// RUN: FileCheck %s < %t.mlir
// RUN: FileCheck %s --check-prefix=LEDGER < %t.json
// RUN: gnn-opt %s --gnn-prune="granularity=heads target-bytes=0.7x data=%t.safetensors" -o %t.bytes.mlir 2>&1 | FileCheck %s --check-prefix=STORY
// RUN: gnn-opt %s --gnn-prune="granularity=heads ratio=0.5 protect=conv" 2>&1 | FileCheck %s --check-prefix=KEPT
// RUN: gnn-opt %s --gnn-prune="granularity=heads ratio=0.5 scope=global normalize=max recovery=least-squares data=%t.safetensors" 2>&1 | FileCheck %s --check-prefix=RECOVERED
// RUN: not gnn-opt %s --gnn-prune="granularity=layers ratio=0.5 data=%t.safetensors" 2>&1 | FileCheck %s --check-prefix=NOLAYERS

// Of two heads the one with the smaller weights goes, whole.

// STORY: original 20 20
// STORY-NEXT: dead removed 20 20
// STORY-NEXT: heads pruned 10 10
// CHECK: @conv.lin.weight({{.*}}) : tensor<2x1xf32> {gnn.channels = [array<i64: 0, 1>, unit]}
// CHECK: @lin.weight({{.*}}) : tensor<1x2xf32> {gnn.channels = [unit, array<i64: 0, 1>]}
// LEDGER: "gnn-prune-heads"
// KEPT: heads pruned 20 20
// NOLAYERS: error: gnn-prune expects layers that can be bypassed but got none
// RECOVERED: heads pruned 10 10
// RECOVERED-NEXT: heads recovered 10 10
ml_program.global private @conv.lin.weight(dense<[[2.0], [3.0], [0.5], [0.25]]> : tensor<4x1xf32>) : tensor<4x1xf32>
ml_program.global private @conv.src(dense<1.0> : tensor<1x2x2xf32>) : tensor<1x2x2xf32>
ml_program.global private @conv.dst(dense<1.0> : tensor<1x2x2xf32>) : tensor<1x2x2xf32>
ml_program.global private @conv.bias(dense<[1.0, 2.0, 0.5, 0.25]> : tensor<4xf32>) : tensor<4xf32>
ml_program.global private @lin.weight(dense<[[4.0, 3.0, 2.0, 1.0]]> : tensor<1x4xf32>) : tensor<1x4xf32>
func.func @forward(%g: !gnn.graph, %x: tensor<?x1xf32>) -> tensor<?x1xf32> {
  %w = ml_program.global_load_const @conv.lin.weight : tensor<4x1xf32>
  %s = ml_program.global_load_const @conv.src : tensor<1x2x2xf32>
  %d = ml_program.global_load_const @conv.dst : tensor<1x2x2xf32>
  %b = ml_program.global_load_const @conv.bias : tensor<4xf32>
  %l = ml_program.global_load_const @lin.weight : tensor<1x4xf32>
  %h = gnn.gat_conv %g, %x, %w, %s, %d bias %b : (!gnn.graph, tensor<?x1xf32>, tensor<4x1xf32>, tensor<1x2x2xf32>, tensor<1x2x2xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  %r = gnn.relu %h : tensor<?x4xf32>
  %y = gnn.linear %r, %l : (tensor<?x4xf32>, tensor<1x4xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}
