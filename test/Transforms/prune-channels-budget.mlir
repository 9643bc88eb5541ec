// RUN: gnn-opt %s --gnn-prune-channels="ratio=0.25 criterion=l1 scope=global" | FileCheck %s --check-prefix=CHEAP
// RUN: gnn-opt %s --gnn-prune-channels="ratio=0.25 criterion=l1 scope=global per-cost=true nodes=10 edges=0" | FileCheck %s --check-prefix=COST
// RUN: gnn-opt %s --gnn-prune-channels="target-macs=0.5x nodes=10 edges=0" | FileCheck %s --check-prefix=ONE
// RUN: gnn-opt %s --gnn-prune-channels="target-macs=100 nodes=10 edges=0" | FileCheck %s --check-prefix=ONE
// RUN: gnn-opt %s --gnn-prune-channels="target-parameters=0.5x" | FileCheck %s --check-prefix=ONE
// RUN: gnn-opt %s --gnn-prune-channels="target-parameters=22" | FileCheck %s --check-prefix=ALL
// RUN: gnn-opt %s --gnn-prune-channels="target-macs=1x target-parameters=21 nodes=10 edges=0" | FileCheck %s --check-prefix=ONE
// RUN: gnn-opt %s --gnn-prune-channels="target-parameters=20 criterion=l1 scope=global" | FileCheck %s --check-prefix=CHEAP
// RUN: gnn-opt %s --gnn-prune-channels="target-macs=40 nodes=10 edges=0 nonzeros=20" | FileCheck %s --check-prefix=ONE

// RUN: not gnn-opt %s --gnn-prune-channels="target-macs=99 nodes=10 edges=0" 2>&1 | FileCheck %s --check-prefix=MISSED
// RUN: not gnn-opt %s --gnn-prune-channels="target-parameters=0.1x" 2>&1 | FileCheck %s --check-prefix=PARAMETERS
// RUN: not gnn-opt %s --gnn-prune-channels="target-parameters=21 groups=b:0,a:0" 2>&1 | FileCheck %s --check-prefix=FIXED
// RUN: not gnn-opt %s --gnn-prune-channels="target-macs=half nodes=10 edges=0" 2>&1 | FileCheck %s --check-prefix=TEXT
// RUN: not gnn-opt %s --gnn-prune-channels="target-macs=0x nodes=10 edges=0" 2>&1 | FileCheck %s --check-prefix=ZERO
// RUN: not gnn-opt %s --gnn-prune-channels="target-macs=0.5x" 2>&1 | FileCheck %s --check-prefix=GRAPH
// RUN: not gnn-opt %s --gnn-prune-channels="ratio=0.5 per-cost=true nodes=10" 2>&1 | FileCheck %s --check-prefix=GRAPH
// RUN: not gnn-opt %s --gnn-prune-channels="ratio=0.5 target-macs=0.5x nodes=10 edges=0" 2>&1 | FileCheck %s --check-prefix=BOTH
// RUN: not gnn-opt %s --gnn-prune-channels="target-macs=0.5x data=%t.absent" 2>&1 | FileCheck %s --check-prefix=ABSENT
// RUN: not gnn-opt %s --gnn-prune-channels="target-macs=0.5x data=%S/../../examples/digits/digits.safetensors" 2>&1 | FileCheck %s --check-prefix=FEATURES

// A node costs 8 * 2 + 2 * 2 + 2 * 1 = 22, which is also the number of
// parameters; without a channel of each layer 10. A channel of a saves 8 + 2, one
// of b 2 + 1; scores are 6 8 and 1.9 5, over these 0.6 0.8 and 0.63 1.7. With 20
// nonzeros, 20 * 2 + 60 become 20 + 20.

// CHEAP: @a.weight({{.*}}) : tensor<2x8xf32>
// CHEAP: @b.weight({{.*}}) : tensor<1x2xf32> {gnn.channels = [array<i64: 1>, unit]}
// COST: @a.weight({{.*}}) : tensor<1x8xf32> {gnn.channels = [array<i64: 1>, unit]}
// COST: @b.weight({{.*}}) : tensor<2x1xf32>
// ONE: @a.weight({{.*}}) : tensor<1x8xf32>
// ONE: @b.weight({{.*}}) : tensor<1x1xf32>
// ALL: @a.weight({{.*}}) : tensor<2x8xf32>
// ALL: @b.weight({{.*}}) : tensor<2x2xf32>
// MISSED: error: gnn-prune-channels expects at most 99 multiply-adds but the least that it can reach is 100
// PARAMETERS: error: gnn-prune-channels expects at most 2 parameters but the least that it can reach is 10
// FIXED: error: gnn-prune-channels expects at most 21 parameters but the least that it can reach is 22
// TEXT: error: gnn-prune-channels expects target-macs to be such as 0.5x, or a positive number of multiply-adds, but got 'half'
// ZERO: error: gnn-prune-channels expects target-macs to be such as 0.5x, or a positive number of multiply-adds, but got '0x'
// GRAPH: error: gnn-prune-channels expects data, or nodes and edges, to count multiply-adds on
// BOTH: error: gnn-prune-channels expects a ratio or a target but got both
// ABSENT: error: gnn-prune-channels: {{.*}}No such file or directory
// FEATURES: error: function 'budget' expects 8 features but "{{.*}}digits.safetensors" has 64
ml_program.global private @a.weight(dense<[[6.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], [8.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]]> : tensor<2x8xf32>) : tensor<2x8xf32>
ml_program.global private @b.weight(dense<0.0> : tensor<2x2xf32>) : tensor<2x2xf32>
ml_program.global private @c.weight(dense<[[1.9, 5.0]]> : tensor<1x2xf32>) : tensor<1x2xf32>
func.func @budget(%x: tensor<?x8xf32, #gnn.csr>) -> tensor<?x1xf32> {
  %a = ml_program.global_load_const @a.weight : tensor<2x8xf32>
  %b = ml_program.global_load_const @b.weight : tensor<2x2xf32>
  %c = ml_program.global_load_const @c.weight : tensor<1x2xf32>
  %0 = gnn.linear %x, %a : (tensor<?x8xf32, #gnn.csr>, tensor<2x8xf32>) -> tensor<?x2xf32>
  %1 = gnn.linear %0, %b : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %2 = gnn.linear %1, %c : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
  return %2 : tensor<?x1xf32>
}
