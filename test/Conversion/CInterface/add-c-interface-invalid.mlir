// RUN: gnn-opt %s --gnn-add-c-interface --split-input-file --verify-diagnostics

// expected-error @below {{expects the attributes gnn.signature and gnn.result_rows; run gnn-record-signature first}}
func.func @unrecorded(%x: memref<?x4xf32>) {
  return
}

// -----

// expected-error @below {{expects argument 0 to be a graph, features or graph pointers for a C interface but got 'f32'}}
func.func @scalar(%x: f32)
    attributes {gnn.signature = (f32) -> (), gnn.result_rows = []} {
  return
}

// -----

// expected-error @below {{expects gnn.result_rows to hold "nodes", "edges" or "graphs" but got "rows"}}
func.func @unknown_rows(%x: memref<?x4xf32, strided<[?, 1]>>, %o: memref<?x4xf32, strided<[?, 1]>>)
    attributes {gnn.signature = (tensor<?x4xf32>) -> tensor<?x4xf32>, gnn.result_rows = ["rows"]} {
  return
}

// -----

// expected-error @below {{expects 2 buffers for its signature but takes 3}}
func.func @too_many(%x: memref<?x4xf32, strided<[?, 1]>>, %o: memref<?x4xf32, strided<[?, 1]>>, %z: memref<?xf32>)
    attributes {gnn.signature = (tensor<?x4xf32>) -> tensor<?x4xf32>, gnn.result_rows = ["nodes"]} {
  return
}

// -----

module @m {
  // expected-error @below {{expects the C symbol 'm_f' to be free but it is taken}}
  func.func @f(%x: memref<?x4xf32, strided<[?, 1]>>, %o: memref<?x4xf32, strided<[?, 1]>>)
      attributes {gnn.signature = (tensor<?x4xf32>) -> tensor<?x4xf32>, gnn.result_rows = ["nodes"]} {
    return
  }
  func.func private @m_f() {
    return
  }
}

// -----

// expected-error @below {{expects @absent to be a function that says what it prepares; run gnn-hoist-preparation}}
func.func @f(%x: memref<?x4xf32, strided<[?, 1]>>, %o: memref<?x4xf32, strided<[?, 1]>>)
    attributes {gnn.signature = (tensor<?x4xf32>) -> tensor<?x4xf32>, gnn.result_rows = ["nodes"], gnn.prepared_by = @absent} {
  return
}
