// RUN: gnn-opt %s --gnn-prune="granularity=layers ratio=0.5 data=%gnn_source/examples/digits/digits.safetensors ledger=%t.json" -o %t.mlir 2>&1 | FileCheck %s --check-prefix=STORY
// RUN: FileCheck %s < %t.mlir
// RUN: FileCheck %s --check-prefix=LEDGER < %t.json
// RUN: gnn-opt %s --gnn-prune="granularity=layers target-bytes=540 recovery=least-squares data=%gnn_source/examples/digits/digits.safetensors" -o %t.bytes.mlir 2>&1 | FileCheck %s --check-prefix=BYTES
// RUN: gnn-opt %s --gnn-prune="granularity=layers ratio=0.4 data=%gnn_source/examples/digits/digits.safetensors" 2>&1 | FileCheck %s --check-prefix=NONE
// RUN: not gnn-opt %s --gnn-prune="granularity=layers ratio=0.5" 2>&1 | FileCheck %s --check-prefix=DATA
// RUN: not gnn-opt %s --gnn-prune="granularity=layers target-bytes=10 data=%gnn_source/examples/digits/digits.safetensors" 2>&1 | FileCheck %s --check-prefix=UNMET

// Of the two layers that can be bypassed, stretch keeps the direction of each
// row, and goes.

// STORY: original 138 {{[0-9]+}}
// STORY: layers pruned 134
// CHECK: @in.weight
// CHECK-NOT: @stretch.weight
// CHECK: @turn.weight
// LEDGER: "block-influence"

// 134 parameters are 536 bytes, and 138 are more.
// BYTES: layers pruned 134
// BYTES-NEXT: layers recovered 134
// NONE: layers pruned 138
// DATA: error: gnn-prune expects data for this criterion, recovery, proof or target but got none
// UNMET: error: gnn-prune: expected at most 10 parameter bytes of 552, but the nearest candidate, with 100.00% removed, has 520
ml_program.global private @in.weight(dense<1.0> : tensor<2x64xf32>) : tensor<2x64xf32>
ml_program.global private @in.bias(dense<[1.0, -2.0]> : tensor<2xf32>) : tensor<2xf32>
ml_program.global private @stretch.weight(dense<[[3.0, 0.0], [0.0, 3.0]]> : tensor<2x2xf32>) : tensor<2x2xf32>
ml_program.global private @turn.weight(dense<[[0.0, -1.0], [1.0, 0.0]]> : tensor<2x2xf32>) : tensor<2x2xf32>
func.func @forward(%x: tensor<?x64xf32>) -> tensor<?x2xf32> {
  %i = ml_program.global_load_const @in.weight : tensor<2x64xf32>
  %c = ml_program.global_load_const @in.bias : tensor<2xf32>
  %s = ml_program.global_load_const @stretch.weight : tensor<2x2xf32>
  %t = ml_program.global_load_const @turn.weight : tensor<2x2xf32>
  %0 = gnn.linear %x, %i bias %c : (tensor<?x64xf32>, tensor<2x64xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  %1 = gnn.linear %0, %s : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %2 = gnn.linear %1, %t : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  return %2 : tensor<?x2xf32>
}
