// Two hidden channels that are multiples of each other after the ReLU: y = relu(x)
// + relu(2 x). The first one is pruned, and the second one takes its part over:
// its weight 1 becomes 1.5. The first layer's inputs were not pruned.

// RUN: %python %S/../tools/make_data.py %t.safetensors 'x=F32:[[1],[-1],[2],[3]]' 'edge_index=I64:[[0],[1]]' \
// RUN:   'y=I64:[0,0,0,0]' 'train_mask=BOOL:[true,false,false,true]'
// RUN: gnn-opt %s --gnn-prune-channels="ratio=0.5" -o %t.pruned.mlir
// RUN: gnn-opt %t.pruned.mlir --gnn-recover="data=%t.safetensors reference=%s ridge=0" | FileCheck %s
// RUN: gnn-opt %t.pruned.mlir --gnn-recover="data=%t.safetensors reference=%s ridge=0" --remarks-filter=recover -o /dev/null 2>&1 \
// RUN:   | FileCheck %s --check-prefix=REMARK

// Only rows that count say anything: here one of each value.
// RUN: gnn-opt %t.pruned.mlir --gnn-recover="data=%t.safetensors reference=%s ridge=0 split=train node-weights=uniform" | FileCheck %s

// The reference as bytecode, whose values stay in the file.
// RUN: gnn-opt %s --emit-bytecode -o %t.reference.mlirbc
// RUN: gnn-opt %t.pruned.mlir --gnn-recover="data=%t.safetensors reference=%t.reference.mlirbc ridge=0" | FileCheck %s

// A ridge draws weights to what they were.
// RUN: gnn-opt %t.pruned.mlir --gnn-recover="data=%t.safetensors reference=%s ridge=1" | FileCheck %s --check-prefix=RIDGE

// Nothing to recover, and nothing that a method may change.
// RUN: gnn-opt %s --gnn-recover="data=%t.safetensors reference=%s" --remarks-filter=recover -o /dev/null 2>&1 | FileCheck %s --check-prefix=WHOLE
// RUN: gnn-opt %t.pruned.mlir --gnn-recover="method=bias data=%t.safetensors reference=%s" --remarks-filter=recover -o /dev/null 2>&1 \
// RUN:   | FileCheck %s --check-prefix=BIAS
// RUN: gnn-opt %t.pruned.mlir --gnn-recover="max-features=1 data=%t.safetensors reference=%s" --remarks-filter=recover -o /dev/null 2>&1 \
// RUN:   | FileCheck %s --check-prefix=REMARK
// RUN: sed 's/@lin2.weight/@lin3.weight/' %s > %t.other.mlir
// RUN: gnn-opt %t.pruned.mlir --gnn-recover="data=%t.safetensors reference=%t.other.mlir" --remarks-filter=recover -o /dev/null 2>&1 \
// RUN:   | FileCheck %s --check-prefix=OTHER

// CHECK-LABEL: ml_program.global private @lin1.weight
// CHECK-DAG:     lin2.weight{{(_1)?}}: "0x100000000000C03F"
// RIDGE:         lin2.weight{{(_1)?}}: "0x100000000000A03F"
// REMARK:        remark: [Analysis] gnn-recover | Category:recover | Remark="lin1.weight computes what it did before"
// REMARK:        remark: [Passed] gnn-recover | Category:recover | Remark="lin2.weight refitted", after={{.*}}, before=3.333333e-01
// WHOLE-NOT:     [Passed]
// WHOLE:         Remark="lin1.weight computes what it did before"
// WHOLE:         Remark="lin2.weight computes what it did before"
// WHOLE-NOT:     [Passed]
// BIAS:          remark: [Missed] gnn-recover | Category:recover | Reason="lin2.weight stays: no parameter is its own"
// OTHER:         remark: [Missed] gnn-recover | Category:recover | Reason="lin2.weight stays: the reference has no such layer"
ml_program.global private @lin1.weight(dense<[[1.0], [2.0]]> : tensor<2x1xf32>) : tensor<2x1xf32>
ml_program.global private @lin2.weight(dense<[[1.0, 1.0]]> : tensor<1x2xf32>) : tensor<1x2xf32>
func.func @forward(%x: tensor<?x1xf32>) -> tensor<?x1xf32> {
  %w1 = ml_program.global_load_const @lin1.weight : tensor<2x1xf32>
  %w2 = ml_program.global_load_const @lin2.weight : tensor<1x2xf32>
  %h = gnn.linear %x, %w1 : (tensor<?x1xf32>, tensor<2x1xf32>) -> tensor<?x2xf32>
  %r = gnn.relu %h : tensor<?x2xf32>
  %y = gnn.linear %r, %w2 : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}
