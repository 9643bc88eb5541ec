// RUN: gnn-opt %s --split-input-file --gnn-prune-channels="ratio=0.5 criterion=l1" | FileCheck %s

// Heads side by side: channel 0 goes from each of them.

// CHECK-LABEL: ml_program.global private @conv.lin.weight
// CHECK-SAME:    tensor<2x1xf32> {gnn.channels = [array<i64: 1, 3>, unit]}
// CHECK-NEXT:  ml_program.global private @conv.att
// CHECK-SAME:    tensor<1x2x1xf32> {gnn.channels = [unit, unit, array<i64: 1>]}
// CHECK-NEXT:  ml_program.global private @conv.bias
// CHECK-SAME:    tensor<2xf32> {gnn.channels = [array<i64: 1, 3>]}
// CHECK-NEXT:  ml_program.global private @lin.weight
// CHECK-SAME:    tensor<1x2xf32> {gnn.channels = [unit, array<i64: 1, 3>]}
// CHECK:         gnn.gat_conv {{.*}} -> tensor<?x2xf32>
ml_program.global private @conv.lin.weight(dense<[[1.0], [2.0], [1.0], [2.0]]> : tensor<4x1xf32>) : tensor<4x1xf32>
ml_program.global private @conv.att(dense<1.0> : tensor<1x2x2xf32>) : tensor<1x2x2xf32>
ml_program.global private @conv.bias(dense<0.0> : tensor<4xf32>) : tensor<4xf32>
ml_program.global private @lin.weight(dense<1.0> : tensor<1x4xf32>) : tensor<1x4xf32>
func.func @gat_concat(%g: !gnn.graph, %x: tensor<?x1xf32>) -> tensor<?x1xf32> {
  %w = ml_program.global_load_const @conv.lin.weight : tensor<4x1xf32>
  %a = ml_program.global_load_const @conv.att : tensor<1x2x2xf32>
  %b = ml_program.global_load_const @conv.bias : tensor<4xf32>
  %l = ml_program.global_load_const @lin.weight : tensor<1x4xf32>
  %h = gnn.gat_conv %g, %x, %w, %a, %a bias %b : (!gnn.graph, tensor<?x1xf32>, tensor<4x1xf32>, tensor<1x2x2xf32>, tensor<1x2x2xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  %y = gnn.linear %h, %l : (tensor<?x4xf32>, tensor<1x4xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}

// -----

// Averaged heads.

// CHECK-LABEL: ml_program.global private @conv.lin.weight
// CHECK-SAME:    tensor<2x1xf32> {gnn.channels = [array<i64: 1, 3>, unit]}
// CHECK:       ml_program.global private @lin.weight
// CHECK-SAME:    tensor<1x1xf32> {gnn.channels = [unit, array<i64: 1>]}
// CHECK:         gnn.gat_conv {{.*}}concat = false{{.*}} -> tensor<?x1xf32>
ml_program.global private @conv.lin.weight(dense<[[1.0], [2.0], [1.0], [2.0]]> : tensor<4x1xf32>) : tensor<4x1xf32>
ml_program.global private @conv.att(dense<1.0> : tensor<1x2x2xf32>) : tensor<1x2x2xf32>
ml_program.global private @lin.weight(dense<1.0> : tensor<1x2xf32>) : tensor<1x2xf32>
func.func @gat_mean(%g: !gnn.graph, %x: tensor<?x1xf32>) -> tensor<?x1xf32> {
  %w = ml_program.global_load_const @conv.lin.weight : tensor<4x1xf32>
  %a = ml_program.global_load_const @conv.att : tensor<1x2x2xf32>
  %l = ml_program.global_load_const @lin.weight : tensor<1x2xf32>
  %h = gnn.gat_conv %g, %x, %w, %a, %a {concat = false} : (!gnn.graph, tensor<?x1xf32>, tensor<4x1xf32>, tensor<1x2x2xf32>, tensor<1x2x2xf32>) -> tensor<?x2xf32>
  %y = gnn.linear %h, %l : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}

// -----

// Batch norm, GIN and readout. Statistics do not count: channel 1 has the larger
// weights, though channel 0 varies more.

// CHECK-LABEL: ml_program.global private @nn.0.weight
// CHECK-SAME:    tensor<1x1xf32> {gnn.channels = [array<i64: 1>, unit]}
// CHECK-NEXT:  ml_program.global private @nn.1.mean
// CHECK-SAME:    tensor<1xf32> {gnn.channels = [array<i64: 1>]}
// CHECK-NEXT:  ml_program.global private @nn.1.var
// CHECK-SAME:    tensor<1xf32> {gnn.channels = [array<i64: 1>]}
// CHECK-NEXT:  ml_program.global private @eps(dense<0.000000e+00> : tensor<1xf32>) : tensor<1xf32>
// CHECK:         gnn.pool sum %{{.*}} : (tensor<?x1xf32>, tensor<?xi64>) -> tensor<?x1xf32>
ml_program.global private @nn.0.weight(dense<[[1.0], [2.0]]> : tensor<2x1xf32>) : tensor<2x1xf32>
ml_program.global private @nn.1.mean(dense<[9.0, 0.0]> : tensor<2xf32>) : tensor<2xf32>
ml_program.global private @nn.1.var(dense<[9.0, 1.0]> : tensor<2xf32>) : tensor<2xf32>
ml_program.global private @eps(dense<0.0> : tensor<1xf32>) : tensor<1xf32>
ml_program.global private @lin.weight(dense<1.0> : tensor<1x2xf32>) : tensor<1x2xf32>
func.func @gin(%g: !gnn.graph, %x: tensor<?x1xf32>, %ptr: tensor<?xi64>) -> tensor<?x1xf32> {
  %w = ml_program.global_load_const @nn.0.weight : tensor<2x1xf32>
  %m = ml_program.global_load_const @nn.1.mean : tensor<2xf32>
  %v = ml_program.global_load_const @nn.1.var : tensor<2xf32>
  %e = ml_program.global_load_const @eps : tensor<1xf32>
  %l = ml_program.global_load_const @lin.weight : tensor<1x2xf32>
  %a = gnn.gin_conv %g, %x, %e : (!gnn.graph, tensor<?x1xf32>, tensor<1xf32>) -> tensor<?x1xf32>
  %h = gnn.linear %a, %w : (tensor<?x1xf32>, tensor<2x1xf32>) -> tensor<?x2xf32>
  %n = gnn.batch_norm %h, %m, %v, %v, %m : (tensor<?x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  %p = gnn.pool sum %n, %ptr : (tensor<?x2xf32>, tensor<?xi64>) -> tensor<?x2xf32>
  %y = gnn.linear %p, %l : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}
