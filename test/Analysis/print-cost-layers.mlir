// A layer counts as many multiply-adds as the core ops that it decomposes into.

// RUN: gnn-opt %s --gnn-print-cost="nodes=10 edges=30" -o /dev/null 2>&1 | grep total | awk '{print $1}' > %t.layers
// RUN: gnn-opt %s --gnn-decompose-layers --gnn-print-cost="nodes=10 edges=30" -o /dev/null 2>&1 | grep total | awk '{print $1}' > %t.core
// RUN: test -s %t.layers
// RUN: diff %t.layers %t.core

func.func @gcn(%g: !gnn.graph, %x: tensor<?x8xf32>, %w: tensor<4x8xf32>, %b: tensor<4xf32>) -> tensor<?x4xf32> {
  %y = gnn.gcn_conv %g, %x, %w bias %b : (!gnn.graph, tensor<?x8xf32>, tensor<4x8xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

func.func @sage(%g: !gnn.graph, %x: tensor<?x8xf32>, %w: tensor<4x8xf32>, %b: tensor<4xf32>) -> tensor<?x4xf32> {
  %y = gnn.sage_conv mean %g, %x, %w bias %b root %w {normalize = true} : (!gnn.graph, tensor<?x8xf32>, tensor<4x8xf32>, tensor<4xf32>, tensor<4x8xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

func.func @gat(%g: !gnn.graph, %x: tensor<?x8xf32>, %w: tensor<4x8xf32>, %a: tensor<1x2x2xf32>, %b: tensor<2xf32>) -> tensor<?x2xf32> {
  %y = gnn.gat_conv %g, %x, %w, %a, %a bias %b {concat = false} : (!gnn.graph, tensor<?x8xf32>, tensor<4x8xf32>, tensor<1x2x2xf32>, tensor<1x2x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

func.func @gin(%g: !gnn.graph, %x: tensor<?x8xf32>, %eps: tensor<1xf32>) -> tensor<?x8xf32> {
  %y = gnn.gin_conv %g, %x, %eps : (!gnn.graph, tensor<?x8xf32>, tensor<1xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}
