// RUN: not gnn-opt %s --gnn-prune-heads 2>&1 | FileCheck %s --check-prefix=NONE
// RUN: not gnn-opt %s --gnn-prune-heads="ratio=0.5 heads=1" 2>&1 | FileCheck %s --check-prefix=BOTH
// RUN: not gnn-opt %s --gnn-prune-heads="heads=-1" 2>&1 | FileCheck %s --check-prefix=HEADS
// RUN: not gnn-opt %s --gnn-prune-heads="ratio=2" 2>&1 | FileCheck %s --check-prefix=RATIO
// RUN: not gnn-opt %s --gnn-prune-heads="ratio=0.5 criterion=l3" 2>&1 | FileCheck %s --check-prefix=CRITERION
// RUN: not gnn-opt %s --gnn-prune-heads="groups=lin:0.5" 2>&1 | FileCheck %s --check-prefix=LAYER
// RUN: not gnn-opt %s --gnn-prune-heads="groups=gat:0.5" 2>&1 | FileCheck %s --check-prefix=FROZEN
// RUN: not gnn-opt %s --gnn-prune-heads="ratio=0.5 only=absent" 2>&1 | FileCheck %s --check-prefix=ABSENT
// RUN: gnn-opt %s --gnn-prune-heads="ratio=0.5" --remarks-filter=prune 2>&1 | FileCheck %s --check-prefix=MISSED

// NONE: error: gnn-prune-heads expects ratio, heads or groups but got none
// BOTH: error: gnn-prune-heads expects ratio or heads but got both
// HEADS: error: gnn-prune-heads expects heads to be at least 1 but got -1
// RATIO: error: gnn-prune-heads expects ratio between 0 and 1 but got 2
// CRITERION: error: gnn-prune-heads expects criterion to be one of {{.*}} but got 'l3'
// LAYER: error: gnn-prune-heads expects a layer with heads but "lin" has none
// FROZEN: error: gnn-prune-heads expects a group that may be pruned but "gat" is frozen: result of @invalid
// ABSENT: error: gnn-prune-heads: expected the name of a channel group but got "absent"; there are
// MISSED: remark: [Missed] gnn-prune-heads | Category:prune | Reason="gat keeps its 2 channels: result of @invalid"
// MISSED: @gat.lin.weight({{.*}}) : tensor<4x2xf32>
ml_program.global private @lin.weight(dense<1.0> : tensor<2x1xf32>) : tensor<2x1xf32>
ml_program.global private @gat.lin.weight(dense<1.0> : tensor<4x2xf32>) : tensor<4x2xf32>
ml_program.global private @gat.att(dense<1.0> : tensor<1x2x2xf32>) : tensor<1x2x2xf32>
func.func @invalid(%g: !gnn.graph, %x: tensor<?x1xf32>) -> tensor<?x4xf32> {
  %l = ml_program.global_load_const @lin.weight : tensor<2x1xf32>
  %w = ml_program.global_load_const @gat.lin.weight : tensor<4x2xf32>
  %a = ml_program.global_load_const @gat.att : tensor<1x2x2xf32>
  %h = gnn.linear %x, %l : (tensor<?x1xf32>, tensor<2x1xf32>) -> tensor<?x2xf32>
  %y = gnn.gat_conv %g, %h, %w, %a, %a : (!gnn.graph, tensor<?x2xf32>, tensor<4x2xf32>, tensor<1x2x2xf32>, tensor<1x2x2xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}
