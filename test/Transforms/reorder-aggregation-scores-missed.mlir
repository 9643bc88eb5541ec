// RUN: gnn-opt %s --gnn-reorder-aggregation="order=aggregate-first" | FileCheck %s
// RUN: gnn-opt %s --gnn-reorder-aggregation="order=aggregate-first" --remarks-filter="gnn-reorder-aggregation" -o /dev/null 2>&1 \
// RUN:   | FileCheck %s --check-prefix=REMARK

// A layer with two heads, or whose values are not known, keeps its order; and one
// whose product somebody else reads, or has a bias.

// CHECK: ml_program.global private @a(dense<1.000000e+00> : tensor<1x1x2xf32>)
ml_program.global private @w(dense<1.0> : tensor<2x1xf32>) : tensor<2x1xf32>
ml_program.global private @a(dense<1.0> : tensor<1x1x2xf32>) : tensor<1x1x2xf32>
ml_program.global private @two(dense<1.0> : tensor<1x2x1xf32>) : tensor<1x2x1xf32>
ml_program.global private @unknown(#ml_program.extern : tensor<1x1x2xf32>) : tensor<1x1x2xf32>
ml_program.global private @b(dense<1.0> : tensor<2xf32>) : tensor<2xf32>
ml_program.global private @huge(dense<3.0e38> : tensor<1x1x2xf32>) : tensor<1x1x2xf32>

// CHECK-LABEL: func.func @two_heads
// CHECK: gnn.linear
// CHECK-NEXT: gnn.head_dot
// CHECK-NEXT: gnn.aggregate
// REMARK: [Missed] {{.*}}Reason="the product has another reader"
func.func @two_heads(%g: !gnn.graph, %x: tensor<?x1xf32>, %m: tensor<?x1xf32>) -> (tensor<?x2xf32>, tensor<?x2xf32>) {
  %w = ml_program.global_load_const @w : tensor<2x1xf32>
  %v = ml_program.global_load_const @two : tensor<1x2x1xf32>
  %z = gnn.linear %x, %w : (tensor<?x1xf32>, tensor<2x1xf32>) -> tensor<?x2xf32>
  %p = gnn.head_dot %z, %v : (tensor<?x2xf32>, tensor<1x2x1xf32>) -> tensor<?x2xf32>
  %y = gnn.aggregate sum %g, %z weights %m : (!gnn.graph, tensor<?x2xf32>, tensor<?x1xf32>) -> tensor<?x2xf32>
  return %y, %p : tensor<?x2xf32>, tensor<?x2xf32>
}

// CHECK-LABEL: func.func @unknown_values
// CHECK: gnn.linear
// CHECK-NEXT: gnn.head_dot
// CHECK-NEXT: gnn.aggregate
// REMARK: Reason="a head dot reads the product, and not all values of their parameters are known"
func.func @unknown_values(%g: !gnn.graph, %x: tensor<?x1xf32>) -> (tensor<?x2xf32>, tensor<?x1xf32>) {
  %w = ml_program.global_load_const @w : tensor<2x1xf32>
  %v = ml_program.global_load_const @unknown : tensor<1x1x2xf32>
  %z = gnn.linear %x, %w : (tensor<?x1xf32>, tensor<2x1xf32>) -> tensor<?x2xf32>
  %p = gnn.head_dot %z, %v : (tensor<?x2xf32>, tensor<1x1x2xf32>) -> tensor<?x1xf32>
  %y = gnn.aggregate sum %g, %z : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
  return %y, %p : tensor<?x2xf32>, tensor<?x1xf32>
}

// CHECK-LABEL: func.func @no_parameter
// CHECK: gnn.linear
// CHECK-NEXT: gnn.head_dot
// CHECK-NEXT: gnn.aggregate
// REMARK: Reason="a head dot reads the product, and not all values of their parameters are known"
func.func @no_parameter(%g: !gnn.graph, %x: tensor<?x1xf32>, %w: tensor<2x1xf32>) -> (tensor<?x2xf32>, tensor<?x1xf32>) {
  %v = ml_program.global_load_const @a : tensor<1x1x2xf32>
  %z = gnn.linear %x, %w : (tensor<?x1xf32>, tensor<2x1xf32>) -> tensor<?x2xf32>
  %p = gnn.head_dot %z, %v : (tensor<?x2xf32>, tensor<1x1x2xf32>) -> tensor<?x1xf32>
  %y = gnn.aggregate sum %g, %z : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
  return %y, %p : tensor<?x2xf32>, tensor<?x1xf32>
}

// CHECK-LABEL: func.func @another_reader
// CHECK: gnn.linear
// CHECK-NEXT: gnn.head_dot
// CHECK-NEXT: gnn.aggregate
// REMARK: Reason="the product has another reader"
func.func @another_reader(%g: !gnn.graph, %x: tensor<?x1xf32>) -> (tensor<?x2xf32>, tensor<?x1xf32>, tensor<?x2xf32>) {
  %w = ml_program.global_load_const @w : tensor<2x1xf32>
  %v = ml_program.global_load_const @a : tensor<1x1x2xf32>
  %z = gnn.linear %x, %w : (tensor<?x1xf32>, tensor<2x1xf32>) -> tensor<?x2xf32>
  %p = gnn.head_dot %z, %v : (tensor<?x2xf32>, tensor<1x1x2xf32>) -> tensor<?x1xf32>
  %y = gnn.aggregate sum %g, %z : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
  return %y, %p, %z : tensor<?x2xf32>, tensor<?x1xf32>, tensor<?x2xf32>
}

// CHECK-LABEL: func.func @bias
// CHECK: gnn.linear
// CHECK-NEXT: gnn.head_dot
// CHECK-NEXT: gnn.aggregate
// REMARK: Reason="the product has a bias"
func.func @bias(%g: !gnn.graph, %x: tensor<?x1xf32>) -> (tensor<?x2xf32>, tensor<?x1xf32>) {
  %w = ml_program.global_load_const @w : tensor<2x1xf32>
  %v = ml_program.global_load_const @a : tensor<1x1x2xf32>
  %b = ml_program.global_load_const @b : tensor<2xf32>
  %z = gnn.linear %x, %w bias %b : (tensor<?x1xf32>, tensor<2x1xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  %p = gnn.head_dot %z, %v : (tensor<?x2xf32>, tensor<1x1x2xf32>) -> tensor<?x1xf32>
  %y = gnn.aggregate sum %g, %z : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
  return %y, %p : tensor<?x2xf32>, tensor<?x1xf32>
}

// CHECK-LABEL: func.func @sparse_features
// CHECK: gnn.linear
// CHECK-NEXT: gnn.head_dot
// CHECK-NEXT: gnn.aggregate
// REMARK: Reason="the product reads sparse features"
func.func @sparse_features(%g: !gnn.graph, %x: tensor<?x1xf32, #gnn.csr>) -> (tensor<?x2xf32>, tensor<?x1xf32>) {
  %w = ml_program.global_load_const @w : tensor<2x1xf32>
  %v = ml_program.global_load_const @a : tensor<1x1x2xf32>
  %z = gnn.linear %x, %w : (tensor<?x1xf32, #gnn.csr>, tensor<2x1xf32>) -> tensor<?x2xf32>
  %p = gnn.head_dot %z, %v : (tensor<?x2xf32>, tensor<1x1x2xf32>) -> tensor<?x1xf32>
  %y = gnn.aggregate sum %g, %z : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
  return %y, %p : tensor<?x2xf32>, tensor<?x1xf32>
}

// CHECK-LABEL: func.func @not_finite
// CHECK: gnn.linear
// CHECK-NEXT: gnn.head_dot
// CHECK-NEXT: gnn.aggregate
// REMARK: Reason="the vector of a score that reads the features is not finite"
func.func @not_finite(%g: !gnn.graph, %x: tensor<?x1xf32>) -> (tensor<?x2xf32>, tensor<?x1xf32>) {
  %w = ml_program.global_load_const @w : tensor<2x1xf32>
  %v = ml_program.global_load_const @huge : tensor<1x1x2xf32>
  %z = gnn.linear %x, %w : (tensor<?x1xf32>, tensor<2x1xf32>) -> tensor<?x2xf32>
  %p = gnn.head_dot %z, %v : (tensor<?x2xf32>, tensor<1x1x2xf32>) -> tensor<?x1xf32>
  %y = gnn.aggregate sum %g, %z : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
  return %y, %p : tensor<?x2xf32>, tensor<?x1xf32>
}
