// RUN: gnn-opt %s --split-input-file --verify-diagnostics

func.func @edge_add_c1(%graph: !gnn.graph, %s: tensor<?x8xf32>, %t: tensor<?x4xf32>) {
  // expected-error @+1 {{'gnn.edge_add' op expects the channels of the target to be 8 but got 4}}
  %y = gnn.edge_add %graph, %s, %t : (!gnn.graph, tensor<?x8xf32>, tensor<?x4xf32>) -> tensor<?x8xf32>
  return
}

// -----

func.func @edge_add_result(%graph: !gnn.graph, %s: tensor<?x8xf32>) {
  // expected-error @+2 {{'gnn.edge_add' op inferred type(s) 'tensor<?x8xf32>' are incompatible with return type(s) of operation 'tensor<?x4xf32>'}}
  // expected-error @+1 {{'gnn.edge_add' op failed to infer returned types}}
  %y = gnn.edge_add %graph, %s, %s : (!gnn.graph, tensor<?x8xf32>, tensor<?x8xf32>) -> tensor<?x4xf32>
  return
}

// -----

func.func @edge_add_of_vectors(%graph: !gnn.graph, %s: tensor<8xf32>) {
  // expected-error @+1 {{'gnn.edge_add' op operand #1 must be dense features tensor<?xCxf32> (C < 2^24), but got 'tensor<8xf32>'}}
  %y = gnn.edge_add %graph, %s, %s : (!gnn.graph, tensor<8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  return
}

// -----

func.func @edge_softmax_result(%graph: !gnn.graph, %e: tensor<?x8xf32>) {
  // expected-error @+2 {{'gnn.edge_softmax' op inferred type(s) 'tensor<?x8xf32>' are incompatible with return type(s) of operation 'tensor<?x4xf32>'}}
  // expected-error @+1 {{'gnn.edge_softmax' op failed to infer returned types}}
  %y = gnn.edge_softmax %graph, %e : (!gnn.graph, tensor<?x8xf32>) -> tensor<?x4xf32>
  return
}

// -----

func.func @edge_softmax_swapped(%graph: !gnn.graph, %e: tensor<?x8xf32>) {
  // expected-error @+1 {{'gnn.edge_softmax' op operand #0 must be directed graph !gnn.graph, edges grouped by destination, but got 'tensor<?x8xf32>'}}
  %y = gnn.edge_softmax %e, %graph : (tensor<?x8xf32>, !gnn.graph) -> tensor<?x8xf32>
  return
}

// -----

func.func @attention_c1(%graph: !gnn.graph, %x: tensor<?x64xf32>, %s: tensor<?x8xf32>, %t: tensor<?x4xf32>) {
  // expected-error @+1 {{'gnn.attention' op expects the heads of the target to be 8 but got 4}}
  %y = gnn.attention %graph, %x, %s, %t {negative_slope = 0.2 : f64}
    : (!gnn.graph, tensor<?x64xf32>, tensor<?x8xf32>, tensor<?x4xf32>) -> tensor<?x64xf32>
  return
}

// -----

func.func @attention_c2(%graph: !gnn.graph, %x: tensor<?x64xf32>, %s: tensor<?x7xf32>) {
  // expected-error @+1 {{'gnn.attention' op expects 64 channels to divide into equal heads but got 7 heads}}
  %y = gnn.attention %graph, %x, %s, %s {negative_slope = 0.2 : f64}
    : (!gnn.graph, tensor<?x64xf32>, tensor<?x7xf32>, tensor<?x7xf32>) -> tensor<?x64xf32>
  return
}

// -----

func.func @attention_c3(%graph: !gnn.graph, %x: tensor<?x64xf32>, %s: tensor<?x8xf32>) {
  // expected-error @+1 {{'gnn.attention' op expects negative_slope to be a finite f32 but got nan}}
  %y = gnn.attention %graph, %x, %s, %s {negative_slope = 0x7FF8000000000000 : f64}
    : (!gnn.graph, tensor<?x64xf32>, tensor<?x8xf32>, tensor<?x8xf32>) -> tensor<?x64xf32>
  return
}

// -----

func.func @attention_without_slope(%graph: !gnn.graph, %x: tensor<?x64xf32>, %s: tensor<?x8xf32>) {
  // expected-error @+1 {{'gnn.attention' op requires attribute 'negative_slope'}}
  %y = gnn.attention %graph, %x, %s, %s
    : (!gnn.graph, tensor<?x64xf32>, tensor<?x8xf32>, tensor<?x8xf32>) -> tensor<?x64xf32>
  return
}

// -----

func.func @attention_result(%graph: !gnn.graph, %x: tensor<?x64xf32>, %s: tensor<?x8xf32>) {
  // expected-error @+2 {{'gnn.attention' op inferred type(s) 'tensor<?x64xf32>' are incompatible with return type(s) of operation 'tensor<?x8xf32>'}}
  // expected-error @+1 {{'gnn.attention' op failed to infer returned types}}
  %y = gnn.attention %graph, %x, %s, %s {negative_slope = 0.2 : f64}
    : (!gnn.graph, tensor<?x64xf32>, tensor<?x8xf32>, tensor<?x8xf32>) -> tensor<?x8xf32>
  return
}
