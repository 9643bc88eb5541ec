// RUN: gnn-opt %s --gnn-prune-channels="ratio=0.5 groups=b:0" | FileCheck %s --check-prefix=ONE
// RUN: gnn-opt %s --gnn-prune-channels="groups=b.weight:0.5,a:0.25" | FileCheck %s --check-prefix=OWN
// RUN: gnn-opt %s --gnn-prune-channels="ratio=0.5 round-to=3" | FileCheck %s --check-prefix=ROUND
// RUN: gnn-opt %s --gnn-prune-channels="ratio=1" | FileCheck %s --check-prefix=LAST
// RUN: gnn-opt %s --gnn-prune-channels="ratio=0.5 inputs=true" | FileCheck %s --check-prefix=INPUTS
// RUN: gnn-opt %s --gnn-prune-channels="groups=options.arg0:0.5 inputs=true" --gnn-prune-channels="groups=options.arg0:0.5 inputs=true" | FileCheck %s --check-prefix=TWICE
// RUN: gnn-opt %s --gnn-prune-channels="ratio=0.5 criterion=random seed=3" -o %t.1
// RUN: gnn-opt %s --gnn-prune-channels="ratio=0.5 criterion=random seed=3" -o %t.2
// RUN: gnn-opt %s --gnn-prune-channels="ratio=0.5 criterion=random seed=4" -o %t.3
// RUN: diff %t.1 %t.2
// RUN: not diff %t.1 %t.3

// ONE: @a.weight({{.*}}) : tensor<2x4xf32>
// ONE: @b.weight({{.*}}) : tensor<4x2xf32>

// OWN: @a.weight({{.*}}) : tensor<3x4xf32>
// OWN: @b.weight({{.*}}) : tensor<2x3xf32>

// Two would stay; three do.
// ROUND: @a.weight({{.*}}) : tensor<3x4xf32>
// ROUND: @b.weight({{.*}}) : tensor<3x3xf32>

// LAST: @a.weight({{.*}}) : tensor<1x4xf32> {gnn.channels = [array<i64: 0>, unit]}
// LAST: @b.weight({{.*}}) : tensor<1x1xf32>
// LAST: @c.weight({{.*}}) : tensor<2x1xf32>

// INPUTS: @a.weight({{.*}}) : tensor<2x2xf32>
// INPUTS: func.func @options(%{{.*}}: tensor<?x2xf32> {gnn.channels = array<i64: 0, 1>}) -> tensor<?x2xf32>
// TWICE: func.func @options(%{{.*}}: tensor<?x1xf32> {gnn.channels = array<i64: 1>}) -> tensor<?x2xf32>
ml_program.global private @a.weight(dense<[[4.0, 4.0, 1.0, 1.0], [3.0, 3.0, 1.0, 1.0], [2.0, 2.0, 1.0, 1.0], [1.0, 1.0, 1.0, 1.0]]> : tensor<4x4xf32>) : tensor<4x4xf32>
ml_program.global private @b.weight(dense<1.0> : tensor<4x4xf32>) : tensor<4x4xf32>
ml_program.global private @c.weight(dense<1.0> : tensor<2x4xf32>) : tensor<2x4xf32>
func.func @options(%x: tensor<?x4xf32>) -> tensor<?x2xf32> {
  %a = ml_program.global_load_const @a.weight : tensor<4x4xf32>
  %b = ml_program.global_load_const @b.weight : tensor<4x4xf32>
  %c = ml_program.global_load_const @c.weight : tensor<2x4xf32>
  %0 = gnn.linear %x, %a : (tensor<?x4xf32>, tensor<4x4xf32>) -> tensor<?x4xf32>
  %1 = gnn.linear %0, %b : (tensor<?x4xf32>, tensor<4x4xf32>) -> tensor<?x4xf32>
  %2 = gnn.linear %1, %c : (tensor<?x4xf32>, tensor<2x4xf32>) -> tensor<?x2xf32>
  return %2 : tensor<?x2xf32>
}
