// RUN: gnn-opt %s --split-input-file --gnn-eliminate-dead-neurons --remarks-filter=prune 2>&1 | FileCheck %s

// A layer norm shows each channel in the statistics of all others.

// CHECK-DAG:   Reason="channel 1 of lin1 stays: constant 0.000000 in the result of 'gnn.linear' dim 1, but 'gnn.layer_norm' couples the channels"
// CHECK-DAG:   func.func @coupled
// CHECK-DAG:   gnn.layer_norm node %{{.*}} : (tensor<?x2xf32>) -> tensor<?x2xf32>
ml_program.global private @lin1.weight(dense<[[1.0], [0.0]]> : tensor<2x1xf32>) : tensor<2x1xf32>
ml_program.global private @lin2.weight(dense<1.0> : tensor<1x2xf32>) : tensor<1x2xf32>
func.func @coupled(%x: tensor<?x1xf32>) -> tensor<?x1xf32> {
  %a = ml_program.global_load_const @lin1.weight : tensor<2x1xf32>
  %b = ml_program.global_load_const @lin2.weight : tensor<1x2xf32>
  %h = gnn.linear %x, %a : (tensor<?x1xf32>, tensor<2x1xf32>) -> tensor<?x2xf32>
  %n = gnn.layer_norm node %h : (tensor<?x2xf32>) -> tensor<?x2xf32>
  %y = gnn.linear %n, %b : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}

// -----

// A layer op shows what it reads, and its bounds what is always zero: channels 0
// and 1. That channel 2 equals channel 3 only its parts would show.

// CHECK-DAG:   Reason="'gnn.gcn_conv' is opaque; run gnn-decompose-layers first"
// CHECK-DAG:   ml_program.global private @conv1.lin.weight{{.*}}tensor<2x1xf32> {gnn.channels = [array<i64: 2, 3>, unit]}
ml_program.global private @conv1.lin.weight(dense<[[1.0], [0.0], [1.0], [1.0]]> : tensor<4x1xf32>) : tensor<4x1xf32>
ml_program.global private @conv2.lin.weight(dense<[[0.0, 1.0, 1.0, 1.0]]> : tensor<1x4xf32>) : tensor<1x4xf32>
func.func @layers(%g: !gnn.graph, %x: tensor<?x1xf32>) -> tensor<?x1xf32> {
  %a = ml_program.global_load_const @conv1.lin.weight : tensor<4x1xf32>
  %b = ml_program.global_load_const @conv2.lin.weight : tensor<1x4xf32>
  %h = gnn.gcn_conv %g, %x, %a : (!gnn.graph, tensor<?x1xf32>, tensor<4x1xf32>) -> tensor<?x4xf32>
  %y = gnn.gcn_conv %g, %h, %b : (!gnn.graph, tensor<?x4xf32>, tensor<1x4xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}

// -----

// One channel always stays, and those of a result do.

// CHECK-DAG:   ml_program.global private @dead.weight{{.*}}tensor<1x1xf32> {gnn.channels = [array<i64: 0>, unit]}
// CHECK-DAG:   func.func @last(%{{.*}}: tensor<?x1xf32>) -> tensor<?x2xf32>
ml_program.global private @dead.weight(dense<0.0> : tensor<3x1xf32>) : tensor<3x1xf32>
ml_program.global private @out.weight(dense<1.0> : tensor<2x3xf32>) : tensor<2x3xf32>
func.func @last(%x: tensor<?x1xf32>) -> tensor<?x2xf32> {
  %a = ml_program.global_load_const @dead.weight : tensor<3x1xf32>
  %b = ml_program.global_load_const @out.weight : tensor<2x3xf32>
  %h = gnn.linear %x, %a : (tensor<?x1xf32>, tensor<3x1xf32>) -> tensor<?x3xf32>
  %y = gnn.linear %h, %b : (tensor<?x3xf32>, tensor<2x3xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// -----

// A weight that is also read transposed: adding a column to another would show
// in what the transposed weight produces.

// CHECK-DAG:   ml_program.global private @twin.weight{{.*}}tensor<2x1xf32>
// CHECK-DAG:   ml_program.global private @turned{{.*}}tensor<1x2xf32>
ml_program.global private @twin.weight(dense<1.0> : tensor<2x1xf32>) : tensor<2x1xf32>
ml_program.global private @turned(dense<[[1.0, 2.0]]> : tensor<1x2xf32>) : tensor<1x2xf32>
func.func @transposed(%x: tensor<?x1xf32>) -> (tensor<?x1xf32>, tensor<?x1xf32>) {
  %a = ml_program.global_load_const @twin.weight : tensor<2x1xf32>
  %b = ml_program.global_load_const @turned : tensor<1x2xf32>
  %t = gnn.transpose %b : (tensor<1x2xf32>) -> tensor<2x1xf32>
  %h = gnn.linear %x, %a : (tensor<?x1xf32>, tensor<2x1xf32>) -> tensor<?x2xf32>
  %y = gnn.linear %h, %b : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
  %u = gnn.linear %x, %t : (tensor<?x1xf32>, tensor<2x1xf32>) -> tensor<?x2xf32>
  %z = gnn.linear %u, %b : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
  return %y, %z : tensor<?x1xf32>, tensor<?x1xf32>
}
