// RUN: gnn-opt %s --split-input-file --verify-diagnostics

func.func @concat_c1() {
  // expected-error @+1 {{'gnn.concat' op expects at least one input but got none}}
  %y = gnn.concat : () -> tensor<?x0xf32>
  return
}

// -----

func.func @concat_result(%a: tensor<?x16xf32>, %b: tensor<?x8xf32>) {
  // expected-error @+2 {{'gnn.concat' op inferred type(s) 'tensor<?x24xf32>' are incompatible with return type(s) of operation 'tensor<?x16xf32>'}}
  // expected-error @+1 {{'gnn.concat' op failed to infer returned types}}
  %y = gnn.concat %a, %b : (tensor<?x16xf32>, tensor<?x8xf32>) -> tensor<?x16xf32>
  return
}

// -----

func.func @concat_too_wide(%a: tensor<?x16777215xf32>) {
  // expected-error @+1 {{'gnn.concat' op result #0 must be dense features tensor<?xCxf32> (C < 2^24), but got 'tensor<?x33554430xf32>'}}
  %y = gnn.concat %a, %a : (tensor<?x16777215xf32>, tensor<?x16777215xf32>) -> tensor<?x33554430xf32>
  return
}

// -----

func.func @concat_overflow(%a: tensor<?x9223372036854775807xf32>) {
  // expected-error @+1 {{'gnn.concat' op operand #0 must be variadic of dense features tensor<?xCxf32> (C < 2^24), but got 'tensor<?x9223372036854775807xf32>'}}
  %y = gnn.concat %a, %a : (tensor<?x9223372036854775807xf32>, tensor<?x9223372036854775807xf32>) -> tensor<?x16xf32>
  return
}
