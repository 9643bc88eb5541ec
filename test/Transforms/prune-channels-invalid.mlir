// RUN: not gnn-opt %s --gnn-prune-channels="ratio=1.5" 2>&1 | FileCheck %s --check-prefix=RATIO
// RUN: not gnn-opt %s --gnn-prune-channels="ratio=-0.5" 2>&1 | FileCheck %s --check-prefix=NEGATIVE
// RUN: not gnn-opt %s --gnn-prune-channels 2>&1 | FileCheck %s --check-prefix=NONE
// RUN: not gnn-opt %s --gnn-prune-channels="ratio=0.5 criterion=l3" 2>&1 | FileCheck %s --check-prefix=CRITERION
// RUN: not gnn-opt %s --gnn-prune-channels="ratio=0.5 reduction=median" 2>&1 | FileCheck %s --check-prefix=REDUCTION
// RUN: not gnn-opt %s --gnn-prune-channels="ratio=0.5 scope=none" 2>&1 | FileCheck %s --check-prefix=SCOPE
// RUN: not gnn-opt %s --gnn-prune-channels="ratio=0.5 normalize=min" 2>&1 | FileCheck %s --check-prefix=NORMALIZE
// RUN: not gnn-opt %s --gnn-prune-channels="ratio=0.5 protect=c" 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// RUN: not gnn-opt %s --gnn-prune-channels="ratio=0.5 only=c" 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// RUN: not gnn-opt %s --gnn-prune-channels="ratio=0.5 criterion=apoz" 2>&1 | FileCheck %s --check-prefix=CALIBRATE
// RUN: not gnn-opt %s --gnn-prune-channels="ratio=0.5 round-to=0" 2>&1 | FileCheck %s --check-prefix=ROUND
// RUN: not gnn-opt %s --gnn-prune-channels="groups=c:0.5" 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// RUN: not gnn-opt %s --gnn-prune-channels="groups=mlp:0.5" 2>&1 | FileCheck %s --check-prefix=AMBIGUOUS
// RUN: not gnn-opt %s --gnn-prune-channels="groups=mlp.0" 2>&1 | FileCheck %s --check-prefix=FORM
// RUN: not gnn-opt %s --gnn-prune-channels="groups=mlp.0:2" 2>&1 | FileCheck %s --check-prefix=OWN
// RUN: not gnn-opt %s --gnn-prune-channels="groups=mlp.2:0.5" 2>&1 | FileCheck %s --check-prefix=FROZEN
// RUN: not gnn-opt %s --gnn-prune-channels="groups=mlp.0:0.5,mlp.0.weight:0.5" 2>&1 | FileCheck %s --check-prefix=TWICE
// RUN: not gnn-opt %s --gnn-prune-channels="ratio=0.5" 2>&1 | FileCheck %s --check-prefix=NAN
// RUN: sed s/0x7FC00000/1.0/ %s > %t.mlir
// RUN: not gnn-opt %t.mlir --gnn-prune-channels="ratio=0.5 ledger=%t.absent/ledger.json" 2>&1 | FileCheck %s --check-prefix=LEDGER
// RUN: sed 's/dense<.*> : tensor<2x1xf32>)/#ml_program.extern : tensor<2x1xf32>)/' %s > %t.mlir
// RUN: not gnn-opt %t.mlir --gnn-prune-channels="ratio=0.5" 2>&1 | FileCheck %s --check-prefix=MISSING

// RATIO: error: gnn-prune-channels expects ratio between 0 and 1 but got 1.5
// NEGATIVE: error: gnn-prune-channels expects ratio between 0 and 1 but got -0.5
// NONE: error: gnn-prune-channels expects ratio, groups or a target but got none
// CRITERION: error: gnn-prune-channels expects criterion to be one of {{.*}}l1, l2{{.*}} but got 'l3'
// REDUCTION: error: gnn-prune-channels expects reduction to be one of sum, mean, max, product, first but got 'median'
// SCOPE: error: gnn-prune-channels expects scope to be one of layer, global, backward, hierarchical but got 'none'
// NORMALIZE: error: gnn-prune-channels expects normalize to be one of none, sum, mean, max, gaussian, lamp but got 'min'
// CALIBRATE: error: parameter '{{.*}}' expects statistics of the features that it multiplies but got none; run gnn-calibrate first
// ROUND: error: gnn-prune-channels expects round-to to be at least 1 but got 0
// UNKNOWN: error: gnn-prune-channels: expected the name of a channel group but got "c"; there are "mlp.0", "invalid.arg0", "mlp.2"
// AMBIGUOUS: error: gnn-prune-channels: expected the name of one channel group but "mlp" may be any of "mlp.0", "mlp.2"
// FORM: error: gnn-prune-channels expects groups to be NAME:RATIO but got "mlp.0"
// OWN: error: gnn-prune-channels expects the ratio of "mlp.0" between 0 and 1 but got 2
// FROZEN: error: gnn-prune-channels expects a group that may be pruned but "mlp.2" is frozen: result of @invalid
// TWICE: error: gnn-prune-channels expects one ratio for a group but got two for "mlp.0"
// NAN: error: parameter 'mlp.0.weight' expects finite values but element [1, 0] is nan
// LEDGER: error: ledger: {{.*}}ledger.json{{.*}}: No such file or directory
// MISSING: error: parameter 'mlp.0.weight' expects a value but got none; run gnn-load-params first
ml_program.global private @mlp.0.weight(dense<[[1.0], [0x7FC00000]]> : tensor<2x1xf32>) : tensor<2x1xf32>
ml_program.global private @mlp.2.weight(dense<1.0> : tensor<1x2xf32>) : tensor<1x2xf32>
func.func @invalid(%x: tensor<?x1xf32>) -> tensor<?x1xf32> {
  %a = ml_program.global_load_const @mlp.0.weight : tensor<2x1xf32>
  %b = ml_program.global_load_const @mlp.2.weight : tensor<1x2xf32>
  %h = gnn.linear %x, %a : (tensor<?x1xf32>, tensor<2x1xf32>) -> tensor<?x2xf32>
  %y = gnn.linear %h, %b : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}
