// RUN: gnn-opt %s --gnn-version-aggregation --verify-diagnostics

// expected-error @below {{expects the name 'f_version1' to be free but it is taken}}
func.func @f(%g: !gnn.graph, %x: tensor<?x64xf32>, %c: tensor<?xf32>, %w: tensor<96x64xf32>) -> tensor<?x96xf32> {
  %s = gnn.scale_rows %x, %c : (tensor<?x64xf32>, tensor<?xf32>) -> tensor<?x64xf32>
  %a = gnn.aggregate sum %g, %s : (!gnn.graph, tensor<?x64xf32>) -> tensor<?x64xf32>
  %z = gnn.linear %a, %w : (tensor<?x64xf32>, tensor<96x64xf32>) -> tensor<?x96xf32>
  return %z : tensor<?x96xf32>
}
func.func private @f_version1()
