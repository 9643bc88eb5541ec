// RUN: %python %S/../tools/make_data.py %t.safetensors 'x=F32:[[1,0],[0,2]]' 'edge_index=I64:[[0],[1]]'
// RUN: %python %S/../tools/make_data.py %t.wide.safetensors 'x=F32:[[1,0,3]]' 'edge_index=I64:[[0],[0]]'
// RUN: not gnn-opt %s --gnn-prune 2>&1 | FileCheck %s --check-prefix=NONE
// RUN: not gnn-opt %s --gnn-prune="ratio=0.5 target-macs=0.5x" 2>&1 | FileCheck %s --check-prefix=BOTH
// RUN: not gnn-opt %s --gnn-prune="target-latency=0.5x target-macs=0.5x" 2>&1 | FileCheck %s --check-prefix=TWO
// RUN: not gnn-opt %s --gnn-prune="ratio=1.5" 2>&1 | FileCheck %s --check-prefix=RATIO
// RUN: not gnn-opt %s --gnn-prune="ratio=0.5 granularity=hybrid sparsity=-1" 2>&1 | FileCheck %s --check-prefix=SPARSITY
// RUN: not gnn-opt %s --gnn-prune="ratio=0.5 sparsity=0.5" 2>&1 | FileCheck %s --check-prefix=HYBRID
// RUN: not gnn-opt %s --gnn-prune="ratio=0.5 granularity=edges" 2>&1 | FileCheck %s --check-prefix=GRANULARITY
// RUN: not gnn-opt %s --gnn-prune="ratio=0.5 criterion=l3" 2>&1 | FileCheck %s --check-prefix=CRITERION
// RUN: not gnn-opt %s --gnn-prune="ratio=0.5 granularity=weights criterion=l2" 2>&1 | FileCheck %s --check-prefix=WEIGHTS
// RUN: not gnn-opt %s --gnn-prune="ratio=0.5 recovery=training" 2>&1 | FileCheck %s --check-prefix=RECOVERY
// RUN: not gnn-opt %s --gnn-prune="ratio=0.5 recovery=bias" 2>&1 | FileCheck %s --check-prefix=DATA
// RUN: not gnn-opt %s --gnn-prune="ratio=0.5 criterion=apoz" 2>&1 | FileCheck %s --check-prefix=DATA
// RUN: not gnn-opt %s --gnn-prune="target-macs=0.5x" 2>&1 | FileCheck %s --check-prefix=DATA
// RUN: not gnn-opt %s --gnn-prune="ratio=0.5 prove-for=graph" 2>&1 | FileCheck %s --check-prefix=DATA
// RUN: not gnn-opt %s --gnn-prune="ratio=0.5 prove-for=me" 2>&1 | FileCheck %s --check-prefix=PROOF
// RUN: not gnn-opt %s --gnn-prune="ratio=0.5 scope=none" 2>&1 | FileCheck %s --check-prefix=SCOPE
// RUN: not gnn-opt %s --gnn-prune="target-macs=half data=%t.safetensors" 2>&1 | FileCheck %s --check-prefix=TARGET
// RUN: not gnn-opt %s --gnn-prune="target-macs=3 data=%t.safetensors" 2>&1 | FileCheck %s --check-prefix=UNMET
// RUN: not gnn-opt %s --gnn-prune="ratio=0.5 data=%t.absent" 2>&1 | FileCheck %s --check-prefix=ABSENT
// RUN: not gnn-opt %s --gnn-prune="ratio=0.5 data=%t.wide.safetensors" 2>&1 | FileCheck %s --check-prefix=WIDE
// RUN: not gnn-opt %s --gnn-prune="ratio=0.5 function=backward" 2>&1 | FileCheck %s --check-prefix=FUNCTION
// RUN: not gnn-opt %s --gnn-prune="ratio=0.5 recovery=bias split=train data=%t.safetensors" 2>&1 | FileCheck %s --check-prefix=SPLIT
// RUN: not gnn-opt %s --gnn-prune="ratio=0.5 input-ratio=0.5" 2>&1 | FileCheck %s --check-prefix=INPUTS
// RUN: not gnn-opt %s --gnn-prune="input-ratio=0.5 inputs=true target-macs=0.5x data=%t.safetensors" 2>&1 | FileCheck %s --check-prefix=INPUTS
// RUN: not gnn-opt %s --gnn-prune="ratio=0.5 input-criterion=l2" 2>&1 | FileCheck %s --check-prefix=INPUTCRITERION
// RUN: not gnn-opt %s --gnn-prune="ratio=0.5 inputs=true input-criterion=l3" 2>&1 | FileCheck %s --check-prefix=NOCRITERION
// RUN: not gnn-opt %s --gnn-prune="ratio=0.5 granularity=weights weight-scope=layer" 2>&1 | FileCheck %s --check-prefix=LATER
// RUN: not gnn-opt %s --gnn-prune="ratio=0.5 granularity=layers scope=layer" 2>&1 | FileCheck %s --check-prefix=LAYERSCOPE
// RUN: not gnn-opt %s --gnn-prune="ratio=0.5 granularity=layers criterion=l2" 2>&1 | FileCheck %s --check-prefix=INFLUENCE
// RUN: not gnn-opt %s --gnn-prune="ratio=0.5 only=c" 2>&1 | FileCheck %s --check-prefix=PART
// RUN: rm -f %t.out.mlir
// RUN: not gnn-opt %s --gnn-prune="ratio=0.5 ledger=%t.absent/ledger.json" -o %t.out.mlir 2>&1 | FileCheck %s --check-prefix=LEDGER
// RUN: not ls %t.out.mlir

// NONE: error: gnn-prune expects either ratio or a target but got none
// BOTH: error: gnn-prune expects either ratio or a target but got both
// TWO: error: gnn-prune expects one target but got multiply-adds and ms
// RATIO: error: gnn-prune expects ratio between 0 and 1 but got 1.5
// SPARSITY: error: gnn-prune expects sparsity between 0 and 1 but got -1
// HYBRID: error: gnn-prune expects sparsity only where weights go after something else
// GRANULARITY: error: gnn-prune expects granularity to be channels, heads, layers, inputs, weights or hybrid but got "edges"
// CRITERION: error: gnn-prune expects the criterion of channels to be one of {{.*}}l1, l2{{.*}} but got "l3"
// WEIGHTS: error: gnn-prune expects the criterion of weights to be one of {{.*}}magnitude{{.*}} but got "l2"
// RECOVERY: error: gnn-prune expects recovery to be none, bias, least-squares or batch-norm but got "training"
// DATA: error: gnn-prune expects data for this criterion, recovery, proof or target but got none
// PROOF: error: gnn-prune expects prove-for to be any, data or graph but got "me"
// SCOPE: error: gnn-prune-channels expects scope to be one of {{.*}} but got 'none'
// TARGET: error: gnn-prune: expected a budget such as 0.5x, or a positive number of multiply-adds, but got "half"
// UNMET: error: gnn-prune: expected at most 3 multiply-adds of 20, but the nearest candidate, with 50.00% removed, has 10
// INPUTS: error: gnn-prune expects input-ratio only where input features go after something else, and by a ratio
// INPUTCRITERION: error: gnn-prune expects input-criterion only where input features go after something else
// NOCRITERION: error: gnn-prune expects the criterion of input features to be one of {{.*}}l1, l2{{.*}} but got "l3"
// LATER: error: gnn-prune expects weight-criterion, weight-scope and weight-normalize only where weights go after something else
// LAYERSCOPE: error: gnn-prune expects no scope and no normalize where layers go: they are ranked with each other
// INFLUENCE: error: gnn-prune expects the criterion of layers to be one of block-influence but got "l2"
// PART: error: gnn-prune-channels: {{.*}}"c"
// ABSENT: error: gnn-prune: {{.*}}.absent{{.*}}: No such file or directory
// WIDE: error: gnn-prune: {{.*}}.wide.safetensors: function "forward": expects 2 features per node but the data has 3
// FUNCTION: error: gnn-prune: {{.*}}backward
// SPLIT: error: gnn-prune: {{.*}}train
// LEDGER: error: ledger: {{.*}}ledger.json{{.*}}: No such file or directory

ml_program.global private @a.weight(dense<[[4.0, 1.0], [0.5, 0.25]]> : tensor<2x2xf32>) : tensor<2x2xf32>
ml_program.global private @b.weight(dense<[[1.0, 1.0], [2.0, 0.5]]> : tensor<2x2xf32>) : tensor<2x2xf32>
func.func @forward(%graph: !gnn.graph, %x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %a = ml_program.global_load_const @a.weight : tensor<2x2xf32>
  %b = ml_program.global_load_const @b.weight : tensor<2x2xf32>
  %h = gnn.linear %x, %a : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %r = gnn.relu %h : tensor<?x2xf32>
  %y = gnn.linear %r, %b : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
