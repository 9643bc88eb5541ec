// RUN: not gnn-opt %s --gnn-to-cpu-pipeline 2>&1 | FileCheck %s

// CHECK: gnn-to-cpu-pipeline-invalid.mlir:[[#@LINE+2]]:{{.*}}: error: failed to legalize operation 'gnn.gin_conv'
func.func @layer(%graph: !gnn.graph, %x: tensor<?x4xf32>, %eps: tensor<1xf32>) -> tensor<?x4xf32> {
  %y = gnn.gin_conv %graph, %x, %eps : (!gnn.graph, tensor<?x4xf32>, tensor<1xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}
