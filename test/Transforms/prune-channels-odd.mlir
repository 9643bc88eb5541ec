// RUN: gnn-opt %s --gnn-prune-channels="ratio=0.5 ledger=%t.json" | FileCheck %s
// RUN: %python -m json.tool %t.json | FileCheck %s --check-prefix=JSON
// RUN: gnn-opt %s --gnn-print-channel-groups -o /dev/null 2>&1 | FileCheck %s --check-prefix=TABLE

// A symbol may hold any bytes; a file holds text, and a terminal is not steered.

// CHECK: ml_program.global private @"a\1B\FF.weight"({{.*}}) : tensor<1x1xf32>
// JSON:  "parameter": "a\u001b\ufffd.weight"
// TABLE: group a\1B\FF: 2 channels, prunable
// TABLE-NEXT: @a\1B\FF.weight dim 0 of 2: 0
ml_program.global private @"a\1B\FF.weight"(dense<[[1.0], [2.0]]> : tensor<2x1xf32>) : tensor<2x1xf32>
ml_program.global private @"b"(dense<1.0> : tensor<1x2xf32>) : tensor<1x2xf32>
func.func @odd(%x: tensor<?x1xf32>) -> tensor<?x1xf32> {
  %a = ml_program.global_load_const @"a\1B\FF.weight" : tensor<2x1xf32>
  %b = ml_program.global_load_const @b : tensor<1x2xf32>
  %h = gnn.linear %x, %a : (tensor<?x1xf32>, tensor<2x1xf32>) -> tensor<?x2xf32>
  %y = gnn.linear %h, %b : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}
