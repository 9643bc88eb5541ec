// RUN: gnn-opt %s --split-input-file --gnn-print-channel-groups -o /dev/null 2>&1 | FileCheck %s
// RUN: gnn-opt %s --split-input-file --gnn-decompose-layers --gnn-print-channel-groups -o /dev/null 2>&1 | FileCheck %s --check-prefix=CORE
// RUN: gnn-opt %s --split-input-file --gnn-print-channel-groups="heads" -o /dev/null 2>&1 | FileCheck %s --check-prefix=HEADS
// RUN: gnn-opt %s --split-input-file --gnn-decompose-layers --gnn-print-channel-groups="heads" -o /dev/null 2>&1 | FileCheck %s --check-prefix=HEADS

// Channel c of all heads goes together; the number of heads stays. The same
// holds for what the layer decomposes to.

// CHECK-LABEL: group conv1: 4 channels, prunable, coupled by 'gnn.gat_conv'
// CHECK-NEXT:    @conv1.lin.weight dim 0 of 12: 0 4 8
// CHECK-NEXT:    @conv1.att_src dim 2 of 4: 0
// CHECK-NEXT:    @conv1.att_dst dim 2 of 4: 0
// CHECK-NEXT:    @conv1.bias dim 0 of 12: 0 4 8
// CHECK-NEXT:    @lin.weight dim 1 of 12: 0 4 8
// CHECK-NEXT:  group concat.arg1: 8 channels, frozen: argument of @concat
// CHECK-NEXT:    @conv1.lin.weight dim 1 of 8: 0
// CHECK-NEXT:  group conv1.att_src[1]: 3 channels, frozen: 'gnn.gat_conv' needs all of its heads, coupled by 'gnn.gat_conv'
// CHECK-NEXT:    @conv1.att_src dim 1 of 3: 0
// CHECK-NEXT:    @conv1.att_dst dim 1 of 3: 0

// CORE-LABEL: group conv1: 4 channels, prunable
// CORE-NEXT:    @conv1.lin.weight dim 0 of 12: 0 4 8
// CORE-NEXT:    @conv1.att_src dim 2 of 4: 0
// CORE-NEXT:    @conv1.att_dst dim 2 of 4: 0
// CORE-NEXT:    @conv1.bias dim 0 of 12: 0 4 8
// CORE-NEXT:    @lin.weight dim 1 of 12: 0 4 8
// CORE:       group conv1.att_src[1]: 3 channels, frozen: 'gnn.head_dot' needs all of its heads

// HEADS:      group conv1: 3 channels, prunable
// HEADS-NEXT:   @conv1.lin.weight dim 0 of 12: 0 1 2 3
// HEADS-NEXT:   @conv1.att_src dim 1 of 3: 0
// HEADS-NEXT:   @conv1.att_dst dim 1 of 3: 0
// HEADS-NEXT:   @conv1.bias dim 0 of 12: 0 1 2 3
// HEADS-NEXT:   @lin.weight dim 1 of 12: 0 1 2 3
ml_program.global private @conv1.lin.weight(#ml_program.extern : tensor<12x8xf32>) : tensor<12x8xf32>
ml_program.global private @conv1.att_src(#ml_program.extern : tensor<1x3x4xf32>) : tensor<1x3x4xf32>
ml_program.global private @conv1.att_dst(#ml_program.extern : tensor<1x3x4xf32>) : tensor<1x3x4xf32>
ml_program.global private @conv1.bias(#ml_program.extern : tensor<12xf32>) : tensor<12xf32>
ml_program.global private @lin.weight(#ml_program.extern : tensor<2x12xf32>) : tensor<2x12xf32>
func.func @concat(%g: !gnn.graph, %x: tensor<?x8xf32>) -> tensor<?x2xf32> {
  %w = ml_program.global_load_const @conv1.lin.weight : tensor<12x8xf32>
  %s = ml_program.global_load_const @conv1.att_src : tensor<1x3x4xf32>
  %d = ml_program.global_load_const @conv1.att_dst : tensor<1x3x4xf32>
  %b = ml_program.global_load_const @conv1.bias : tensor<12xf32>
  %l = ml_program.global_load_const @lin.weight : tensor<2x12xf32>
  %h = gnn.gat_conv %g, %x, %w, %s, %d bias %b : (!gnn.graph, tensor<?x8xf32>, tensor<12x8xf32>, tensor<1x3x4xf32>, tensor<1x3x4xf32>, tensor<12xf32>) -> tensor<?x12xf32>
  %e = gnn.elu %h : tensor<?x12xf32>
  %y = gnn.linear %e, %l : (tensor<?x12xf32>, tensor<2x12xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// -----

// Averaged heads: one channel of the result is one of each head.

// CHECK-LABEL: group conv1: 4 channels, prunable, coupled by 'gnn.gat_conv'
// CHECK-NEXT:    @conv1.lin.weight dim 0 of 12: 0 4 8
// CHECK-NEXT:    @conv1.att_src dim 2 of 4: 0
// CHECK-NEXT:    @conv1.att_dst dim 2 of 4: 0
// CHECK-NEXT:    @conv1.bias dim 0 of 4: 0
// CHECK-NEXT:    @lin.weight dim 1 of 4: 0

// CORE-LABEL: group conv1: 4 channels, prunable
// CORE-NEXT:    @conv1.lin.weight dim 0 of 12: 0 4 8
// CORE-NEXT:    @conv1.att_src dim 2 of 4: 0
// CORE-NEXT:    @conv1.att_dst dim 2 of 4: 0
// CORE-NEXT:    @conv1.bias dim 0 of 4: 0
// CORE-NEXT:    @lin.weight dim 1 of 4: 0

// HEADS-NEXT: group conv1.lin: 3 channels, prunable
// HEADS-NEXT:   @conv1.lin.weight dim 0 of 12: 0 1 2 3
// HEADS-NEXT:   @conv1.att_src dim 1 of 3: 0
// HEADS-NEXT:   @conv1.att_dst dim 1 of 3: 0
ml_program.global private @conv1.lin.weight(#ml_program.extern : tensor<12x8xf32>) : tensor<12x8xf32>
ml_program.global private @conv1.att_src(#ml_program.extern : tensor<1x3x4xf32>) : tensor<1x3x4xf32>
ml_program.global private @conv1.att_dst(#ml_program.extern : tensor<1x3x4xf32>) : tensor<1x3x4xf32>
ml_program.global private @conv1.bias(#ml_program.extern : tensor<4xf32>) : tensor<4xf32>
ml_program.global private @lin.weight(#ml_program.extern : tensor<2x4xf32>) : tensor<2x4xf32>
func.func @mean(%g: !gnn.graph, %x: tensor<?x8xf32>) -> tensor<?x2xf32> {
  %w = ml_program.global_load_const @conv1.lin.weight : tensor<12x8xf32>
  %s = ml_program.global_load_const @conv1.att_src : tensor<1x3x4xf32>
  %d = ml_program.global_load_const @conv1.att_dst : tensor<1x3x4xf32>
  %b = ml_program.global_load_const @conv1.bias : tensor<4xf32>
  %l = ml_program.global_load_const @lin.weight : tensor<2x4xf32>
  %h = gnn.gat_conv %g, %x, %w, %s, %d bias %b {concat = false} : (!gnn.graph, tensor<?x8xf32>, tensor<12x8xf32>, tensor<1x3x4xf32>, tensor<1x3x4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  %y = gnn.linear %h, %l : (tensor<?x4xf32>, tensor<2x4xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
