func.func @forward(%g: !gnn.graph, %x: tensor<?x5xf32>) -> tensor<?x5xf32> {
  %a = gnn.aggregate sum %g, %x : (!gnn.graph, tensor<?x5xf32>) -> tensor<?x5xf32>
  %y = gnn.relu %a : tensor<?x5xf32>
  return %y : tensor<?x5xf32>
}
