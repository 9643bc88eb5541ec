// A set of graphs is one batch; a fold picks among the graphs.

// RUN: %python %S/make_data.py %t.safetensors 'x=F32:[[1,0],[2,0],[0,4],[0,0]]' \
// RUN:   'edge_index=I64:[[0],[1]]' 'graph_ptr=I64:[0,2,3,4]' 'y=I64:[0,1,1]' 'fold=I64:[0,0,1]'
// RUN: gnn-run %s --data=%t.safetensors --engine=reference --split=fold:0 --json | FileCheck %s --check-prefix=FOLD0
// RUN: gnn-run %s --data=%t.safetensors --engine=reference --split=fold:1 --json | FileCheck %s --check-prefix=FOLD1
// RUN: gnn-run %s --data=%t.safetensors --engine=reference --split=all --json | FileCheck %s --check-prefix=ALL
// RUN: not gnn-run %s --data=%t.safetensors --engine=reference --split=fold:2 2>&1 | FileCheck %s --check-prefix=NO-FOLD

// Data that is one graph is one segment.
// RUN: %python %S/make_data.py %t.one.safetensors 'x=F32:[[1,0],[0,5]]' 'edge_index=I64:[[0],[1]]'
// RUN: %python %S/make_data.py %t.sum.safetensors 'logits=F64:[[1,5]]'
// RUN: gnn-run %s --data=%t.one.safetensors --engine=reference --compare=%t.sum.safetensors --json | FileCheck %s --check-prefix=ONE

func.func @forward(%x: tensor<?x2xf32>, %ptr: tensor<?xi64>) -> tensor<?x2xf32> {
  %y = gnn.pool sum %x, %ptr : (tensor<?x2xf32>, tensor<?xi64>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// FOLD0: {"accuracy":1,"macro_f1":1,"micro_f1":1,"recall":[1,1],
// FOLD1: {"accuracy":0,
// ALL: {"accuracy":0.66666666666666663,
// NO-FOLD: expected a split of the data set (all, fold:0, fold:1) but got "fold:2"
// ONE: "compare":{"max_abs":0,
