// RUN: gnn-opt %s --split-input-file --verify-diagnostics

func.func @gin_conv_c1(%graph: !gnn.graph, %x: tensor<?x7xf32>, %eps: tensor<7xf32>) {
  // expected-error @+1 {{'gnn.gin_conv' op expects the size of eps to be 1 but got 7}}
  %y = gnn.gin_conv %graph, %x, %eps : (!gnn.graph, tensor<?x7xf32>, tensor<7xf32>) -> tensor<?x7xf32>
  return
}

// -----

func.func @gin_conv_result(%graph: !gnn.graph, %x: tensor<?x7xf32, #gnn.csr>, %eps: tensor<1xf32>) {
  // expected-error @+1 {{'gnn.gin_conv' op result #0 must be dense features tensor<?xCxf32> (C < 2^24), but got 'tensor<?x7xf32, #gnn.csr>'}}
  %y = gnn.gin_conv %graph, %x, %eps : (!gnn.graph, tensor<?x7xf32, #gnn.csr>, tensor<1xf32>) -> tensor<?x7xf32, #gnn.csr>
  return
}
