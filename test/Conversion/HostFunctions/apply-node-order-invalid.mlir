// RUN: gnn-opt %s --gnn-apply-node-order --split-input-file --verify-diagnostics

// expected-error @below {{expects gnn.node_order to be "degree" or "rcm" but got "best"}}
func.func @order() attributes {gnn.node_order = "best"} {
  return
}

// -----

// expected-error @below {{expects gnn.prepared_by to be a function that says what it prepares, and gnn.result_rows; run gnn-order-nodes first}}
func.func @unprepared() attributes {gnn.node_order = "rcm"} {
  return
}

// -----

// expected-error @below {{expects a buffer for each of the 3 that are prepared or results but takes 0}}
func.func @too_few() attributes {gnn.node_order = "rcm", gnn.prepared_by = @p, gnn.result_rows = ["nodes"]} {
  return
}
func.func @p() attributes {gnn.prepares = ["graph"]} {
  return
}

// -----

// expected-error @below {{expects the buffers of one graph, and rows of features else, to order nodes}}
func.func @no_graph(%x: memref<?x4xf32>, %out: memref<?x4xf32>) attributes {gnn.node_order = "rcm", gnn.prepared_by = @p, gnn.result_rows = ["nodes"]} {
  return
}
func.func @p() attributes {gnn.prepares = []} {
  return
}

// -----

func.func @f(%row_ptr: memref<?xi64>, %col_idx: memref<?xi32>, %out: memref<?x4xf32>)
    attributes {gnn.node_order = "rcm", gnn.prepared_by = @p, gnn.result_rows = ["nodes"]} {
  return
}
// expected-error @below {{expects the buffers of a graph first, to order its nodes}}
func.func @p() attributes {gnn.prepares = []} {
  return
}

// -----

// expected-error @below {{expects lowered functions with bodies, to order nodes}}
func.func @g(%row_ptr: memref<?xi64>, %col_idx: memref<?xi32>, %out: memref<?x4xf32>)
    attributes {gnn.node_order = "rcm", gnn.prepared_by = @p, gnn.result_rows = ["nodes"]} {
  return
}
func.func private @p(%row_ptr: memref<?xi64>, %col_idx: memref<?xi32>) attributes {gnn.prepares = []}

// -----

// expected-error @below {{expects the name 'gnn_sort_nodes' to be free but it is taken}}
module {
  func.func private @gnn_sort_nodes()
  func.func @f() attributes {gnn.node_order = "rcm"} {
    return
  }
}
