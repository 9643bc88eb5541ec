// RUN: not gnn-opt %s --gnn-prune-weights 2>&1 | FileCheck %s --check-prefix=NONE
// RUN: not gnn-opt %s --gnn-prune-weights="sparsity=0.5 threshold=1" 2>&1 | FileCheck %s --check-prefix=BOTH
// RUN: not gnn-opt %s --gnn-prune-weights="sparsity=0.5 pattern=2:4" 2>&1 | FileCheck %s --check-prefix=BOTH
// RUN: not gnn-opt %s --gnn-prune-weights="threshold=1 weights=lin.weight:0.5" 2>&1 | FileCheck %s --check-prefix=OWN-THRESHOLD
// RUN: not gnn-opt %s --gnn-prune-weights="pattern=2:4 weights=lin.weight:0.5" 2>&1 | FileCheck %s --check-prefix=OWN-PATTERN
// RUN: not gnn-opt %s --gnn-prune-weights="sparsity=1.5" 2>&1 | FileCheck %s --check-prefix=SPARSITY
// RUN: not gnn-opt %s --gnn-prune-weights="threshold=-1" 2>&1 | FileCheck %s --check-prefix=THRESHOLD
// RUN: not gnn-opt %s --gnn-prune-weights="sparsity=0.5 damping=-1" 2>&1 | FileCheck %s --check-prefix=DAMPING
// RUN: not gnn-opt %s --gnn-prune-weights="sparsity=0.5 damping=inf" 2>&1 | FileCheck %s --check-prefix=DAMPING-INF
// RUN: not gnn-opt %s --gnn-prune-weights="sparsity=0.5 criterion=taylor" 2>&1 | FileCheck %s --check-prefix=CRITERION
// RUN: not gnn-opt %s --gnn-prune-weights="sparsity=0.5 scope=row" 2>&1 | FileCheck %s --check-prefix=SCOPE
// RUN: not gnn-opt %s --gnn-prune-weights="pattern=4:2" 2>&1 | FileCheck %s --check-prefix=PATTERN
// RUN: not gnn-opt %s --gnn-prune-weights="sparsity=0.5 normalize=l2" 2>&1 | FileCheck %s --check-prefix=NORMALIZE
// RUN: not gnn-opt %s --gnn-prune-weights="sparsity=0.5 compensate=yes" 2>&1 | FileCheck %s --check-prefix=COMPENSATE
// RUN: not gnn-opt %s --gnn-prune-weights="sparsity=0.5 criterion=wanda" 2>&1 | FileCheck %s --check-prefix=COMPARE
// RUN: not gnn-opt %s --gnn-prune-weights="sparsity=0.5 budgets=size" 2>&1 | FileCheck %s --check-prefix=BUDGETS
// RUN: not gnn-opt %s --gnn-prune-weights="sparsity=0.5 budgets=scores" 2>&1 | FileCheck %s --check-prefix=BUDGET-SCOPE
// RUN: not gnn-opt %s --gnn-prune-weights="sparsity=0.5 scope=hierarchical budgets=scores normalize=gaussian" 2>&1 | FileCheck %s --check-prefix=BUDGET-NEGATIVE
// RUN: not gnn-opt %s --gnn-prune-weights="sparsity=0.5 scope=hierarchical budgets=scores criterion=wanda" 2>&1 | FileCheck %s --check-prefix=BUDGET-COMPARE
// RUN: not gnn-opt %s --gnn-prune-weights="sparsity=0.5" 2>&1 | FileCheck %s --check-prefix=INFINITE

// The same without the infinity.
// RUN: sed s/0xFF800000/1.0/ %s > %t.mlir
// RUN: not gnn-opt %t.mlir --gnn-prune-weights="weights=lin.weight" 2>&1 | FileCheck %s --check-prefix=FORM
// RUN: not gnn-opt %t.mlir --gnn-prune-weights="weights=lin:0.5" 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// RUN: not gnn-opt %t.mlir --gnn-prune-weights="weights=lin.weight:nan" 2>&1 | FileCheck %s --check-prefix=OWN
// RUN: not gnn-opt %t.mlir --gnn-prune-weights="weights=lin.weight:0,lin.weight:1" 2>&1 | FileCheck %s --check-prefix=TWICE
// RUN: not gnn-opt %t.mlir --gnn-prune-weights="pattern=1:2 criterion=wanda" 2>&1 | FileCheck %s --check-prefix=STATISTICS
// RUN: not gnn-opt %t.mlir --gnn-prune-weights="sparsity=0.5 compensate=true" 2>&1 | FileCheck %s --check-prefix=STATISTICS
// RUN: not gnn-opt %t.mlir --gnn-prune-weights="sparsity=0.5 ledger=%t.absent/ledger.json" 2>&1 | FileCheck %s --check-prefix=LEDGER
// RUN: sed 's/(dense<.*> : tensor/(#ml_program.extern : tensor/' %s > %t.mlir
// RUN: not gnn-opt %t.mlir --gnn-prune-weights="sparsity=0.5" 2>&1 | FileCheck %s --check-prefix=MISSING

// NONE: error: gnn-prune-weights expects sparsity, threshold, weights or an N:M pattern but got none
// BOTH: error: gnn-prune-weights expects one of sparsity, threshold and an N:M pattern but got more
// OWN-THRESHOLD: error: gnn-prune-weights expects weights with sparsity only but got threshold
// OWN-PATTERN: error: gnn-prune-weights expects weights with sparsity only but got an N:M pattern
// SPARSITY: error: gnn-prune-weights expects sparsity between 0 and 1 but got 1.5
// THRESHOLD: error: gnn-prune-weights expects threshold to be at least 0 but got -1
// DAMPING: error: gnn-prune-weights expects damping to be finite and at least 0 but got -1
// DAMPING-INF: error: gnn-prune-weights expects damping to be finite and at least 0 but got inf
// CRITERION: error: gnn-prune-weights expects criterion to be one of magnitude, random, lamp, wanda, ria, obs, greedy-obs, sparsegpt but got 'taylor'
// SCOPE: error: gnn-prune-weights expects scope to be one of global, layer, output, backward, hierarchical but got 'row'
// PATTERN: error: gnn-prune-weights expects pattern to be unstructured, 1x16, or N:M with N at least 1 and below M but got '4:2'
// NORMALIZE: error: gnn-prune-weights expects normalize to be one of none, sum, mean, max, gaussian, lamp but got 'l2'
// COMPENSATE: error: gnn-prune-weights expects compensate to be one of auto, true, false but got 'yes'
// COMPARE: error: gnn-prune-weights expects scope to be one of layer, output, backward, hierarchical, or normalize to be set, since scores of wanda do not compare between matrices, but got global
// BUDGETS: error: gnn-prune-weights expects budgets to be one of shapes, scores but got 'size'
// BUDGET-SCOPE: error: gnn-prune-weights expects scope to be hierarchical with budgets=scores but got global
// BUDGET-NEGATIVE: error: gnn-prune-weights expects normalize to leave no negative scores with budgets=scores but got gaussian
// BUDGET-COMPARE: error: gnn-prune-weights expects normalize to be set with budgets=scores, since scores of wanda do not compare between matrices, but got none
// INFINITE: error: parameter 'lin.weight' expects finite values but element [0, 1] is -inf
// FORM: error: gnn-prune-weights expects weights to be NAME:SPARSITY but got "lin.weight"
// UNKNOWN: error: gnn-prune-weights expects weights to name one of the matrices "lin.weight" but got "lin"
// OWN: error: gnn-prune-weights expects the sparsity of "lin.weight" between 0 and 1 but got nan
// TWICE: error: gnn-prune-weights expects one sparsity for a matrix but got two for "lin.weight"
// STATISTICS: error: parameter 'lin.weight' expects statistics of the features that it multiplies but got none; run gnn-calibrate first
// LEDGER: error: ledger: {{.*}}ledger.json{{.*}}: No such file or directory
// MISSING: error: parameter 'lin.weight' expects a value but got none; run gnn-load-params first
ml_program.global private @lin.weight(dense<[[1.0, 0xFF800000]]> : tensor<1x2xf32>) : tensor<1x2xf32>
func.func @invalid(%x: tensor<?x2xf32>) -> tensor<?x1xf32> {
  %w = ml_program.global_load_const @lin.weight : tensor<1x2xf32>
  %y = gnn.linear %x, %w : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}
