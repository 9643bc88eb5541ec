// RUN: gnn-opt %s --gnn-print-saliency="criterion=l2" -o /dev/null 2>&1 | FileCheck %s --check-prefix=L2
// RUN: gnn-opt %s --gnn-print-saliency="criterion=l1 reduction=mean" -o /dev/null 2>&1 | FileCheck %s --check-prefix=MEAN
// RUN: gnn-opt %s --gnn-print-saliency="criterion=linf normalize=sum" -o /dev/null 2>&1 | FileCheck %s --check-prefix=SUM
// RUN: gnn-opt %s --gnn-print-saliency="criterion=wanda" -o /dev/null 2>&1 | FileCheck %s --check-prefix=WANDA
// RUN: gnn-opt %s --gnn-print-saliency="criterion=obs damping=0" -o /dev/null 2>&1 | FileCheck %s --check-prefix=OBS
// RUN: gnn-opt %s --gnn-print-saliency="criterion=l1 inputs=true" -o /dev/null 2>&1 | FileCheck %s --check-prefix=INPUTS

// Slices of channel 0 are (4, 0) and (3, 0, 0), those of channel 1 (0, 2) and
// (0, 1, 2).

// L2-NOT:     group
// L2:         group lin1: 2 channels
// L2-NEXT:      0: 5{{$}}
// L2-NEXT:      1: 3{{$}}
// L2-NOT:     group

// MEAN:         0: 3.5
// MEAN-NEXT:    1: 2.5

// Largest: 4 and 2.
// SUM:          0: 0.666667
// SUM-NEXT:     1: 0.333333

// The columns' norms, 3 and the root of 5, times those of what they multiply:
// with 4 rows, the roots of 4 (2 + 1) and 4 (0 + 1).
// WANDA:        0: 10.3923
// WANDA-NEXT:   1: 4.47214

// H = [12 2; 2 4] has the inverse [4 -2; -2 12] / 44: 9 * 11 and 5 * 11 / 3.
// OBS:          0: 99
// OBS-NEXT:     1: 18.3333

// INPUTS:     group lin1: 2 channels
// INPUTS:     group forward.arg0: 2 channels
// INPUTS-NEXT:  0: 4
// INPUTS-NEXT:  1: 2
ml_program.global private @lin1.weight(dense<[[4.0, 0.0], [0.0, 2.0]]> : tensor<2x2xf32>) : tensor<2x2xf32>
ml_program.global private @lin2.weight(dense<[[3.0, 0.0], [0.0, 1.0], [0.0, 2.0]]> : tensor<3x2xf32>) : tensor<3x2xf32> {gnn.statistics = {
  rows = 4.0 : f64, mean = dense<[1.0, 0.0]> : tensor<2xf64>, mean_abs = dense<[1.0, 1.0]> : tensor<2xf64>,
  variance = dense<[2.0, 1.0]> : tensor<2xf64>, zeros = dense<0.0> : tensor<2xf64>, min = dense<-1.0> : tensor<2xf64>,
  max = dense<1.0> : tensor<2xf64>, entropy = dense<0.5> : tensor<2xf64>,
  gram = dense<[[12.0, 2.0], [2.0, 4.0]]> : tensor<2x2xf64>}}
func.func @forward(%x: tensor<?x2xf32>) -> tensor<?x3xf32> {
  %w1 = ml_program.global_load_const @lin1.weight : tensor<2x2xf32>
  %w2 = ml_program.global_load_const @lin2.weight : tensor<3x2xf32>
  %h = gnn.linear %x, %w1 : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %y = gnn.linear %h, %w2 : (tensor<?x2xf32>, tensor<3x2xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}
