// RUN: gnn-opt %s --split-input-file --gnn-print-channel-groups -o /dev/null 2>&1 | FileCheck %s

// What a layer produces and what the next one reads are one group; arguments and
// results are not ours to change.

// CHECK-LABEL: group lin1: 4 channels, prunable
// CHECK-NEXT:    @lin1.weight dim 0 of 4: 0
// CHECK-NEXT:    @lin1.bias dim 0 of 4: 0
// CHECK-NEXT:    @lin2.weight dim 1 of 4: 0
// CHECK-NEXT:  group chain.arg0: 8 channels, frozen: argument of @chain
// CHECK-NEXT:    @lin1.weight dim 1 of 8: 0
// CHECK-NEXT:  group lin2: 2 channels, frozen: result of @chain
// CHECK-NEXT:    @lin2.weight dim 0 of 2: 0
ml_program.global private @lin1.weight(#ml_program.extern : tensor<4x8xf32>) : tensor<4x8xf32>
ml_program.global private @lin1.bias(#ml_program.extern : tensor<4xf32>) : tensor<4xf32>
ml_program.global private @lin2.weight(#ml_program.extern : tensor<2x4xf32>) : tensor<2x4xf32>
func.func @chain(%x: tensor<?x8xf32>) -> tensor<?x2xf32> {
  %w1 = ml_program.global_load_const @lin1.weight : tensor<4x8xf32>
  %b1 = ml_program.global_load_const @lin1.bias : tensor<4xf32>
  %w2 = ml_program.global_load_const @lin2.weight : tensor<2x4xf32>
  %h = gnn.linear %x, %w1 bias %b1 : (tensor<?x8xf32>, tensor<4x8xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  %r = gnn.relu %h : tensor<?x4xf32>
  %y = gnn.linear %r, %w2 : (tensor<?x4xf32>, tensor<2x4xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// -----

// A residual sum ties both producers; a readout passes channels on.

// CHECK-LABEL: group a: 4 channels, prunable
// CHECK-NEXT:    @a.weight dim 0 of 4: 0
// CHECK-NEXT:    @b.weight dim 0 of 4: 0
// CHECK-NEXT:    @b.weight dim 1 of 4: 0
// CHECK-NEXT:    @c.weight dim 1 of 4: 0
ml_program.global private @a.weight(#ml_program.extern : tensor<4x8xf32>) : tensor<4x8xf32>
ml_program.global private @b.weight(#ml_program.extern : tensor<4x4xf32>) : tensor<4x4xf32>
ml_program.global private @c.weight(#ml_program.extern : tensor<2x4xf32>) : tensor<2x4xf32>
func.func @residual(%x: tensor<?x8xf32>, %ptr: tensor<?xi64>) -> tensor<?x2xf32> {
  %wa = ml_program.global_load_const @a.weight : tensor<4x8xf32>
  %wb = ml_program.global_load_const @b.weight : tensor<4x4xf32>
  %wc = ml_program.global_load_const @c.weight : tensor<2x4xf32>
  %a = gnn.linear %x, %wa : (tensor<?x8xf32>, tensor<4x8xf32>) -> tensor<?x4xf32>
  %b = gnn.linear %a, %wb : (tensor<?x4xf32>, tensor<4x4xf32>) -> tensor<?x4xf32>
  %s = gnn.add %a, %b : tensor<?x4xf32>
  %p = gnn.pool mean %s, %ptr : (tensor<?x4xf32>, tensor<?xi64>) -> tensor<?x4xf32>
  %y = gnn.linear %p, %wc : (tensor<?x4xf32>, tensor<2x4xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// -----

// Self beside neighbours: each hidden channel is read at two columns.

// CHECK-LABEL: group lin1: 4 channels, prunable
// CHECK-NEXT:    @lin1.weight dim 0 of 4: 0
// CHECK-NEXT:    @lin2.weight dim 1 of 8: 0 4
ml_program.global private @lin1.weight(#ml_program.extern : tensor<4x8xf32>) : tensor<4x8xf32>
ml_program.global private @lin2.weight(#ml_program.extern : tensor<2x8xf32>) : tensor<2x8xf32>
func.func @concat(%g: !gnn.graph, %x: tensor<?x8xf32>) -> tensor<?x2xf32> {
  %w1 = ml_program.global_load_const @lin1.weight : tensor<4x8xf32>
  %w2 = ml_program.global_load_const @lin2.weight : tensor<2x8xf32>
  %h = gnn.linear %x, %w1 : (tensor<?x8xf32>, tensor<4x8xf32>) -> tensor<?x4xf32>
  %n = gnn.aggregate mean %g, %h : (!gnn.graph, tensor<?x4xf32>) -> tensor<?x4xf32>
  %c = gnn.concat %h, %n : (tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<?x8xf32>
  %y = gnn.linear %c, %w2 : (tensor<?x8xf32>, tensor<2x8xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// -----

// Two different features side by side are two groups on one axis.

// CHECK-LABEL: group a: 2 channels, prunable
// CHECK-NEXT:    @a.weight dim 0 of 2: 0
// CHECK-NEXT:    @c.weight dim 1 of 5: 0
// CHECK:       group b: 3 channels, prunable
// CHECK-NEXT:    @b.weight dim 0 of 3: 0
// CHECK-NEXT:    @c.weight dim 1 of 5: 2
ml_program.global private @a.weight(#ml_program.extern : tensor<2x8xf32>) : tensor<2x8xf32>
ml_program.global private @b.weight(#ml_program.extern : tensor<3x8xf32>) : tensor<3x8xf32>
ml_program.global private @c.weight(#ml_program.extern : tensor<2x5xf32>) : tensor<2x5xf32>
func.func @side_by_side(%x: tensor<?x8xf32>) -> tensor<?x2xf32> {
  %wa = ml_program.global_load_const @a.weight : tensor<2x8xf32>
  %wb = ml_program.global_load_const @b.weight : tensor<3x8xf32>
  %wc = ml_program.global_load_const @c.weight : tensor<2x5xf32>
  %a = gnn.linear %x, %wa : (tensor<?x8xf32>, tensor<2x8xf32>) -> tensor<?x2xf32>
  %b = gnn.linear %x, %wb : (tensor<?x8xf32>, tensor<3x8xf32>) -> tensor<?x3xf32>
  %c = gnn.concat %a, %b : (tensor<?x2xf32>, tensor<?x3xf32>) -> tensor<?x5xf32>
  %y = gnn.linear %c, %wc : (tensor<?x5xf32>, tensor<2x5xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
