// RUN: gnn-opt %s --gnn-prune-layers="count=1 data=%S/../../examples/digits/digits.safetensors split=test" | FileCheck %s --check-prefix=ONE
// RUN: gnn-opt %s --gnn-prune-layers="count=2 data=%S/../../examples/digits/digits.safetensors" | FileCheck %s --check-prefix=TWO
// RUN: gnn-opt %s --gnn-prune-layers="layers=back,turn count=1 data=%S/../../examples/digits/digits.safetensors" | FileCheck %s --check-prefix=NAMED
// RUN: gnn-opt %s --gnn-prune-layers="layers=turn,back data=%S/../../examples/digits/digits.safetensors" --remarks-filter=prune -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK
// RUN: not gnn-opt %s --gnn-prune-layers="count=4 data=%S/../../examples/digits/digits.safetensors" 2>&1 | FileCheck %s --check-prefix=MANY
// RUN: not gnn-opt %s --gnn-prune-layers="count=1 data=%S/../../examples/digits/digits.safetensors split=dev" 2>&1 | FileCheck %s --check-prefix=SPLIT
// RUN: not gnn-opt %s --gnn-prune-layers="count=1 data=%S/../../examples/digits/digits.safetensors function=main" 2>&1 | FileCheck %s --check-prefix=FUNCTION

// stretch keeps the direction of each row and has the influence 0, turn makes a
// right angle of it, 1, and back the opposite, 2. The first layer changes the
// width and stays.

// ONE: @in.weight
// ONE: @back.weight
// ONE-NOT: @stretch.weight
// ONE: @turn.weight
// TWO: @in.weight
// TWO: @back.weight
// TWO-NOT: @stretch.weight
// TWO-NOT: @turn.weight
// NAMED: @back.weight
// NAMED: @stretch.weight
// NAMED-NOT: @turn.weight
// REMARK-DAG: Remark="layer turn: pruned", criterion=block-influence, score=1.000000e+00
// REMARK-DAG: Remark="layer back: pruned", criterion=block-influence, score=2.000000e+00
// MANY: error: gnn-prune-layers expects at least 4 layers that can be bypassed but got 3
// SPLIT: error: gnn-prune-layers: {{.*}}dev
// FUNCTION: error: {{.*}}main
ml_program.global private @in.weight(dense<1.0> : tensor<2x64xf32>) : tensor<2x64xf32>
ml_program.global private @in.bias(dense<[1.0, -2.0]> : tensor<2xf32>) : tensor<2xf32>
ml_program.global private @back.weight(dense<[[-1.0, 0.0], [0.0, -1.0]]> : tensor<2x2xf32>) : tensor<2x2xf32>
ml_program.global private @stretch.weight(dense<[[3.0, 0.0], [0.0, 3.0]]> : tensor<2x2xf32>) : tensor<2x2xf32>
ml_program.global private @turn.weight(dense<[[0.0, -1.0], [1.0, 0.0]]> : tensor<2x2xf32>) : tensor<2x2xf32>
func.func @forward(%x: tensor<?x64xf32>) -> tensor<?x2xf32> {
  %i = ml_program.global_load_const @in.weight : tensor<2x64xf32>
  %c = ml_program.global_load_const @in.bias : tensor<2xf32>
  %b = ml_program.global_load_const @back.weight : tensor<2x2xf32>
  %s = ml_program.global_load_const @stretch.weight : tensor<2x2xf32>
  %t = ml_program.global_load_const @turn.weight : tensor<2x2xf32>
  %0 = gnn.linear %x, %i bias %c : (tensor<?x64xf32>, tensor<2x64xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  %1 = gnn.linear %0, %b : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %2 = gnn.linear %1, %s : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %3 = gnn.linear %2, %t : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  return %3 : tensor<?x2xf32>
}
