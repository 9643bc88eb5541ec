// RUN: gnn-opt %s --gnn-prune-weights="pattern=2:4" --remarks-filter=prune 2>&1 | FileCheck %s --check-prefix=GROUPS
// RUN: gnn-opt %s --gnn-prune-weights="pattern=1x16 sparsity=0.5 scope=layer" --remarks-filter=prune 2>&1 | FileCheck %s --check-prefix=BLOCKS
// RUN: gnn-opt %s --gnn-prune-weights="pattern=1x16 sparsity=0.5 scope=output" --remarks-filter=prune 2>&1 | FileCheck %s --check-prefix=OUTPUTS
// RUN: gnn-opt %s --gnn-prune-weights="pattern=1x16 threshold=17" --remarks-filter=prune 2>&1 | FileCheck %s --check-prefix=THRESHOLD

// Of 5, 1, 4, 2 two stay, and of the last one, 9, as well: ceil(2 * 1 / 4). Of
// two inputs one stays.
// GROUPS-DAG: Remark="2 of 5 weights of narrow: pruned"
// GROUPS-DAG: Remark="17 of 34 weights of tall: pruned"
// GROUPS:     narrow: "0x100000000000A04000000000000080400000000000001041"

// The sums of the blocks of tall are 16 and 32 for the first 16 outputs, 0.5
// and 3 for the last one. Those of narrow are its weights; round(2.5) is 3.
// BLOCKS-DAG: Remark="2 of 34 weights of tall: pruned"
// BLOCKS-DAG: Remark="3 of 5 weights of narrow: pruned"

// 16 and 0.5.
// OUTPUTS-DAG: Remark="17 of 34 weights of tall: pruned"
// OUTPUTS-DAG: Remark="3 of 5 weights of narrow: pruned"

// THRESHOLD-DAG: Remark="18 of 34 weights of tall: pruned"
// THRESHOLD-DAG: Remark="5 of 5 weights of narrow: pruned"
ml_program.global private @narrow(dense<[[5.0, 1.0, 4.0, 2.0, 9.0]]> : tensor<1x5xf32>) : tensor<1x5xf32>
ml_program.global private @tall(dense<[[1.0, 2.0], [1.0, 2.0], [1.0, 2.0], [1.0, 2.0], [1.0, 2.0], [1.0, 2.0], [1.0, 2.0], [1.0, 2.0], [1.0, 2.0], [1.0, 2.0], [1.0, 2.0], [1.0, 2.0], [1.0, 2.0], [1.0, 2.0], [1.0, 2.0], [1.0, 2.0], [0.5, 3.0]]> : tensor<17x2xf32>) : tensor<17x2xf32>
func.func @patterns(%x: tensor<?x5xf32>, %y: tensor<?x2xf32>) -> (tensor<?x1xf32>, tensor<?x17xf32>) {
  %n = ml_program.global_load_const @narrow : tensor<1x5xf32>
  %t = ml_program.global_load_const @tall : tensor<17x2xf32>
  %a = gnn.linear %x, %n : (tensor<?x5xf32>, tensor<1x5xf32>) -> tensor<?x1xf32>
  %b = gnn.linear %y, %t : (tensor<?x2xf32>, tensor<17x2xf32>) -> tensor<?x17xf32>
  return %a, %b : tensor<?x1xf32>, tensor<?x17xf32>
}
