// RUN: gnn-opt %s --gnn-prune-weights="sparsity=0.5 compensate=true damping=0" | FileCheck %s --check-prefixes=CHECK,REFIT
// RUN: gnn-opt %s --gnn-prune-weights="sparsity=0.5" | FileCheck %s --check-prefixes=CHECK,KEPT
// RUN: gnn-opt %s --gnn-prune-weights="sparsity=0.5 criterion=obs scope=layer damping=0" | FileCheck %s --check-prefixes=CHECK,REFIT
// RUN: gnn-opt %s --gnn-prune-weights="sparsity=0.5 criterion=greedy-obs scope=layer damping=0" | FileCheck %s --check-prefixes=CHECK,REFIT
// RUN: gnn-opt %s --gnn-prune-weights="sparsity=0.5 criterion=obs scope=layer damping=0 compensate=false" | FileCheck %s --check-prefixes=CHECK,KEPT
// RUN: gnn-opt %s --gnn-prune-weights="sparsity=0.5 criterion=sparsegpt scope=layer damping=0" | FileCheck %s --check-prefixes=CHECK,REFIT
// RUN: gnn-opt %s --gnn-prune-weights="sparsity=0.5 criterion=sparsegpt scope=hierarchical damping=0" | FileCheck %s --check-prefixes=CHECK,REFIT
// RUN: gnn-opt %s --gnn-prune-weights="pattern=1:2 criterion=sparsegpt damping=0" | FileCheck %s --check-prefixes=CHECK,REFIT
// RUN: gnn-opt %s --gnn-prune-weights="pattern=1:2 criterion=wanda" | FileCheck %s --check-prefixes=CHECK,KEPT
// RUN: gnn-opt %s --gnn-prune-weights="sparsity=0.5 criterion=ria scope=output" | FileCheck %s --check-prefixes=CHECK,KEPT
// RUN: gnn-opt %s --gnn-prune-weights="sparsity=0.5 criterion=obs normalize=mean damping=0" | FileCheck %s --check-prefixes=CHECK,REFIT
// RUN: gnn-opt %s --gnn-prune-weights="sparsity=0 compensate=true" | FileCheck %s --check-prefix=NOTHING
// RUN: gnn-opt %s --gnn-prune-weights="sparsity=0.5 compensate=true damping=0" --remarks-filter=prune -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK

// Weights 1 and 2, of which 1 goes. The Gram matrix has 2 and 2 in its second
// row: least squares adds 2 / 2 * 1 to the other.
// CHECK: @w(dense_resource<w> : tensor<1x2xf32, #gnn.csr>)
// CHECK-SAME: gnn.statistics
// REFIT: w: "0x100000000000000000004040"
// KEPT:  w: "0x100000000000000000000040"

// The change (-1, 1) has a square of 4 - 2 * 2 + 2 = 2 of what was 4 + 8 + 8.
// REMARK: Remark="the weights of w that stay make up for those that go", output-error=1.000000e-01

// NOTHING: @w(dense<{{.*}}> : tensor<1x2xf32>)
ml_program.global private @w(dense<[[1.0, 2.0]]> : tensor<1x2xf32>) : tensor<1x2xf32> {gnn.statistics = {
  rows = 2.0 : f64,
  mean = dense<[1.0, 1.0]> : tensor<2xf64>, mean_abs = dense<[1.0, 1.0]> : tensor<2xf64>,
  variance = dense<[1.0, 0.0]> : tensor<2xf64>, zeros = dense<0.0> : tensor<2xf64>,
  min = dense<[0.0, 1.0]> : tensor<2xf64>, max = dense<[2.0, 1.0]> : tensor<2xf64>,
  entropy = dense<0.0> : tensor<2xf64>,
  gram = dense<[[4.0, 2.0], [2.0, 2.0]]> : tensor<2x2xf64>}}
func.func @compensate(%x: tensor<?x2xf32>) -> tensor<?x1xf32> {
  %w = ml_program.global_load_const @w : tensor<1x2xf32>
  %y = gnn.linear %x, %w : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}
