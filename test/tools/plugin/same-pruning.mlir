// The same pruning pipeline gives the same IR in a stock mlir-opt and in gnn-opt.
// REQUIRES: gnn-plugin
// DEFINE: %{pipeline} = builtin.module(gnn-decompose-layers,gnn-prune-channels{criterion=l2 ratio=0.5},gnn-eliminate-dead-neurons,canonicalize)
// RUN: mlir-opt %s --load-dialect-plugin=%gnn_plugin --pass-pipeline="%{pipeline}" -o %t.plugin
// RUN: gnn-opt %s --pass-pipeline="%{pipeline}" -o %t.own
// RUN: diff %t.plugin %t.own
// RUN: FileCheck %s --input-file=%t.plugin

// CHECK: @lin1.weight({{.*}} : tensor<2x3xf32>
// CHECK: gnn.relu {{.*}} : tensor<?x2xf32>
ml_program.global private @lin1.weight(dense<[[1.0, 0.0, 0.0], [4.0, 1.0, 0.0], [0.5, 0.0, 0.1], [3.0, 2.0, 1.0]]> : tensor<4x3xf32>) : tensor<4x3xf32>
ml_program.global private @lin2.weight(dense<[[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]]> : tensor<2x4xf32>) : tensor<2x4xf32>
func.func @forward(%graph: !gnn.graph, %x: tensor<?x3xf32>) -> tensor<?x2xf32> {
  %w1 = ml_program.global_load_const @lin1.weight : tensor<4x3xf32>
  %h = gnn.gcn_conv %graph, %x, %w1 : (!gnn.graph, tensor<?x3xf32>, tensor<4x3xf32>) -> tensor<?x4xf32>
  %r = gnn.relu %h : tensor<?x4xf32>
  %w2 = ml_program.global_load_const @lin2.weight : tensor<2x4xf32>
  %y = gnn.linear %r, %w2 : (tensor<?x4xf32>, tensor<2x4xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
