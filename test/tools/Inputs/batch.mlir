module @batch {
  ml_program.global private @w(dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32>) : tensor<2x3xf32>
  func.func @forward(%graph: !gnn.graph, %x: tensor<?x3xf32, #gnn.csr>, %ptr: tensor<?xi64>) -> tensor<?x2xf32> {
    %w = ml_program.global_load_const @w : tensor<2x3xf32>
    %z = gnn.linear %x, %w : (tensor<?x3xf32, #gnn.csr>, tensor<2x3xf32>) -> tensor<?x2xf32>
    %y = gnn.aggregate sum %graph, %z : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
    %p = gnn.pool sum %y, %ptr : (tensor<?x2xf32>, tensor<?xi64>) -> tensor<?x2xf32>
    return %p : tensor<?x2xf32>
  }
}
