// RUN: gnn-opt %s --gnn-calibrate="data=%gnn_source/examples/digits/digits.safetensors split=all" --gnn-eliminate-dead-neurons --remarks-filter=prune 2>&1 | FileCheck %s --check-prefix=OBSERVED
// RUN: gnn-opt %s --gnn-eliminate-dead-neurons="data=%gnn_source/examples/digits/digits.safetensors any-graph" --remarks-filter=prune 2>&1 | FileCheck %s --check-prefix=PROVED

// No image has a negative pixel, so that channel 0 is never positive. Seen on data
// that is no proof; between the bounds of the data's columns it is.

// OBSERVED-DAG: channel 0 of lin1 is zero on the calibration data: observed, which removes nothing
// OBSERVED-DAG: 0 channels removed
// PROVED-DAG: channel 0 of lin1: proved
// PROVED-DAG: proof=proved-for-box
// PROVED-DAG: 1 channels removed
ml_program.global private @lin1.weight(dense<-1.0> : tensor<2x64xf32>) : tensor<2x64xf32>
ml_program.global private @lin1.bias(dense<[0.0, 100.0]> : tensor<2xf32>) : tensor<2xf32>
ml_program.global private @lin2.weight(dense<1.0> : tensor<10x2xf32>) : tensor<10x2xf32>
func.func @forward(%g: !gnn.graph, %x: tensor<?x64xf32>) -> tensor<?x10xf32> {
  %a = ml_program.global_load_const @lin1.weight : tensor<2x64xf32>
  %b = ml_program.global_load_const @lin1.bias : tensor<2xf32>
  %c = ml_program.global_load_const @lin2.weight : tensor<10x2xf32>
  %h = gnn.linear %x, %a bias %b : (tensor<?x64xf32>, tensor<2x64xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  %r = gnn.relu %h : tensor<?x2xf32>
  %y = gnn.linear %r, %c : (tensor<?x2xf32>, tensor<10x2xf32>) -> tensor<?x10xf32>
  return %y : tensor<?x10xf32>
}
