// RUN: %python %S/../tools/make_data.py %t.safetensors \
// RUN:   'x=F32:[[1,0,2,0],[0,2,1,0],[3,1,0,1],[2,2,0,0]]' 'edge_index=I64:[[0,1,2,3],[1,0,3,2]]'
// RUN: gnn-opt %s --gnn-prune="granularity=inputs ratio=0.5 ledger=%t.json" --remarks-filter=prune -o %t.mlir 2>&1 | FileCheck %s --check-prefixes=STORY,REMARK
// RUN: FileCheck %s < %t.mlir
// RUN: FileCheck %s --check-prefix=LEDGER < %t.json
// RUN: gnn-opt %s --gnn-prune="inputs=true ratio=0.34 input-ratio=0.5 data=%t.safetensors recovery=least-squares" 2>&1 | FileCheck %s --check-prefix=BOTH
// RUN: gnn-opt %s --gnn-prune="inputs=true ratio=0.34 input-criterion=wanda data=%t.safetensors" 2>&1 | FileCheck %s --check-prefix=WANDA
// RUN: gnn-opt %s --gnn-prune="granularity=hybrid inputs=true ratio=0.34 input-ratio=0.5 sparsity=0.5" 2>&1 | FileCheck %s --check-prefix=HYBRID
// RUN: gnn-opt %s --gnn-prune="target-macs=24 inputs=true data=%t.safetensors" -o %t.both.mlir 2>&1 | FileCheck %s --check-prefix=TARGET
// RUN: gnn-opt %s --gnn-prune="target-macs=40 inputs=true data=%t.safetensors" -o %t.one.mlir 2>&1 | FileCheck %s --check-prefix=ENOUGH
// RUN: not gnn-opt %s --gnn-prune="target-macs=24 data=%t.safetensors" 2>&1 | FileCheck %s --check-prefix=CHANNELS
// RUN: not gnn-opt %s --gnn-prune="target-macs=1 inputs=true data=%t.safetensors" 2>&1 | FileCheck %s --check-prefix=UNMET

// A model that lost features takes those that are left of the same data.
// RUN: gnn-run %t.mlir --data=%t.safetensors --engine=reference --output=%t.all.safetensors
// RUN: gnn-run %t.mlir --data=%t.safetensors --engine=jit --compare=%t.all.safetensors --json | FileCheck %s --check-prefix=SAME

// SAME: "changed_predictions":0

// REMARK: remark: [Analysis] gnn-prune-channels | Category:prune | Remark="'gnn.normalize_features' shows what remains of forward.arg1 differently without the channels removed"
// STORY: original 15 14
// STORY: input features pruned 9
// CHECK: @a.weight({{.*}}) : tensor<3x2xf32> {gnn.channels = [unit, array<i64: 0, 2>]}
// CHECK: func.func @forward(%{{.*}}: !gnn.graph, %{{.*}}: tensor<?x2xf32> {gnn.channels = array<i64: 0, 2>})
// LEDGER: "forward.arg1"

// BOTH: channels pruned 10
// BOTH-NEXT: channels recovered 10
// BOTH-NEXT: input features pruned 6
// BOTH-NEXT: input features recovered 6
// WANDA: channels pruned 10
// WANDA-NEXT: input features pruned 8
// HYBRID: channels pruned 10
// HYBRID-NEXT: input features pruned 6
// HYBRID-NEXT: weights pruned 6 3

// Two channels of three, or fewer and fewer features: what loses least is taken.
// TARGET: input features pruned
// ENOUGH: input features pruned
// CHANNELS: error: gnn-prune: expected at most 24 multiply-adds of {{[0-9]+}}, but the nearest candidate, with 66.67% removed, has {{[0-9]+}}
// UNMET: error: gnn-prune: expected at most 1 multiply-adds of {{[0-9]+}}, but the nearest candidate, with {{.*}}% of channels and {{.*}}% of input features removed, has {{[0-9]+}}
ml_program.global private @a.weight(dense<[[4.0, 1.0, 3.0, 0.5], [0.5, 0.25, 2.0, 1.0], [1.0, 3.0, 4.0, 0.0]]> : tensor<3x4xf32>) : tensor<3x4xf32>
ml_program.global private @b.weight(dense<[[1.0, 1.0, -2.0]]> : tensor<1x3xf32>) : tensor<1x3xf32>
func.func @forward(%graph: !gnn.graph, %x: tensor<?x4xf32>) -> tensor<?x1xf32> {
  %a = ml_program.global_load_const @a.weight : tensor<3x4xf32>
  %b = ml_program.global_load_const @b.weight : tensor<1x3xf32>
  %n = gnn.normalize_features %x : tensor<?x4xf32>
  %h = gnn.linear %n, %a : (tensor<?x4xf32>, tensor<3x4xf32>) -> tensor<?x3xf32>
  %r = gnn.relu %h : tensor<?x3xf32>
  %y = gnn.linear %r, %b : (tensor<?x3xf32>, tensor<1x3xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}
