// RUN: gnn-opt %s --convert-gnn-to-vector --canonicalize --cse | FileCheck %s

// The last piece repeats a channel, which a sum must not count twice.

// CHECK-LABEL: func.func @each_channel_counts_once
// CHECK-DAG: %[[FRESH:.*]] = arith.constant dense<[false, true, true, true]> : vector<4xi1>
// CHECK: vector.reduction <maximumf>
// CHECK: math.exp
// CHECK: %[[LAST:.*]] = math.exp
// CHECK: arith.select %[[FRESH]], %[[LAST]], %{{.*}} : vector<4xi1>, vector<4xf32>
// CHECK: vector.reduction <add>
// CHECK: math.log {{.*}} : f32
func.func @each_channel_counts_once(%x: tensor<?x7xf32>) -> tensor<?x7xf32> {
  %y = gnn.log_softmax %x : tensor<?x7xf32>
  return %y : tensor<?x7xf32>
}

// Sums of rows are added up in row order, whatever the number of threads.

// CHECK-LABEL: func.func @statistics_of_a_graph
// CHECK: scf.parallel
// CHECK: vector.reduction <add>
// CHECK: scf.for {{.*}} -> (f64)
// CHECK: scf.parallel
// CHECK: scf.for {{.*}} -> (f64)
// CHECK: scf.parallel
// CHECK-NOT: scf.parallel
func.func @statistics_of_a_graph(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  %y = gnn.layer_norm graph %x : (tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// CHECK-LABEL: func.func @sparse_features_stay_sparse
// CHECK: memref.alloc({{.*}}) {{.*}} : memref<?xf32>
// CHECK: scf.parallel
// CHECK: arith.divf {{.*}} : f32
func.func @sparse_features_stay_sparse(%x: tensor<?x8xf32, #gnn.csr>) -> tensor<?x8xf32> {
  %y = gnn.normalize_features %x : tensor<?x8xf32, #gnn.csr>
  %z = gnn.to_dense %y : (tensor<?x8xf32, #gnn.csr>) -> tensor<?x8xf32>
  return %z : tensor<?x8xf32>
}
