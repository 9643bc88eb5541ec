// RUN: not gnn-opt %s --gnn-prune-weights="sparsity=0.5 compensate=true damping=0" 2>&1 | FileCheck %s --check-prefix=SINGULAR
// RUN: sed 's/\[\[1.0, 1.0\], \[1.0, 1.0\]\]/[[4.0, 2.0], [2.0, 2.0]]/' %s > %t.regular.mlir
// RUN: not gnn-opt %t.regular.mlir --gnn-prune-weights="sparsity=0.5 compensate=true damping=0" 2>&1 | FileCheck %s --check-prefix=LARGE
// RUN: sed 's/mean = dense<1.0>/mean = dense<1.0e200>/' %s > %t.overflow.mlir
// RUN: not gnn-opt %t.overflow.mlir --gnn-prune-weights="pattern=1:2 criterion=wanda" 2>&1 | FileCheck %s --check-prefix=OVERFLOW
// RUN: sed '/gram =/d; s/entropy = \(.*\),$/entropy = \1}}/' %s > %t.moments.mlir
// RUN: not gnn-opt %t.moments.mlir --gnn-prune-weights="pattern=1:2 criterion=obs" 2>&1 | FileCheck %s --check-prefix=MOMENTS

// SINGULAR: error: parameter 'w' expects a Gram matrix that is positive definite but got a singular one; a larger damping makes it so
// LARGE: error: parameter 'w' expects compensated values that f32 holds but some overflow; a larger damping keeps them small
// OVERFLOW: error: parameter 'w' expects scores of wanda that are finite but some overflow
// MOMENTS: error: parameter 'w' expects a Gram matrix of the features that it multiplies but got moments only
ml_program.global private @w(dense<[[3.0e38, 3.1e38]]> : tensor<1x2xf32>) : tensor<1x2xf32> {gnn.statistics = {
  rows = 1.0 : f64,
  mean = dense<1.0> : tensor<2xf64>, mean_abs = dense<1.0> : tensor<2xf64>,
  variance = dense<0.0> : tensor<2xf64>, zeros = dense<0.0> : tensor<2xf64>,
  min = dense<1.0> : tensor<2xf64>, max = dense<1.0> : tensor<2xf64>,
  entropy = dense<0.0> : tensor<2xf64>,
  gram = dense<[[1.0, 1.0], [1.0, 1.0]]> : tensor<2x2xf64>}}
func.func @invalid(%x: tensor<?x2xf32>) -> tensor<?x1xf32> {
  %w = ml_program.global_load_const @w : tensor<1x2xf32>
  %y = gnn.linear %x, %w : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}
