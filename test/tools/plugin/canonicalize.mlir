// A stock mlir-opt with our plugin does to a module what gnn-opt does.
// REQUIRES: gnn-plugin
// RUN: mlir-opt %s --load-dialect-plugin=%gnn_plugin --pass-pipeline="builtin.module(canonicalize,cse)" -o %t.plugin
// RUN: gnn-opt %s --pass-pipeline="builtin.module(canonicalize,cse)" -o %t.own
// RUN: diff %t.plugin %t.own
// RUN: FileCheck %s --input-file=%t.plugin

// CHECK-LABEL: func @model
// CHECK-NEXT: %[[A:.*]] = gnn.gcn_conv
// CHECK-NEXT: %[[B:.*]] = gnn.relu %[[A]]
// CHECK-NEXT: return %[[B]]
func.func @model(%graph: !gnn.graph, %x: tensor<?x9xf32>, %w: tensor<4x9xf32>) -> tensor<?x4xf32> {
  %a = gnn.gcn_conv %graph, %x, %w : (!gnn.graph, tensor<?x9xf32>, tensor<4x9xf32>) -> tensor<?x4xf32>
  %b = gnn.relu %a : tensor<?x4xf32>
  %c = gnn.dropout %b : tensor<?x4xf32>
  %d = gnn.relu %c : tensor<?x4xf32>
  return %d : tensor<?x4xf32>
}
