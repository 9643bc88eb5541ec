// RUN: gnn-opt %s --split-input-file --allow-unregistered-dialect --gnn-print-channel-groups="values" -o /dev/null 2>&1 | FileCheck %s
// RUN: gnn-opt %s --split-input-file --allow-unregistered-dialect --gnn-print-channel-groups="inputs" -o /dev/null 2>&1 | FileCheck %s --check-prefix=INPUTS

// Statistics of a batch norm belong to the channel but are not trained; a layer
// norm couples channels.

// CHECK-LABEL: group lin1: 4 channels, prunable, coupled by 'gnn.layer_norm'
// CHECK-NEXT:    @lin1.weight dim 0 of 4: 0
// CHECK-NEXT:    @bn.mean dim 0 of 4: 0 (measured)
// CHECK-NEXT:    @bn.var dim 0 of 4: 0 (measured)
// CHECK-NEXT:    @bn.weight dim 0 of 4: 0
// CHECK-NEXT:    @lin2.weight dim 1 of 4: 0
// CHECK-NEXT:    result of 'gnn.linear' dim 1 of 4: 0
// CHECK-NEXT:    result of 'gnn.batch_norm' dim 1 of 4: 0
// CHECK-NEXT:    result of 'gnn.layer_norm' dim 1 of 4: 0
// INPUTS:        group norms.arg0: 8 channels, prunable
ml_program.global private @lin1.weight(#ml_program.extern : tensor<4x8xf32>) : tensor<4x8xf32>
ml_program.global private @bn.mean(#ml_program.extern : tensor<4xf32>) : tensor<4xf32>
ml_program.global private @bn.var(#ml_program.extern : tensor<4xf32>) : tensor<4xf32>
ml_program.global private @bn.weight(#ml_program.extern : tensor<4xf32>) : tensor<4xf32>
ml_program.global private @lin2.weight(#ml_program.extern : tensor<2x4xf32>) : tensor<2x4xf32>
func.func @norms(%x: tensor<?x8xf32>) -> tensor<?x2xf32> {
  %w1 = ml_program.global_load_const @lin1.weight : tensor<4x8xf32>
  %m = ml_program.global_load_const @bn.mean : tensor<4xf32>
  %v = ml_program.global_load_const @bn.var : tensor<4xf32>
  %s = ml_program.global_load_const @bn.weight : tensor<4xf32>
  %w2 = ml_program.global_load_const @lin2.weight : tensor<2x4xf32>
  %h = gnn.linear %x, %w1 : (tensor<?x8xf32>, tensor<4x8xf32>) -> tensor<?x4xf32>
  %b = gnn.batch_norm %h, %m, %v, %s, %s : (tensor<?x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  %n = gnn.layer_norm node %b : (tensor<?x4xf32>) -> tensor<?x4xf32>
  %y = gnn.linear %n, %w2 : (tensor<?x4xf32>, tensor<2x4xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// -----

// A weight that two layers share ties what both produce and read.

// CHECK-LABEL: group w: 4 channels, frozen: argument of @twice
// CHECK-NEXT:    @w dim 0 of 4: 0
// CHECK-NEXT:    @w dim 1 of 4: 0
// CHECK-NEXT:    @out.weight dim 1 of 4: 0
ml_program.global private @w(#ml_program.extern : tensor<4x4xf32>) : tensor<4x4xf32>
ml_program.global private @out.weight(#ml_program.extern : tensor<2x4xf32>) : tensor<2x4xf32>
func.func @twice(%x: tensor<?x4xf32>) -> tensor<?x2xf32> {
  %w1 = ml_program.global_load_const @w : tensor<4x4xf32>
  %h = gnn.linear %x, %w1 : (tensor<?x4xf32>, tensor<4x4xf32>) -> tensor<?x4xf32>
  %w2 = ml_program.global_load_const @w : tensor<4x4xf32>
  %i = gnn.linear %h, %w2 : (tensor<?x4xf32>, tensor<4x4xf32>) -> tensor<?x4xf32>
  %o = ml_program.global_load_const @out.weight : tensor<2x4xf32>
  %y = gnn.linear %i, %o : (tensor<?x4xf32>, tensor<2x4xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// -----

// A public parameter, an unknown reader, a second result.

// CHECK-LABEL: group a: 4 channels, frozen: public parameter
// CHECK:       group b: 4 channels, frozen: 'tensor.dim' does not say what its channels are
// CHECK:       group c: 4 channels, frozen: result of @seen
ml_program.global public @a.weight(#ml_program.extern : tensor<4x8xf32>) : tensor<4x8xf32>
ml_program.global private @b.weight(#ml_program.extern : tensor<4x8xf32>) : tensor<4x8xf32>
ml_program.global private @c.weight(#ml_program.extern : tensor<4x8xf32>) : tensor<4x8xf32>
func.func @seen(%x: tensor<?x8xf32>) -> (index, tensor<?x4xf32>) {
  %wa = ml_program.global_load_const @a.weight : tensor<4x8xf32>
  %wb = ml_program.global_load_const @b.weight : tensor<4x8xf32>
  %wc = ml_program.global_load_const @c.weight : tensor<4x8xf32>
  %a = gnn.linear %x, %wa : (tensor<?x8xf32>, tensor<4x8xf32>) -> tensor<?x4xf32>
  %b = gnn.linear %x, %wb : (tensor<?x8xf32>, tensor<4x8xf32>) -> tensor<?x4xf32>
  %c = gnn.linear %x, %wc : (tensor<?x8xf32>, tensor<4x8xf32>) -> tensor<?x4xf32>
  %zero = "test.zero"() : () -> index
  %n = "tensor.dim"(%b, %zero) : (tensor<?x4xf32>, index) -> index
  return %n, %c : index, tensor<?x4xf32>
}
