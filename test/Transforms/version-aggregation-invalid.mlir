// RUN: gnn-opt %s --gnn-version-aggregation --verify-diagnostics

// expected-error @below {{expects the name 'f_version1' to be free but it is taken}}
func.func @f(%g: !gnn.graph, %x: tensor<?x96xf32>, %w: tensor<64x96xf32>) -> tensor<?x64xf32> {
  %a = gnn.aggregate sum %g, %x : (!gnn.graph, tensor<?x96xf32>) -> tensor<?x96xf32>
  %z = gnn.linear %a, %w : (tensor<?x96xf32>, tensor<64x96xf32>) -> tensor<?x64xf32>
  return %z : tensor<?x64xf32>
}
func.func private @f_version1()
