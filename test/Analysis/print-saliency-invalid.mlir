// RUN: not gnn-opt %s --gnn-print-saliency="criterion=l3" 2>&1 | FileCheck %s --check-prefix=CRITERION
// RUN: not gnn-opt %s --gnn-print-saliency="reduction=median" 2>&1 | FileCheck %s --check-prefix=REDUCTION
// RUN: not gnn-opt %s --gnn-print-saliency="normalize=minmax" 2>&1 | FileCheck %s --check-prefix=NORMALIZE
// RUN: not gnn-opt %s --gnn-print-saliency="damping=nan" 2>&1 | FileCheck %s --check-prefix=DAMPING
// RUN: not gnn-opt %s --gnn-print-saliency="criterion=apoz" 2>&1 | FileCheck %s --check-prefix=STATISTICS
// RUN: not gnn-opt %s --gnn-print-saliency="criterion=bn-scale" 2>&1 | FileCheck %s --check-prefix=NORM
// RUN: not gnn-opt %s --gnn-print-saliency="criterion=l1 inputs=true" 2>&1 | FileCheck %s --check-prefix=VALUES

// CRITERION: error: gnn-print-saliency expects criterion to be one of l1, l2, {{.*}}greedy-least-squares but got "l3"
// REDUCTION: error: gnn-print-saliency expects reduction to be one of sum, mean, max, product, first but got "median"
// NORMALIZE: error: gnn-print-saliency expects normalize to be one of none, sum, mean, max, gaussian, lamp but got "minmax"
// DAMPING: error: gnn-print-saliency expects damping between 0 and 1 but got nan
// STATISTICS: error: parameter 'b' expects statistics of the features that it multiplies but got none; run gnn-calibrate first
// NORM: error: criterion 'bn-scale' expects a normalisation with a scale after "a" but it has none
// VALUES: error: parameter 'c' expects a value but got none; run gnn-load-params first
ml_program.global private @a(dense<1.0> : tensor<2x2xf32>) : tensor<2x2xf32>
ml_program.global private @b(dense<1.0> : tensor<2x2xf32>) : tensor<2x2xf32>
ml_program.global private @c(#ml_program.extern : tensor<2x2xf32>) : tensor<2x2xf32>
func.func @forward(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %a = ml_program.global_load_const @a : tensor<2x2xf32>
  %b = ml_program.global_load_const @b : tensor<2x2xf32>
  %h = gnn.linear %x, %a : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %y = gnn.linear %h, %b : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
