// Parameters that the model only names come from --params.

// RUN: %python %S/make_data.py %t.safetensors 'x=F32:[[1,2]]' 'edge_index=I64:[[],[]]'
// RUN: %python %S/make_data.py %t.params.safetensors 'bias=F32:[10,20]' 'logits=F64:[[11,22]]'
// RUN: gnn-run %s --data=%t.safetensors --engine=reference --params=%t.params.safetensors \
// RUN:   --compare=%t.params.safetensors --json | FileCheck %s
// RUN: not gnn-run %s --data=%t.safetensors --engine=reference 2>&1 | FileCheck %s --check-prefix=MISSING
// RUN: %python %S/make_data.py %t.wrong.safetensors 'bias=F32:[10,20,30]'
// RUN: not gnn-run %s --data=%t.safetensors --params=%t.wrong.safetensors 2>&1 | FileCheck %s --check-prefix=SHAPE

// CHECK: "parameters":2,"nonzero_parameters":2,{{.*}}"compare":{"max_abs":0,
// MISSING: parameter 'bias' expects a value but got none
// SHAPE: wrong.safetensors: tensor "bias": expected shape [2] but got [3]
// SHAPE: gnn-run: error: cannot load the parameters "{{.*}}wrong.safetensors"

ml_program.global private @bias(#ml_program.extern : tensor<2xf32>) : tensor<2xf32>

func.func @forward(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %b = ml_program.global_load_const @bias : tensor<2xf32>
  %y = gnn.bias_add %x, %b : (tensor<?x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
