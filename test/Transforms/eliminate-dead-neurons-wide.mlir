// RUN: gnn-opt %s --gnn-eliminate-dead-neurons | FileCheck %s

// Bounds of a softmax take time in proportion to the channels: all pairs of
// these would take minutes.

// CHECK: gnn.log_softmax %{{.*}} : tensor<?x100000xf32>
func.func @wide(%x: tensor<?x100000xf32>) -> tensor<?x100000xf32> {
  %y = gnn.log_softmax %x : tensor<?x100000xf32>
  return %y : tensor<?x100000xf32>
}
