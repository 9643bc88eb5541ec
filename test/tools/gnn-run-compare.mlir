// Logits go out to a file and come back from it.

// RUN: %python %S/make_data.py %t.safetensors 'x=F32:[[1,2],[3,0]]' 'edge_index=I64:[[],[]]'
// RUN: gnn-run %s --data=%t.safetensors --engine=reference --output=%t.logits.safetensors
// RUN: gnn-run %s --data=%t.safetensors --engine=reference \
// RUN:   --compare=%t.logits.safetensors --json | FileCheck %s --check-prefix=SAME
// RUN: gnn-run %s --data=%t.safetensors --engine=reference --function=shifted \
// RUN:   --compare=%t.logits.safetensors --json | FileCheck %s --check-prefix=SHIFTED
// RUN: gnn-run %s --data=%t.safetensors --engine=reference --function=shifted \
// RUN:   --compare=%t.logits.safetensors | FileCheck %s --check-prefix=TEXT

// A reference of any floating-point dtype, `ref.logits` before `logits`, or by name.
// RUN: %python %S/make_data.py %t.ref.safetensors 'ref.logits=F32:[[1,2],[3,0]]' \
// RUN:   'logits=F64:[[0,0],[0,0]]' 'other=F32:[[1,2],[3,4]]'
// RUN: gnn-run %s --data=%t.safetensors --engine=reference \
// RUN:   --compare=%t.ref.safetensors --json | FileCheck %s --check-prefix=SAME
// RUN: gnn-run %s --data=%t.safetensors --engine=reference \
// RUN:   --compare=%t.ref.safetensors:other --json | FileCheck %s --check-prefix=OTHER
// RUN: gnn-run %s --data=%t.safetensors --engine=reference \
// RUN:   --compare=%t.ref.safetensors:logits --json | FileCheck %s --check-prefix=ZERO

func.func @forward(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  return %x : tensor<?x2xf32>
}

ml_program.global private @bias(dense<[1.5, 0.0]> : tensor<2xf32>) : tensor<2xf32>

func.func @shifted(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %b = ml_program.global_load_const @bias : tensor<2xf32>
  %y = gnn.bias_add %x, %b : (tensor<?x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// SAME: "compare":{"max_abs":0,"max_rel":0,"changed_predictions":0}}
// SHIFTED: "compare":{"max_abs":1.5,"max_rel":0.5,"changed_predictions":1}}
// TEXT: difference {{ *}}max abs 1.5, max rel 0.5, 1 predictions changed
// OTHER: "compare":{"max_abs":4,"max_rel":1,"changed_predictions":1}}
// A relative difference from nothing is infinite, which JSON cannot say.
// ZERO: "compare":{"max_abs":3,"max_rel":null,"changed_predictions":1}}
