// RUN: gnn-opt %s --convert-gnn-to-vector --canonicalize --cse | FileCheck %s

// A row is reduced over its edges in registers: memory is written once a row.

// CHECK-LABEL: func.func @sum_of_two_vectors
// CHECK: scf.parallel
// CHECK: scf.for %[[ROW:.*]] =
// CHECK: %[[SUMS:.*]]:2 = scf.for %[[EDGE:.*]] = %{{.*}} iter_args(%{{.*}} = %[[ZERO:.*]], %{{.*}} = %[[ZERO]]) -> (vector<8xf32>, vector<8xf32>)
// CHECK: memref.load %{{.*}}[%[[EDGE]]] : memref<?xi32>
// CHECK-COUNT-2: arith.addf {{.*}} : vector<8xf32>
// CHECK-NOT: vector.store
// CHECK: }
// CHECK-NEXT: vector.store %[[SUMS]]#0
// CHECK-NEXT: vector.store %[[SUMS]]#1
func.func @sum_of_two_vectors(%graph: !gnn.graph, %x: tensor<?x16xf32>) -> tensor<?x16xf32> {
  %y = gnn.aggregate sum %graph, %x : (!gnn.graph, tensor<?x16xf32>) -> tensor<?x16xf32>
  return %y : tensor<?x16xf32>
}

// Seven channels are [0, 4) and [3, 7): vectors that overlap, no mask.

// CHECK-LABEL: func.func @odd_width
// CHECK-DAG: %[[C0:.*]] = arith.constant 0 : index
// CHECK-DAG: %[[C3:.*]] = arith.constant 3 : index
// CHECK: vector.load %{{.*}}[%{{.*}}, %[[C0]]] : {{.*}}, vector<4xf32>
// CHECK: vector.load %{{.*}}[%{{.*}}, %[[C3]]] : {{.*}}, vector<4xf32>
// CHECK-NOT: vector.maskedload
func.func @odd_width(%graph: !gnn.graph, %x: tensor<?x7xf32>) -> tensor<?x7xf32> {
  %y = gnn.aggregate mean %graph, %x : (!gnn.graph, tensor<?x7xf32>) -> tensor<?x7xf32>
  return %y : tensor<?x7xf32>
}

// 300 channels do not fit the registers: a loop over blocks, and the rest.

// CHECK-LABEL: func.func @wide_rows
// CHECK: scf.for %[[ROW:.*]] =
// CHECK: scf.for %[[BLOCK:.*]] = %{{.*}} to %{{.*}} step %{{.*}} {
// CHECK: scf.for {{.*}} iter_args({{.*}}) -> (
// CHECK: scf.for {{.*}} iter_args({{.*}}) -> (
// CHECK-NOT: scf.for
func.func @wide_rows(%graph: !gnn.graph, %x: tensor<?x300xf32>) -> tensor<?x300xf32> {
  %y = gnn.aggregate sum %graph, %x : (!gnn.graph, tensor<?x300xf32>) -> tensor<?x300xf32>
  return %y : tensor<?x300xf32>
}

// A row without edges gives 0, not minus infinity.

// CHECK-LABEL: func.func @empty_rows_of_a_maximum
// CHECK: %[[EMPTY:.*]] = arith.cmpi eq
// CHECK: %[[MAX:.*]] = scf.for
// CHECK: arith.cmpf ogt
// CHECK: arith.cmpf uno
// CHECK: arith.select %[[EMPTY]], %{{.*}}, %[[MAX]]
func.func @empty_rows_of_a_maximum(%graph: !gnn.graph, %x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  %y = gnn.aggregate max %graph, %x : (!gnn.graph, tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// CHECK-LABEL: func.func @one_weight_a_head
// CHECK: scf.for %[[EDGE:.*]] = %{{.*}} iter_args
// CHECK: %[[W:.*]] = memref.load %{{.*}}[%[[EDGE]], %{{.*}}] : memref<?x2xf32
// CHECK: vector.broadcast %[[W]] : f32 to vector<4xf32>
func.func @one_weight_a_head(%graph: !gnn.graph, %x: tensor<?x8xf32>, %w: tensor<?x2xf32>) -> tensor<?x8xf32> {
  %y = gnn.aggregate sum %graph, %x weights %w : (!gnn.graph, tensor<?x8xf32>, tensor<?x2xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// CHECK-LABEL: func.func @pool_runs_over_graphs
// CHECK: scf.parallel
// CHECK: scf.for %[[GRAPH:.*]] =
// CHECK: scf.for %[[NODE:.*]] = %{{.*}} iter_args
// CHECK: vector.load %{{.*}}[%[[NODE]],
// CHECK: vector.store %{{.*}}, %{{.*}}[%[[GRAPH]],
func.func @pool_runs_over_graphs(%x: tensor<?x8xf32>, %ptr: tensor<?xi64>) -> tensor<?x8xf32> {
  %y = gnn.pool mean %x, %ptr : (tensor<?x8xf32>, tensor<?xi64>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}
