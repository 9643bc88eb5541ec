// RUN: gnn-opt %s --gnn-prune-channels="criterion=redundancy ratio=0.34 merge=true ledger=%t.json" --remarks-filter=".*" | FileCheck %s
// RUN: FileCheck %s --check-prefix=LEDGER < %t.json
// RUN: not gnn-opt %s --gnn-prune-channels="criterion=l1 ratio=0.34 merge=true" --gnn-prune-channels="criterion=l1 ratio=0.5 merge=true" -o /dev/null 2>&1 | FileCheck %s --check-prefix=AGAIN

// Channel 1 is -1/2 times channel 0: [3 0 0] - 1/2 [1 1 2] = [2.5 -0.5 -1], and
// the column of channel 2 stays [7 8 9].

// CHECK:      gnn.linear %{{.*}}, %{{.*}} : (tensor<?x2xf32>, tensor<3x2xf32>) -> tensor<?x3xf32>
// CHECK:      lin2.weight{{.*}}: "0x10000000000020400000E040000000BF00000041000080BF00001041"
// LEDGER:     "class":"merged"
// LEDGER:     "survivor":0

// The statistics are gone with the first channel.
// AGAIN:      error: parameter 'lin2.weight' expects statistics of the features that it multiplies but got none; run gnn-calibrate first
ml_program.global private @lin1.weight(dense<[[4.0, 0.0], [-2.0, 0.0], [0.0, 3.0]]> : tensor<3x2xf32>) : tensor<3x2xf32>
ml_program.global private @lin2.weight(dense<[[3.0, 1.0, 7.0], [0.0, 1.0, 8.0], [0.0, 2.0, 9.0]]> : tensor<3x3xf32>) : tensor<3x3xf32> {gnn.statistics = {
  rows = 2.0 : f64, mean = dense<0.0> : tensor<3xf64>, mean_abs = dense<1.0> : tensor<3xf64>,
  variance = dense<[8.0, 2.0, 4.5]> : tensor<3xf64>, zeros = dense<0.0> : tensor<3xf64>, min = dense<-4.0> : tensor<3xf64>,
  max = dense<4.0> : tensor<3xf64>, entropy = dense<0.5> : tensor<3xf64>,
  gram = dense<[[16.0, -8.0, 0.0], [-8.0, 4.0, 0.0], [0.0, 0.0, 9.0]]> : tensor<3x3xf64>}}
func.func @forward(%x: tensor<?x2xf32>) -> tensor<?x3xf32> {
  %w1 = ml_program.global_load_const @lin1.weight : tensor<3x2xf32>
  %w2 = ml_program.global_load_const @lin2.weight : tensor<3x3xf32>
  %h = gnn.linear %x, %w1 : (tensor<?x2xf32>, tensor<3x2xf32>) -> tensor<?x3xf32>
  %y = gnn.linear %h, %w2 : (tensor<?x3xf32>, tensor<3x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}
