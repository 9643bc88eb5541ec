// Features are stored dense or sparse, whichever way the model wants them.

// RUN: %python %S/make_data.py %t.dense.safetensors 'x=F32:[[3,1],[0,0.5],[0,0]]' 'edge_index=I64:[[],[]]'
// RUN: %python %S/make_data.py %t.csr.safetensors x_shape=3,2 'x_indptr=I64:[0,2,3,3]' \
// RUN:   'x_indices=I32:[1,0,1]' 'x_values=F32:[1,3,0.5]' 'edge_index=I64:[[],[]]'
// RUN: %python %S/make_data.py %t.ref.safetensors 'logits=F64:[[0.75,0.25],[0,0.5],[0,0]]'

// RUN: gnn-run %s --data=%t.dense.safetensors --engine=reference --compare=%t.ref.safetensors --json | FileCheck %s
// RUN: gnn-run %s --data=%t.csr.safetensors --engine=reference --compare=%t.ref.safetensors --json | FileCheck %s
// RUN: gnn-run %s --function=sparse --data=%t.dense.safetensors --engine=reference --compare=%t.ref.safetensors --json | FileCheck %s
// RUN: gnn-run %s --function=sparse --data=%t.csr.safetensors --engine=reference --compare=%t.ref.safetensors --json | FileCheck %s

// Normalisation takes the least feature off. Where that is no implicit zero,
// because one is negative or all are stored, sparse data is read dense.
// RUN: %python %S/make_data.py %t.negative.safetensors x_shape=2,2 'x_indptr=I64:[0,1,2]' \
// RUN:   'x_indices=I32:[0,1]' 'x_values=F32:[-1,3]' 'edge_index=I64:[[],[]]'
// RUN: %python %S/make_data.py %t.shifted.safetensors 'logits=F64:[[0,1],[0.2,0.8]]'
// RUN: gnn-run %s --data=%t.negative.safetensors --engine=reference --compare=%t.shifted.safetensors --json | FileCheck %s
// RUN: %python %S/make_data.py %t.full.safetensors x_shape=1,2 'x_indptr=I64:[0,2]' \
// RUN:   'x_indices=I32:[0,1]' 'x_values=F32:[2,5]' 'edge_index=I64:[[],[]]'
// RUN: %python %S/make_data.py %t.least.safetensors 'logits=F64:[[0,1]]'
// RUN: gnn-run %s --data=%t.full.safetensors --engine=reference --compare=%t.least.safetensors --json | FileCheck %s

// A model that wants them sparse has no other reading of negative ones.
// RUN: not gnn-run %s --function=sparse --data=%t.negative.safetensors --engine=reference 2>&1 | FileCheck %s --check-prefix=NEGATIVE

// CHECK: "compare":{"max_abs":{{(0|[0-9.]+e-1[0-9])}},

func.func @forward(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %y = gnn.normalize_features %x : tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

func.func @sparse(%x: tensor<?x2xf32, #gnn.csr>) -> tensor<?x2xf32> {
  // NEGATIVE: gnn-run-features.mlir:[[#@LINE+1]]:8: 'gnn.normalize_features' op expects sparse features that are not negative but got -1.000000e+00 in row 0, column 0
  %z = gnn.normalize_features %x : tensor<?x2xf32, #gnn.csr>
  %y = gnn.to_dense %z : (tensor<?x2xf32, #gnn.csr>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
