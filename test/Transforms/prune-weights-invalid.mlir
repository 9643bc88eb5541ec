// RUN: not gnn-opt %s --gnn-prune-weights 2>&1 | FileCheck %s --check-prefix=NONE
// RUN: not gnn-opt %s --gnn-prune-weights="sparsity=0.5 threshold=1" 2>&1 | FileCheck %s --check-prefix=BOTH
// RUN: not gnn-opt %s --gnn-prune-weights="sparsity=1.5" 2>&1 | FileCheck %s --check-prefix=SPARSITY
// RUN: not gnn-opt %s --gnn-prune-weights="threshold=-1" 2>&1 | FileCheck %s --check-prefix=THRESHOLD
// RUN: not gnn-opt %s --gnn-prune-weights="threshold=1 criterion=random" 2>&1 | FileCheck %s --check-prefix=RANDOM
// RUN: not gnn-opt %s --gnn-prune-weights="sparsity=0.5 criterion=taylor" 2>&1 | FileCheck %s --check-prefix=CRITERION
// RUN: not gnn-opt %s --gnn-prune-weights="sparsity=0.5 scope=row" 2>&1 | FileCheck %s --check-prefix=SCOPE
// RUN: not gnn-opt %s --gnn-prune-weights="sparsity=0.5" 2>&1 | FileCheck %s --check-prefix=INFINITE
// RUN: sed s/0xFF800000/1.0/ %s > %t.mlir
// RUN: not gnn-opt %t.mlir --gnn-prune-weights="sparsity=0.5 ledger=%t.absent/ledger.json" 2>&1 | FileCheck %s --check-prefix=LEDGER
// RUN: sed 's/(dense<.*> : tensor/(#ml_program.extern : tensor/' %s > %t.mlir
// RUN: not gnn-opt %t.mlir --gnn-prune-weights="sparsity=0.5" 2>&1 | FileCheck %s --check-prefix=MISSING

// NONE: error: gnn-prune-weights expects either sparsity or threshold but got none
// BOTH: error: gnn-prune-weights expects either sparsity or threshold but got both
// SPARSITY: error: gnn-prune-weights expects sparsity between 0 and 1 but got 1.5
// THRESHOLD: error: gnn-prune-weights expects threshold to be at least 0 but got -1
// RANDOM: error: gnn-prune-weights expects threshold with criterion magnitude but got 'random'
// CRITERION: error: gnn-prune-weights expects criterion to be one of magnitude, random but got 'taylor'
// SCOPE: error: gnn-prune-weights expects scope to be one of global, layer, output but got 'row'
// INFINITE: error: parameter 'lin.weight' expects finite values but element [0, 1] is -inf
// LEDGER: error: ledger: {{.*}}ledger.json{{.*}}: No such file or directory
// MISSING: error: parameter 'lin.weight' expects a value but got none; run gnn-load-params first
ml_program.global private @lin.weight(dense<[[1.0, 0xFF800000]]> : tensor<1x2xf32>) : tensor<1x2xf32>
func.func @invalid(%x: tensor<?x2xf32>) -> tensor<?x1xf32> {
  %w = ml_program.global_load_const @lin.weight : tensor<1x2xf32>
  %y = gnn.linear %x, %w : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}
