// RUN: not gnn-opt %s --gnn-to-cpu-pipeline 2>&1 | FileCheck %s

// CHECK: gnn-to-cpu-pipeline-invalid.mlir:[[#@LINE+1]]:{{.*}}: error: parameter 'w' expects a value but got none; run gnn-load-params first
ml_program.global private @w(#ml_program.extern : tensor<2x4xf32>) : tensor<2x4xf32>
func.func @forward(%graph: !gnn.graph, %x: tensor<?x4xf32>) -> tensor<?x2xf32> {
  %w = ml_program.global_load_const @w : tensor<2x4xf32>
  %y = gnn.gcn_conv %graph, %x, %w : (!gnn.graph, tensor<?x4xf32>, tensor<2x4xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
