// RUN: %python %S/../tools/make_data.py %t.safetensors 'x=F32:[[1,0],[0,2],[3,1]]' 'edge_index=I64:[[0],[0]]'
// RUN: gnn-opt %s --gnn-prune="data=%t.safetensors criterion=redundancy ratio=0.34 merge=true ledger=%t.json" -o %t.mlir 2>&1 | FileCheck %s
// RUN: FileCheck %s --check-prefix=LEDGER < %t.json
// RUN: not gnn-opt %s --gnn-prune="criterion=l2 ratio=0.34 merge=true" 2>&1 | FileCheck %s --check-prefix=DATA
// RUN: not gnn-opt %s --gnn-prune="granularity=weights ratio=0.34 merge=true" 2>&1 | FileCheck %s --check-prefix=WEIGHTS

// Channel 1 is -1/2 times channel 0: nothing is lost where one is added to the
// other.

// CHECK: original 15 10 {{[0-9]+}} 0.00e+00 100.00%
// CHECK: channels pruned 10 8 {{[0-9]+}} 0.00e+00 100.00%
// LEDGER: "class":"merged"
// LEDGER: "survivor":0
// DATA: error: gnn-prune expects data for this criterion, recovery, proof or target but got none
// WEIGHTS: error: gnn-prune expects merge only where channels go
ml_program.global private @lin1.weight(dense<[[4.0, 0.0], [-2.0, 0.0], [0.0, 3.0]]> : tensor<3x2xf32>) : tensor<3x2xf32>
ml_program.global private @lin2.weight(dense<[[3.0, 1.0, 7.0], [0.0, 1.0, 8.0], [0.0, 2.0, 9.0]]> : tensor<3x3xf32>) : tensor<3x3xf32>
func.func @forward(%x: tensor<?x2xf32>) -> tensor<?x3xf32> {
  %w1 = ml_program.global_load_const @lin1.weight : tensor<3x2xf32>
  %w2 = ml_program.global_load_const @lin2.weight : tensor<3x3xf32>
  %h = gnn.linear %x, %w1 : (tensor<?x2xf32>, tensor<3x2xf32>) -> tensor<?x3xf32>
  %y = gnn.linear %h, %w2 : (tensor<?x3xf32>, tensor<3x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}
