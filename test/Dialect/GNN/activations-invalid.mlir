// RUN: gnn-opt %s --split-input-file --verify-diagnostics

func.func @relu_result(%x: tensor<?x16xf32>) {
  // expected-error @+1 {{'gnn.relu' op failed to verify that all of {x, result} have same type}}
  %y = "gnn.relu"(%x) : (tensor<?x16xf32>) -> tensor<?x8xf32>
  return
}

// -----

func.func @relu_without_operand() {
  // expected-error @+1 {{'gnn.relu' op requires a single operand}}
  %y = "gnn.relu"() : () -> tensor<?x8xf32>
  return
}

// -----

func.func @relu_of_a_scalar(%x: i32) {
  // expected-error @+1 {{custom op 'gnn.relu' invalid kind of type specified: expected builtin.tensor, but found 'i32'}}
  %y = gnn.relu %x : i32
  return
}

// -----

func.func @leaky_relu_result(%x: tensor<?x16xf32>) {
  // expected-error @+1 {{'gnn.leaky_relu' op failed to verify that all of {x, result} have same type}}
  %y = "gnn.leaky_relu"(%x) : (tensor<?x16xf32>) -> tensor<?x8xf32>
  return
}

// -----

func.func @leaky_relu_slope(%x: tensor<?x16xf32>) {
  // expected-error @+1 {{custom op 'gnn.leaky_relu' 'gnn.leaky_relu' op attribute 'negative_slope' failed to satisfy constraint: 64-bit float attribute}}
  %y = gnn.leaky_relu %x {negative_slope = 1 : i64} : tensor<?x16xf32>
  return
}

// -----

func.func @leaky_relu_c1(%x: tensor<?x16xf32>) {
  // expected-error @+1 {{'gnn.leaky_relu' op expects negative_slope to be a finite f32 but got 1.000000e+300}}
  %y = gnn.leaky_relu %x {negative_slope = 1.0e300 : f64} : tensor<?x16xf32>
  return
}

// -----

func.func @elu_c1(%x: tensor<?x16xf32>) {
  // expected-error @+1 {{'gnn.elu' op expects alpha to be a finite f32 but got INF}}
  %y = gnn.elu %x {alpha = 0x7FF0000000000000 : f64} : tensor<?x16xf32>
  return
}

// -----

func.func @dropout_c1(%x: tensor<?x16xf32>) {
  // expected-error @+1 {{'gnn.dropout' op expects p to be from 0 to 1 but got 1.500000e+00}}
  %y = gnn.dropout %x {p = 1.5 : f64} : tensor<?x16xf32>
  return
}

// -----

func.func @dropout_nan(%x: tensor<?x16xf32>) {
  // expected-error @+1 {{'gnn.dropout' op expects p to be from 0 to 1 but got nan}}
  %y = gnn.dropout %x {p = 0x7FF8000000000000 : f64} : tensor<?x16xf32>
  return
}

// -----

func.func @elu_result(%x: tensor<?x16xf32>) {
  // expected-error @+1 {{'gnn.elu' op failed to verify that all of {x, result} have same type}}
  %y = "gnn.elu"(%x) : (tensor<?x16xf32>) -> tensor<?x8xf32>
  return
}

// -----

func.func @elu_alpha(%x: tensor<?x16xf32>) {
  // expected-error @+1 {{custom op 'gnn.elu' 'gnn.elu' op attribute 'alpha' failed to satisfy constraint: 64-bit float attribute}}
  %y = gnn.elu %x {alpha = 1.0 : f32} : tensor<?x16xf32>
  return
}

// -----

func.func @gelu_result(%x: tensor<?x16xf32>) {
  // expected-error @+1 {{'gnn.gelu' op failed to verify that all of {x, result} have same type}}
  %y = "gnn.gelu"(%x) : (tensor<?x16xf32>) -> tensor<?x8xf32>
  return
}

// -----

func.func @gelu_approximation(%x: tensor<?x16xf32>) {
  // expected-error @+1 {{custom op 'gnn.gelu' 'gnn.gelu' op attribute 'tanh_approximation' failed to satisfy constraint: unit attribute}}
  %y = gnn.gelu %x {tanh_approximation = "tanh"} : tensor<?x16xf32>
  return
}

// -----

func.func @sigmoid_result(%x: tensor<?x16xf32>) {
  // expected-error @+1 {{'gnn.sigmoid' op failed to verify that all of {x, result} have same type}}
  %y = "gnn.sigmoid"(%x) : (tensor<?x16xf32>) -> tensor<?x8xf32>
  return
}

// -----

func.func @tanh_result(%x: tensor<?x16xf32>) {
  // expected-error @+1 {{'gnn.tanh' op failed to verify that all of {x, result} have same type}}
  %y = "gnn.tanh"(%x) : (tensor<?x16xf32>) -> tensor<?x8xf32>
  return
}

// -----

func.func @dropout_result(%x: tensor<?x16xf32>) {
  // expected-error @+1 {{'gnn.dropout' op failed to verify that all of {x, result} have same type}}
  %y = "gnn.dropout"(%x) : (tensor<?x16xf32>) -> tensor<?x8xf32>
  return
}

// -----

func.func @dropout_p(%x: tensor<?x16xf32>) {
  // expected-error @+1 {{custom op 'gnn.dropout' 'gnn.dropout' op attribute 'p' failed to satisfy constraint: 64-bit float attribute}}
  %y = gnn.dropout %x {p = "half"} : tensor<?x16xf32>
  return
}
