// Every op survives its custom form, its generic form and bytecode.
// RUN: gnn-opt %s | gnn-opt | FileCheck %s
// RUN: gnn-opt %s --mlir-print-op-generic | gnn-opt | FileCheck %s
// RUN: gnn-opt %s --emit-bytecode | gnn-opt | FileCheck %s

// CHECK-LABEL: func @gcn
func.func @gcn(%graph: !gnn.graph, %x: tensor<?x9xf32, #gnn.csr>, %w: tensor<4x9xf32>, %b: tensor<4xf32>) {
  // CHECK: gnn.gcn_conv %{{.*}}, %{{.*}}, %{{.*}} : (!gnn.graph, tensor<?x9xf32, #gnn.csr>, tensor<4x9xf32>) -> tensor<?x4xf32>
  %0 = gnn.gcn_conv %graph, %x, %w : (!gnn.graph, tensor<?x9xf32, #gnn.csr>, tensor<4x9xf32>) -> tensor<?x4xf32>
  // CHECK: gnn.gcn_conv {{.*}} bias %{{.*}} {add_self_loops = false, normalize = false} :
  %1 = gnn.gcn_conv %graph, %x, %w bias %b {add_self_loops = false, normalize = false}
    : (!gnn.graph, tensor<?x9xf32, #gnn.csr>, tensor<4x9xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  return
}

// CHECK-LABEL: func @sage
// CHECK-SAME: (%[[GRAPH:.*]]: !gnn.graph, %[[X:.*]]: tensor<?x9xf32>, %[[L:.*]]: tensor<4x9xf32>, %[[B:.*]]: tensor<4xf32>, %[[R:.*]]: tensor<4x9xf32>)
func.func @sage(%graph: !gnn.graph, %x: tensor<?x9xf32>, %l: tensor<4x9xf32>, %b: tensor<4xf32>, %r: tensor<4x9xf32>) {
  // CHECK: gnn.sage_conv mean %[[GRAPH]], %[[X]], %[[L]] : (!gnn.graph, tensor<?x9xf32>, tensor<4x9xf32>) -> tensor<?x4xf32>
  %0 = gnn.sage_conv mean %graph, %x, %l : (!gnn.graph, tensor<?x9xf32>, tensor<4x9xf32>) -> tensor<?x4xf32>
  // CHECK: gnn.sage_conv max %[[GRAPH]], %[[X]], %[[L]] root %[[R]] :
  %1 = gnn.sage_conv max %graph, %x, %l root %r
    : (!gnn.graph, tensor<?x9xf32>, tensor<4x9xf32>, tensor<4x9xf32>) -> tensor<?x4xf32>
  // CHECK: gnn.sage_conv sum %[[GRAPH]], %[[X]], %[[L]] bias %[[B]] root %[[R]] {normalize = true} :
  %2 = gnn.sage_conv sum %graph, %x, %l bias %b root %r {normalize = true}
    : (!gnn.graph, tensor<?x9xf32>, tensor<4x9xf32>, tensor<4xf32>, tensor<4x9xf32>) -> tensor<?x4xf32>
  return
}

// CHECK-LABEL: func @gat
func.func @gat(%graph: !gnn.graph, %x: tensor<?x9xf32>, %w: tensor<6x9xf32>, %s: tensor<1x2x3xf32>,
               %d: tensor<1x2x3xf32>, %concat: tensor<6xf32>, %mean: tensor<3xf32>) {
  // CHECK: gnn.gat_conv {{.*}} bias %{{.*}} : (!gnn.graph, tensor<?x9xf32>, tensor<6x9xf32>, tensor<1x2x3xf32>, tensor<1x2x3xf32>, tensor<6xf32>) -> tensor<?x6xf32>
  %0 = gnn.gat_conv %graph, %x, %w, %s, %d bias %concat
    : (!gnn.graph, tensor<?x9xf32>, tensor<6x9xf32>, tensor<1x2x3xf32>, tensor<1x2x3xf32>, tensor<6xf32>) -> tensor<?x6xf32>
  // CHECK: gnn.gat_conv {{.*}} bias %{{.*}} {add_self_loops = false, concat = false, negative_slope = 1.000000e-01 : f64} : {{.*}} -> tensor<?x3xf32>
  %1 = gnn.gat_conv %graph, %x, %w, %s, %d bias %mean {add_self_loops = false, concat = false, negative_slope = 0.1 : f64}
    : (!gnn.graph, tensor<?x9xf32>, tensor<6x9xf32>, tensor<1x2x3xf32>, tensor<1x2x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  return
}

// CHECK-LABEL: func @gin
func.func @gin(%graph: !gnn.graph, %x: tensor<?x7xf32>, %eps: tensor<1xf32>) -> tensor<?x7xf32> {
  // CHECK: gnn.gin_conv %{{.*}}, %{{.*}}, %{{.*}} : (!gnn.graph, tensor<?x7xf32>, tensor<1xf32>) -> tensor<?x7xf32>
  %y = gnn.gin_conv %graph, %x, %eps : (!gnn.graph, tensor<?x7xf32>, tensor<1xf32>) -> tensor<?x7xf32>
  return %y : tensor<?x7xf32>
}
