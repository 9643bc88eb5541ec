// RUN: gnn-opt %s --gnn-dispatch-versions --split-input-file --verify-diagnostics

// expected-error @below {{expects gnn.versions to be an array on a lowered function with a body}}
func.func @no_array(%row_ptr: memref<?xi64>, %col_idx: memref<?xi32>) attributes {gnn.versions = 1 : i64} {
  return
}

// -----

// expected-error @below {{expects each of gnn.versions to be {function, row_ptr, steps} with pairs of steps but got}}
func.func @odd_steps(%row_ptr: memref<?xi64>, %col_idx: memref<?xi32>)
    attributes {gnn.versions = [{function = @v, row_ptr = 0 : i64, steps = array<i64: 1>}]} {
  return
}

// -----

// expected-error @below {{expects @v to be a function of the same type}}
func.func @another_type(%row_ptr: memref<?xi64>, %col_idx: memref<?xi32>)
    attributes {gnn.versions = [{function = @v, row_ptr = 0 : i64, steps = array<i64: 1, 1>}]} {
  return
}
func.func private @v()

// -----

// expected-error @below {{expects the row pointers of a graph as argument 1}}
func.func @no_graph_there(%row_ptr: memref<?xi64>, %col_idx: memref<?xi32>)
    attributes {gnn.versions = [{function = @v, row_ptr = 1 : i64, steps = array<i64: 1, 1>}]} {
  return
}
func.func private @v(%row_ptr: memref<?xi64>, %col_idx: memref<?xi32>)

// -----

// expected-error @below {{expects the name 'taken_version0' to be free but it is taken}}
func.func @taken(%row_ptr: memref<?xi64>, %col_idx: memref<?xi32>)
    attributes {gnn.versions = [{function = @v, row_ptr = 0 : i64, steps = array<i64: 1, 1>}]} {
  return
}
func.func private @v(%row_ptr: memref<?xi64>, %col_idx: memref<?xi32>)
func.func private @taken_version0()
