// RUN: gnn-opt %s --gnn-prune-channels="ratio=0.5 criterion=l1 scope=global" | FileCheck %s --check-prefix=THREE-ONE
// RUN: gnn-opt %s --gnn-prune-channels="ratio=0.5 criterion=l1 scope=hierarchical" | FileCheck %s --check-prefix=THREE-ONE
// RUN: gnn-opt %s --gnn-prune-channels="ratio=0.5 criterion=l1 scope=global normalize=max" | FileCheck %s --check-prefix=TWO-TWO
// RUN: gnn-opt %s --gnn-prune-channels="ratio=0.5 criterion=l1 scope=global isomorphic=true" | FileCheck %s --check-prefix=TWO-TWO
// RUN: gnn-opt %s --gnn-prune-channels="ratio=0.75 criterion=l1 scope=global round-to=2" | FileCheck %s --check-prefix=TWO-TWO
// RUN: gnn-opt %s --gnn-prune-channels="ratio=0.5 criterion=l1 only=enc" | FileCheck %s --check-prefix=TWO-TWO
// RUN: gnn-opt %s --gnn-prune-channels="ratio=0.5 criterion=l1 scope=backward" | FileCheck %s --check-prefix=TWO-TWO
// RUN: gnn-opt %s --gnn-prune-channels="ratio=0.5 criterion=l1 scope=global groups=enc.a:0.75" | FileCheck %s --check-prefix=THREE-TWO
// RUN: gnn-opt %s --gnn-prune-channels="ratio=0.5 criterion=l1 scope=global protect=enc.a" | FileCheck %s --check-prefix=NONE-TWO
// RUN: gnn-opt %s --gnn-prune-channels="ratio=0.5 criterion=l1 only=enc.a" | FileCheck %s --check-prefix=TWO-NONE
// RUN: gnn-opt %s --gnn-prune-channels="ratio=0.5 criterion=l1 only=enc protect=enc" | FileCheck %s --check-prefix=NONE-NONE

// The scores of enc.a are 1 2 3 4, those of enc.b 10 20 30 40. Their channels are
// not isomorphic: only those of enc.a pass an activation.

// THREE-ONE: @enc.a.weight({{.*}}) : tensor<1x1xf32> {gnn.channels = [array<i64: 3>, unit]}
// THREE-ONE: @enc.b.weight({{.*}}) : tensor<3x1xf32> {gnn.channels = [array<i64: 1, 2, 3>, array<i64: 3>]}
// TWO-TWO: @enc.a.weight({{.*}}) : tensor<2x1xf32> {gnn.channels = [array<i64: 2, 3>, unit]}
// TWO-TWO: @enc.b.weight({{.*}}) : tensor<2x2xf32> {gnn.channels = [array<i64: 2, 3>, array<i64: 2, 3>]}
// THREE-TWO: @enc.a.weight({{.*}}) : tensor<1x1xf32>
// THREE-TWO: @enc.b.weight({{.*}}) : tensor<2x1xf32>
// NONE-TWO: @enc.a.weight({{.*}}) : tensor<4x1xf32>
// NONE-TWO: @enc.b.weight({{.*}}) : tensor<2x4xf32>
// TWO-NONE: @enc.a.weight({{.*}}) : tensor<2x1xf32>
// TWO-NONE: @enc.b.weight({{.*}}) : tensor<4x2xf32>
// NONE-NONE: @enc.a.weight({{.*}}) : tensor<4x1xf32>
// NONE-NONE: @enc.b.weight({{.*}}) : tensor<4x4xf32>
ml_program.global private @enc.a.weight(dense<[[1.0], [2.0], [3.0], [4.0]]> : tensor<4x1xf32>) : tensor<4x1xf32>
ml_program.global private @enc.b.weight(dense<0.0> : tensor<4x4xf32>) : tensor<4x4xf32>
ml_program.global private @dec.weight(dense<[[10.0, 20.0, 30.0, 40.0], [0.0, 0.0, 0.0, 0.0]]> : tensor<2x4xf32>) : tensor<2x4xf32>
func.func @scope(%x: tensor<?x1xf32>) -> tensor<?x2xf32> {
  %a = ml_program.global_load_const @enc.a.weight : tensor<4x1xf32>
  %b = ml_program.global_load_const @enc.b.weight : tensor<4x4xf32>
  %c = ml_program.global_load_const @dec.weight : tensor<2x4xf32>
  %0 = gnn.linear %x, %a : (tensor<?x1xf32>, tensor<4x1xf32>) -> tensor<?x4xf32>
  %1 = gnn.relu %0 : tensor<?x4xf32>
  %2 = gnn.linear %1, %b : (tensor<?x4xf32>, tensor<4x4xf32>) -> tensor<?x4xf32>
  %3 = gnn.linear %2, %c : (tensor<?x4xf32>, tensor<2x4xf32>) -> tensor<?x2xf32>
  return %3 : tensor<?x2xf32>
}
