// RUN: gnn-opt %s --convert-gnn-to-vector --split-input-file --verify-diagnostics

// expected-error @below {{expects gnn.vector_width to be a power of two but got 6 : i64}}
func.func @forward() attributes {gnn.vector_width = 6 : i64} {
  return
}

// -----

// expected-error @below {{expects gnn.vector_width to be a power of two but got "8"}}
func.func @forward() attributes {gnn.vector_width = "8"} {
  return
}

// -----

// expected-error @below {{expects gnn.vector_width to be a power of two but got 36893488147419103232 : i128}}
func.func @forward() attributes {gnn.vector_width = 36893488147419103232 : i128} {
  return
}
