// Two runs of gnn-opt, three passes: what became of eight channels.
// RUN: gnn-opt %s --gnn-prune-channels="groups=lin1:0.25 criterion=l1" -o %t.pruned.mlir
// RUN: gnn-opt %t.pruned.mlir --gnn-prune-weights="threshold=0.4" --gnn-eliminate-dead-neurons="ledger=%t.json" -o %t.small.mlir
// RUN: gnn-explain %t.json | FileCheck %s
// RUN: gnn-explain %t.json --channel=lin1:0 | FileCheck %s --check-prefix=LOWEST
// RUN: gnn-explain %t.json --channel=lin1:7 | FileCheck %s --check-prefix=TWIN
// RUN: gnn-explain %t.json --channel=lin1:4 | FileCheck %s --check-prefix=UNREAD
// RUN: gnn-explain %t.json --weight=lin1.weight:6,1 | FileCheck %s --check-prefix=WEIGHT
// RUN: gnn-explain %t.json --now=lin1.weight:2 | FileCheck %s --check-prefix=NOW
// RUN: FileCheck %s --check-prefix=SMALL --input-file=%t.small.mlir

// CHECK:      group         original  kept  pruned  proved  merged
// CHECK-NEXT: lin1                 8     4       2       1       1
// CHECK-NEXT: forward.arg0         2     2       0       0       0  kept whole: argument of @forward
// CHECK-NEXT: lin2                 1     1       0       0       0  kept whole: result of @forward

// LOWEST: lin1:0 was pruned by gnn-prune-channels, criterion l1, score

// Row 7 is row 2.
// TWIN:      lin1:7 was merged into lin1:2 by gnn-eliminate-dead-neurons, criterion duplicate
// TWIN:      lin1:2 is kept
// TWIN-NEXT:   lin1.weight[2, :] is now lin1.weight[0, :]
// TWIN-NEXT:   lin2.weight[:, 2] is now lin2.weight[:, 0]

// UNREAD: lin1:4 was proved dead by gnn-eliminate-dead-neurons, criterion unread

// WEIGHT:      lin1.weight[6, 1] was made zero by gnn-prune-weights, criterion magnitude, threshold 0.4
// WEIGHT-NEXT: lin1.weight[6, 1] is now lin1.weight[3, 1]

// NOW:      lin1.weight[2, :] was lin1.weight[5, :]
// NOW-NEXT:   index 5 of dimension 0 is lin1:5

// SMALL: @lin1.weight({{.*}}) : tensor<4x2xf32, #gnn.csr> {gnn.channels = [array<i64: 2, 3, 5, 6>, unit]}
ml_program.global private @lin1.weight(dense<[[0.1, 0.1], [0.2, 0.1], [1.0, 2.0], [3.0, 1.0], [5.0, 5.0], [1.0, 1.0], [6.0, 0.3], [1.0, 2.0]]> : tensor<8x2xf32>) : tensor<8x2xf32>
ml_program.global private @lin2.weight(dense<[[1.0, 1.0, 1.0, 1.0, 0.1, 1.0, 1.0, 1.0]]> : tensor<1x8xf32>) : tensor<1x8xf32>
func.func @forward(%x: tensor<?x2xf32>) -> tensor<?x1xf32> {
  %a = ml_program.global_load_const @lin1.weight : tensor<8x2xf32>
  %b = ml_program.global_load_const @lin2.weight : tensor<1x8xf32>
  %h = gnn.linear %x, %a : (tensor<?x2xf32>, tensor<8x2xf32>) -> tensor<?x8xf32>
  %r = gnn.relu %h : tensor<?x8xf32>
  %y = gnn.linear %r, %b : (tensor<?x8xf32>, tensor<1x8xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}
