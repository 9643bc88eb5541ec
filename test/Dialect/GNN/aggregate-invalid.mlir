// RUN: gnn-opt %s --split-input-file --verify-diagnostics

func.func @aggregate_c1(%graph: !gnn.graph, %x: tensor<?x16xf32>, %w: tensor<?x3xf32>) {
  // expected-error @+1 {{'gnn.aggregate' op expects 16 channels to divide into equal heads but got 3 heads}}
  %y = gnn.aggregate sum %graph, %x weights %w : (!gnn.graph, tensor<?x16xf32>, tensor<?x3xf32>) -> tensor<?x16xf32>
  return
}

// -----

// No head at all must not become a division by zero.
func.func @aggregate_without_heads(%graph: !gnn.graph, %x: tensor<?x16xf32>, %w: tensor<?x0xf32>) {
  // expected-error @+1 {{'gnn.aggregate' op expects 16 channels to divide into equal heads but got 0 heads}}
  %y = gnn.aggregate sum %graph, %x weights %w : (!gnn.graph, tensor<?x16xf32>, tensor<?x0xf32>) -> tensor<?x16xf32>
  return
}

// -----

func.func @aggregate_result(%graph: !gnn.graph, %x: tensor<?x16xf32>) {
  // expected-error @+2 {{'gnn.aggregate' op inferred type(s) 'tensor<?x16xf32>' are incompatible with return type(s) of operation 'tensor<?x8xf32>'}}
  // expected-error @+1 {{'gnn.aggregate' op failed to infer returned types}}
  %y = gnn.aggregate mean %graph, %x : (!gnn.graph, tensor<?x16xf32>) -> tensor<?x8xf32>
  return
}

// -----

func.func @aggregate_sparse(%graph: !gnn.graph, %x: tensor<?x16xf32, #gnn.csr>) {
  // expected-error @+1 {{'gnn.aggregate' op operand #1 must be dense features tensor<?xCxf32> (C < 2^24), but got 'tensor<?x16xf32, #gnn.csr>'}}
  %y = gnn.aggregate mean %graph, %x : (!gnn.graph, tensor<?x16xf32, #gnn.csr>) -> tensor<?x16xf32, #gnn.csr>
  return
}

// -----

func.func @aggregate_without_reduction(%graph: !gnn.graph, %x: tensor<?x16xf32>) {
  // expected-error @+1 {{'gnn.aggregate' op requires attribute 'reduction'}}
  %y = "gnn.aggregate"(%graph, %x) : (!gnn.graph, tensor<?x16xf32>) -> tensor<?x16xf32>
  return
}

// -----

func.func @aggregate_reduction_number(%graph: !gnn.graph, %x: tensor<?x16xf32>) {
  // expected-error @+1 {{invalid properties {reduction = 7 : i32} for op gnn.aggregate: Invalid attribute `reduction` in property conversion: 7 : i32}}
  %y = "gnn.aggregate"(%graph, %x) <{reduction = 7 : i32}> : (!gnn.graph, tensor<?x16xf32>) -> tensor<?x16xf32>
  return
}

// -----

func.func @aggregate_unknown_reduction(%graph: !gnn.graph, %x: tensor<?x16xf32>) {
  // expected-error @+1 {{custom op 'gnn.aggregate' expected one of: sum, mean, max, min but got 'median'}}
  %y = gnn.aggregate median %graph, %x : (!gnn.graph, tensor<?x16xf32>) -> tensor<?x16xf32>
  return
}
