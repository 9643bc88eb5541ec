// RUN: not gnn-opt %s --gnn-eliminate-dead-neurons 2>&1 | FileCheck %s --check-prefix=MISSING
// RUN: sed 's/#ml_program.extern/dense<[[1.0], [0.0]]>/' %s > %t.mlir
// RUN: not gnn-opt %t.mlir --gnn-eliminate-dead-neurons="ledger=%t.absent/ledger.json" 2>&1 | FileCheck %s --check-prefix=LEDGER
// RUN: not gnn-opt %t.mlir --gnn-eliminate-dead-neurons="box=1:0" 2>&1 | FileCheck %s --check-prefix=BOX
// RUN: not gnn-opt %t.mlir --gnn-eliminate-dead-neurons="box=0:1 data=x" 2>&1 | FileCheck %s --check-prefix=BOTH
// RUN: not gnn-opt %t.mlir --gnn-eliminate-dead-neurons="data=%gnn_source/examples/digits/digits.safetensors" 2>&1 | FileCheck %s --check-prefix=WIDTH
// RUN: sed 's/#ml_program.extern/dense<[[1.0], [0.0]]>/; s/tensor<2x1xf32>$/tensor<2x1xf32> {gnn.channels = [array<i64: 1>, unit]}/' %s > %t.mlir
// RUN: not gnn-opt %t.mlir --gnn-eliminate-dead-neurons 2>&1 | FileCheck %s --check-prefix=CHANNELS
// RUN: sed 's/#ml_program.extern/dense<[[1.0], [0.0]]>/; s/gnn.note/gnn.ledger/' %s > %t.mlir
// RUN: not gnn-opt %t.mlir --gnn-eliminate-dead-neurons 2>&1 | FileCheck %s --check-prefix=DAMAGED

// MISSING: error: parameter 'lin1.weight' expects a value but got none; run gnn-load-params first
// LEDGER: error: ledger: {{.*}}ledger.json{{.*}}: No such file or directory
// CHANNELS: error: parameter 'lin1.weight' expects gnn.channels to hold unit or 2 increasing indices but got array<i64: 1>
// BOX: error: gnn-eliminate-dead-neurons: expected box=LO:HI with LO at most HI but got "1:0"
// BOTH: error: gnn-eliminate-dead-neurons: expected box or data but got both
// WIDTH: error: expects data of 1 features, as '@invalid' takes, but got 64
// DAMAGED: error: expects gnn.ledger to be a resource but got 5 : i64
module attributes {gnn.note = 5 : i64} {
  ml_program.global private @lin1.weight(#ml_program.extern : tensor<2x1xf32>) : tensor<2x1xf32>
  ml_program.global private @lin2.weight(dense<1.0> : tensor<1x2xf32>) : tensor<1x2xf32>
  func.func @invalid(%x: tensor<?x1xf32>) -> tensor<?x1xf32> {
    %a = ml_program.global_load_const @lin1.weight : tensor<2x1xf32>
    %b = ml_program.global_load_const @lin2.weight : tensor<1x2xf32>
    %h = gnn.linear %x, %a : (tensor<?x1xf32>, tensor<2x1xf32>) -> tensor<?x2xf32>
    %y = gnn.linear %h, %b : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
    return %y : tensor<?x1xf32>
  }
}
