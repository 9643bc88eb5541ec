// RUN: gnn-opt %s --split-input-file --gnn-eliminate-dead-neurons | FileCheck %s

// Channel 1 is relu(0.5) in every row: 3 * 0.5 goes into a bias that is made for
// it. In f32, 1.5 is 3FC00000 and 2 is 40000000, least significant byte first.

// CHECK-LABEL: ml_program.global private @w1
// CHECK-SAME:    tensor<1x1xf32> {gnn.channels = [array<i64: 0>, unit]}
// CHECK-NEXT:  ml_program.global private @b1
// CHECK-SAME:    tensor<1xf32> {gnn.channels = [array<i64: 0>]}
// CHECK-NEXT:  ml_program.global private @w2_bias(dense_resource<w2_bias> : tensor<1xf32>) : tensor<1xf32>
// CHECK-NEXT:  ml_program.global private @w2
// CHECK-SAME:    tensor<1x1xf32> {gnn.channels = [unit, array<i64: 0>]}
// CHECK:         gnn.linear %{{.*}}, %w2 bias %w2_bias : (tensor<?x1xf32>, tensor<1x1xf32>, tensor<1xf32>) -> tensor<?x1xf32>
// CHECK-DAG:     w2_bias: "0x100000000000C03F"
// CHECK-DAG:     w2: "0x1000000000000040"
ml_program.global private @w1(dense<[[1.0], [0.0]]> : tensor<2x1xf32>) : tensor<2x1xf32>
ml_program.global private @b1(dense<[0.0, 0.5]> : tensor<2xf32>) : tensor<2xf32>
ml_program.global private @w2(dense<[[2.0, 3.0]]> : tensor<1x2xf32>) : tensor<1x2xf32>
func.func @constant(%x: tensor<?x1xf32>) -> tensor<?x1xf32> {
  %w1 = ml_program.global_load_const @w1 : tensor<2x1xf32>
  %b1 = ml_program.global_load_const @b1 : tensor<2xf32>
  %w2 = ml_program.global_load_const @w2 : tensor<1x2xf32>
  %h = gnn.linear %x, %w1 bias %b1 : (tensor<?x1xf32>, tensor<2x1xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  %r = gnn.relu %h : tensor<?x2xf32>
  %y = gnn.linear %r, %w2 : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}

// -----

// Channel 2 is read with zero, channel 1 equals channel 0: their columns 2 and 5
// become 7 (40E00000). Then nobody reads the second channel of the first layer.

// CHECK-LABEL: ml_program.global private @first
// CHECK-SAME:    tensor<1x1xf32> {gnn.channels = [array<i64: 0>, unit]}
// CHECK-NEXT:  ml_program.global private @second
// CHECK-SAME:    tensor<1x1xf32> {gnn.channels = [array<i64: 0>, array<i64: 0>]}
// CHECK-NEXT:  ml_program.global private @third
// CHECK-SAME:    tensor<1x1xf32> {gnn.channels = [unit, array<i64: 0>]}
// CHECK:         third{{.*}}: "0x100000000000E040"
ml_program.global private @first(dense<[[1.0], [4.0]]> : tensor<2x1xf32>) : tensor<2x1xf32>
ml_program.global private @second(dense<[[3.0, 0.0], [3.0, 0.0], [1.0, 9.0]]> : tensor<3x2xf32>) : tensor<3x2xf32>
ml_program.global private @third(dense<[[2.0, 5.0, 0.0]]> : tensor<1x3xf32>) : tensor<1x3xf32>
func.func @duplicate(%x: tensor<?x1xf32>) -> tensor<?x1xf32> {
  %a = ml_program.global_load_const @first : tensor<2x1xf32>
  %b = ml_program.global_load_const @second : tensor<3x2xf32>
  %c = ml_program.global_load_const @third : tensor<1x3xf32>
  %0 = gnn.linear %x, %a : (tensor<?x1xf32>, tensor<2x1xf32>) -> tensor<?x2xf32>
  %1 = gnn.tanh %0 : tensor<?x2xf32>
  %2 = gnn.linear %1, %b : (tensor<?x2xf32>, tensor<3x2xf32>) -> tensor<?x3xf32>
  %3 = gnn.sigmoid %2 : tensor<?x3xf32>
  %4 = gnn.linear %3, %c : (tensor<?x3xf32>, tensor<1x3xf32>) -> tensor<?x1xf32>
  return %4 : tensor<?x1xf32>
}

// -----

// Two readers share the bias that takes the constant up: one gets its own.

// CHECK-LABEL: ml_program.global private @w1
// CHECK-SAME:    tensor<1x1xf32>
// CHECK:       ml_program.global private @b_0
// CHECK-NEXT:  ml_program.global private @b(
// CHECK-DAG:     gnn.linear %{{.*}}, %w2 bias %b_0 :
// CHECK-DAG:     gnn.linear %{{.*}}, %w3 bias %b :
// CHECK-DAG:     b_0: "0x100000000000803F"
// CHECK-DAG:     b: "0x1000000000000040"
ml_program.global private @w1(dense<[[1.0], [0.0]]> : tensor<2x1xf32>) : tensor<2x1xf32>
ml_program.global private @b1(dense<[0.0, 0.5]> : tensor<2xf32>) : tensor<2xf32>
ml_program.global private @w2(dense<[[2.0, 2.0]]> : tensor<1x2xf32>) : tensor<1x2xf32>
ml_program.global private @w3(dense<[[3.0, 4.0]]> : tensor<1x2xf32>) : tensor<1x2xf32>
ml_program.global private @b(dense<0.0> : tensor<1xf32>) : tensor<1xf32>
func.func @shared(%x: tensor<?x1xf32>) -> (tensor<?x1xf32>, tensor<?x1xf32>) {
  %w1 = ml_program.global_load_const @w1 : tensor<2x1xf32>
  %b1 = ml_program.global_load_const @b1 : tensor<2xf32>
  %w2 = ml_program.global_load_const @w2 : tensor<1x2xf32>
  %w3 = ml_program.global_load_const @w3 : tensor<1x2xf32>
  %b = ml_program.global_load_const @b : tensor<1xf32>
  %h = gnn.linear %x, %w1 bias %b1 : (tensor<?x1xf32>, tensor<2x1xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  %y = gnn.linear %h, %w2 bias %b : (tensor<?x2xf32>, tensor<1x2xf32>, tensor<1xf32>) -> tensor<?x1xf32>
  %z = gnn.linear %h, %w3 bias %b : (tensor<?x2xf32>, tensor<1x2xf32>, tensor<1xf32>) -> tensor<?x1xf32>
  return %y, %z : tensor<?x1xf32>, tensor<?x1xf32>
}
