// RUN: gnn-opt %s --gnn-prune-channels="groups=lin1:0.5 criterion=l1" --gnn-prune-weights="threshold=2" -o %t.pruned.mlir
// RUN: gnn-opt %t.pruned.mlir --gnn-eliminate-dead-neurons="ledger=%t.json" -o %t.small.mlir
// RUN: %python -m json.tool --sort-keys %t.json | FileCheck %s
// RUN: gnn-opt %t.pruned.mlir --emit-bytecode -o %t.mlirbc
// RUN: gnn-opt %t.mlirbc --gnn-eliminate-dead-neurons="ledger=%t.again.json" -o /dev/null
// RUN: diff %t.json %t.again.json
// RUN: gnn-opt %s --gnn-prune-channels="ratio=0 ledger=-" -o /dev/null | FileCheck %s --check-prefix=EMPTY
// RUN: sed 's/ledger_1: "0x........../ledger_1: "0x0100000020/' %t.pruned.mlir > %t.bad.mlir
// RUN: not gnn-opt %t.bad.mlir --gnn-eliminate-dead-neurons 2>&1 | FileCheck %s --check-prefix=DAMAGED

// Three passes in two runs: what each removed, in the numbering of the model
// before all of them.

// Channels 0 and 1 had the smallest sums.
// CHECK:      "channels": [
// CHECK:          "channel": 0,
// CHECK-NEXT:     "class": "pruned",
// CHECK-NEXT:     "criterion": "l1",
// CHECK-NEXT:     "dim": 0,
// CHECK-NEXT:     "group": "lin1",
// CHECK-NEXT:     "index": 0,
// CHECK-NEXT:     "members": [
// CHECK:              "dim": 1,
// CHECK-NEXT:         "indices": [
// CHECK-NEXT:           0
// CHECK-NEXT:         ],
// CHECK-NEXT:         "parameter": "lin2.weight"
// CHECK:          "parameter": "lin1.weight",
// CHECK-NEXT:     "pass": "gnn-prune-channels",
// CHECK-NEXT:     "score": 1.75
// CHECK:          "channel": 1,
// CHECK:          "index": 1,
// CHECK:          "score": 4

// Then row 0 of what was left, row 2 of the model, became zero.
// CHECK:          "class": "proved",
// CHECK-NEXT:     "criterion": "unread",
// CHECK:          "index": 2,
// CHECK:          "pass": "gnn-eliminate-dead-neurons"

// What all of this is counted against: the model as it was.
// CHECK:      "original": {
// CHECK-NEXT:   "groups": [
// CHECK-NEXT:     {
// CHECK-NEXT:       "name": "lin1",
// CHECK-NEXT:       "size": 4
// CHECK-NEXT:     },
// CHECK-NEXT:     {
// CHECK-NEXT:       "frozen": "argument of @ledger",
// CHECK-NEXT:       "name": "ledger.arg0",
// CHECK-NEXT:       "size": 2
// CHECK:        "parameters": [
// CHECK:            "name": "lin1.weight",
// CHECK-NEXT:       "runs": [
// CHECK-NEXT:         {
// CHECK-NEXT:           "channel": 0,
// CHECK-NEXT:           "count": 4,
// CHECK-NEXT:           "dim": 0,
// CHECK-NEXT:           "group": "lin1",
// CHECK-NEXT:           "index": 0
// CHECK-NEXT:         },

// CHECK:      "parameters": {
// CHECK:        "lin1.weight": {
// CHECK-NEXT:     "channels": [
// CHECK-NEXT:       [
// CHECK-NEXT:         3
// CHECK-NEXT:       ],
// CHECK-NEXT:       null
// CHECK-NEXT:     ],
// CHECK-NEXT:     "shape": [
// CHECK-NEXT:       1,
// CHECK-NEXT:       2
// CHECK:        "lin2.weight": {
// CHECK-NEXT:     "channels": [
// CHECK-NEXT:       null,
// CHECK-NEXT:       [
// CHECK-NEXT:         3

// Row 2, columns 0 to 1.
// CHECK:      "weights": [
// CHECK:          "class": "pruned",
// CHECK-NEXT:     "criterion": "magnitude",
// CHECK-NEXT:     "elements": 4,
// CHECK-NEXT:     "parameter": "lin1.weight",
// CHECK-NEXT:     "pass": "gnn-prune-weights",
// CHECK-NEXT:     "removed": 2,
// CHECK-NEXT:     "rows": {
// CHECK-NEXT:       "2": [
// CHECK-NEXT:         [
// CHECK-NEXT:           0,
// CHECK-NEXT:           1
// CHECK-NEXT:         ]
// CHECK-NEXT:       ]
// CHECK-NEXT:     },
// CHECK-NEXT:     "threshold": 2

// EMPTY: {"channels":[],"original":{"groups":[{"name":"lin1","size":4},
// EMPTY-SAME: "parameters":{"lin1.weight":{"channels":[null,null],"shape":[4,2]},

// DAMAGED: error: gnn.ledger:1:11: text after end of document
ml_program.global private @lin1.weight(dense<[[0.5, 0.25], [1.0, 1.0], [1.5, 1.5], [4.0, 4.0]]> : tensor<4x2xf32>) : tensor<4x2xf32>
ml_program.global private @lin2.weight(dense<[[1.0, 2.0, 3.0, 4.0]]> : tensor<1x4xf32>) : tensor<1x4xf32>
func.func @ledger(%x: tensor<?x2xf32>) -> tensor<?x1xf32> {
  %a = ml_program.global_load_const @lin1.weight : tensor<4x2xf32>
  %b = ml_program.global_load_const @lin2.weight : tensor<1x4xf32>
  %h = gnn.linear %x, %a : (tensor<?x2xf32>, tensor<4x2xf32>) -> tensor<?x4xf32>
  %y = gnn.linear %h, %b : (tensor<?x4xf32>, tensor<1x4xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}
