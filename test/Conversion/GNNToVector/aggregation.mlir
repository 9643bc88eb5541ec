// RUN: gnn-opt %s --convert-gnn-to-vector --canonicalize --cse | FileCheck %s

// A row is reduced over its edges in registers: memory is written once a row.
// Chunks have equal numbers of rows and edges together; where one begins is
// found by bisection of the row pointers.

// CHECK-LABEL: func.func @sum_of_three_vectors
// CHECK-SAME: %[[ROW_PTR:[^:]*]]: memref<?xi64>, %[[COL:[^:]*]]: memref<?xi32>
// CHECK-DAG: %[[EDGES:.*]] = memref.dim %[[COL]]
// CHECK-DAG: %[[WORK:.*]] = arith.addi %{{.*}}, %[[EDGES]]
// CHECK: memref.alloc
// CHECK: memref.dealloc
// CHECK: %[[SIZE:.*]] = arith.maxsi
// CHECK: %[[CHUNKS:.*]] = arith.divui %{{.*}}, %[[SIZE]]
// CHECK: scf.parallel (%[[CHUNK:.*]]) = (%{{.*}}) to (%[[CHUNKS]])
// CHECK: %[[BEGIN:.*]] = arith.muli %[[CHUNK]], %[[SIZE]]
// CHECK: %[[ENDS:.*]]:3 = scf.while
// CHECK-COUNT-2: memref.load %[[ROW_PTR]]
// CHECK-NOT: scf.while
// CHECK: scf.for %[[ROW:.*]] = %[[ENDS]]#0 to
// CHECK: %[[SUMS:.*]]:3 = scf.for %[[EDGE:.*]] = %{{.*}} iter_args(%{{.*}} = %[[ZERO:.*]], %{{.*}} = %[[ZERO]], %{{.*}} = %[[ZERO]]) -> (vector<8xf32>, vector<8xf32>, vector<8xf32>)
// CHECK: memref.load %{{.*}}[%[[EDGE]]] : memref<?xi32>
// CHECK-COUNT-3: arith.addf {{.*}} : vector<8xf32>
// CHECK-NOT: vector.store
// CHECK: } {loop_annotation = #[[$ROLLED:.*]]}
// CHECK-NEXT: vector.store %[[SUMS]]#0
// CHECK-NEXT: vector.store %[[SUMS]]#1
// CHECK-NEXT: vector.store %[[SUMS]]#2
func.func @sum_of_three_vectors(%graph: !gnn.graph, %x: tensor<?x24xf32>) -> tensor<?x24xf32> {
  %y = gnn.aggregate sum %graph, %x : (!gnn.graph, tensor<?x24xf32>) -> tensor<?x24xf32>
  return %y : tensor<?x24xf32>
}

// Of one vector or two, four edges are added a step, each to vectors of its
// own. What is left is one more step without a loop: in place of an edge that
// there is not the last one is read, and left out.

// CHECK-LABEL: func.func @narrow_rows
// CHECK: scf.parallel
// CHECK: scf.parallel
// CHECK: %[[FOUR:.*]]:4 = scf.for %[[EDGE:.*]] = %[[FIRST:.*]] to %[[REST:.*]] step %c4
// CHECK-COUNT-4: arith.addf {{.*}} : vector<8xf32>
// CHECK: } {loop_annotation = #[[$ROLLED]]}
// CHECK: %[[ANY:.*]] = arith.cmpi slt, %[[REST]], %[[END:.*]] : index
// CHECK: %[[SUMS:.*]]:3 = scf.if %[[ANY]]
// CHECK: %[[LAST:.*]] = arith.subi %[[END]]
// CHECK: arith.addf %[[FOUR]]#0
// CHECK: %[[SECOND:.*]] = arith.addi %[[REST]], %c1
// CHECK: arith.minsi %[[SECOND]], %[[LAST]]
// CHECK: %[[JOINED:.*]] = arith.addf %[[FOUR]]#1
// CHECK: %[[EXISTS:.*]] = arith.cmpi slt, %[[SECOND]], %[[END]]
// CHECK: %[[LANES:.*]] = arith.select %[[EXISTS]], %c8, %c0
// CHECK: %[[MASK:.*]] = vector.create_mask %[[LANES]] : vector<8xi1>
// CHECK: arith.select %[[MASK]], %[[JOINED]], %[[FOUR]]#1
// CHECK: } else {
// CHECK: arith.addf %[[SUMS]]#0, %[[SUMS]]#2
// CHECK: arith.addf %[[SUMS]]#1, %[[FOUR]]#3
func.func @narrow_rows(%graph: !gnn.graph, %x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  %y = gnn.aggregate sum %graph, %x : (!gnn.graph, tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// A hub, which would keep all threads but one waiting, is divided into parts,
// which are joined in their order.

// CHECK-LABEL: func.func @hubs
// CHECK: scf.for %[[NUMBER:.*]] =
// CHECK: scf.while
// CHECK: scf.if
// CHECK: %[[PARTS:.*]] = memref.alloc() {{.*}} : memref<64x24xf32>
// CHECK: scf.parallel (%[[PART:.*]]) =
// CHECK: %[[SUMS:.*]]:3 = scf.for
// CHECK: vector.store %[[SUMS]]#0, %[[PARTS]][%[[PART]], %{{.*}}]
// CHECK: scf.for %[[PART:.*]] = %{{.*}} to %{{.*}} iter_args
// CHECK: vector.load %[[PARTS]][%[[PART]],
// CHECK: arith.cmpf ogt
// CHECK: memref.dealloc %[[PARTS]]
// CHECK: scf.parallel
func.func @hubs(%graph: !gnn.graph, %x: tensor<?x24xf32>) -> tensor<?x24xf32> {
  %y = gnn.aggregate max %graph, %x : (!gnn.graph, tensor<?x24xf32>) -> tensor<?x24xf32>
  return %y : tensor<?x24xf32>
}

// Rows of x come in no order that a processor could foresee: it is told of the
// one that comes 24 edges later, 12 KB, also where that is an edge of a later row.

// CHECK-LABEL: func.func @prefetch
// CHECK-SAME: %[[COL:[^:]*]]: memref<?xi32>, %[[X:[^:]*]]: memref<?x128xf32, strided<[?, 1]>>, %{{[^:]*}}: memref<?x128xf32
// CHECK-DAG: %[[C24:.*]] = arith.constant 24 : index
// CHECK-DAG: %[[EDGES:.*]] = memref.dim %[[COL]]
// CHECK: scf.parallel
// CHECK: scf.parallel
// CHECK: scf.for %[[EDGE:[^ ]*]] = {{.*}} iter_args
// CHECK: %[[LAST:.*]] = arith.subi %[[EDGES]],
// CHECK: %[[LATER:.*]] = arith.addi %[[EDGE]], %[[C24]]
// CHECK: %[[AHEAD:.*]] = arith.minsi %[[LATER]], %[[LAST]]
// CHECK: memref.load %[[COL]][%[[AHEAD]]]
// CHECK-COUNT-8: memref.prefetch %[[X]]
// CHECK-NOT: memref.prefetch
// CHECK-COUNT-16: vector.load %[[X]]
// CHECK: scf.yield
func.func @prefetch(%graph: !gnn.graph, %x: tensor<?x128xf32>) -> tensor<?x128xf32> {
  %y = gnn.aggregate sum %graph, %x : (!gnn.graph, tensor<?x128xf32>) -> tensor<?x128xf32>
  return %y : tensor<?x128xf32>
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
// CHECK: scf.parallel
// CHECK: scf.parallel
// CHECK: scf.for %[[ROW:.*]] =
// CHECK: scf.for %[[BLOCK:.*]] = %{{.*}} to %{{.*}} step %{{.*}} {
// CHECK: scf.for {{.*}} iter_args({{.*}}) -> (
// CHECK: scf.for {{.*}} iter_args({{.*}}) -> (
// CHECK-NOT: scf.for
func.func @wide_rows(%graph: !gnn.graph, %x: tensor<?x300xf32>) -> tensor<?x300xf32> {
  %y = gnn.aggregate sum %graph, %x : (!gnn.graph, tensor<?x300xf32>) -> tensor<?x300xf32>
  return %y : tensor<?x300xf32>
}

// A row without edges gives 0, not minus infinity. A maximum that must become
// NaN takes more instructions; they are only for features that may have one,
// which their sum shows.

// CHECK-LABEL: func.func @empty_rows_of_a_maximum
// CHECK: scf.parallel
// CHECK: memref.store %{{.*}}, %[[SUMS:.*]][
// CHECK: %[[SUM:.*]] = scf.for
// CHECK: memref.load %[[SUMS]]
// CHECK: %[[MAY_HAVE_NAN:.*]] = arith.cmpf uno, %[[SUM]], %[[SUM]]
// CHECK: scf.if %[[MAY_HAVE_NAN]] {
// CHECK: scf.parallel
// CHECK: scf.parallel
// CHECK: %[[EMPTY:.*]] = arith.cmpi eq
// CHECK: %[[MAX:.*]]:3 = scf.for
// CHECK: arith.cmpf ogt
// CHECK: arith.cmpf uno
// CHECK: arith.select %[[EMPTY]], %{{.*}}, %[[MAX]]#0
// CHECK: } else {
// CHECK: scf.parallel
// CHECK: scf.parallel
// CHECK: %[[EMPTY:.*]] = arith.cmpi eq
// CHECK: %[[MAX:.*]]:3 = scf.for
// CHECK: arith.cmpf ogt
// CHECK-NOT: arith.cmpf uno
// CHECK: arith.select %[[EMPTY]], %{{.*}}, %[[MAX]]#0
func.func @empty_rows_of_a_maximum(%graph: !gnn.graph, %x: tensor<?x24xf32>) -> tensor<?x24xf32> {
  %y = gnn.aggregate max %graph, %x : (!gnn.graph, tensor<?x24xf32>) -> tensor<?x24xf32>
  return %y : tensor<?x24xf32>
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
// CHECK: scf.parallel
// CHECK: scf.for %[[GRAPH:.*]] =
// CHECK: scf.for %[[NODE:.*]] = %{{.*}} iter_args
// CHECK: vector.load %{{.*}}[%[[NODE]],
// CHECK: vector.store %{{.*}}, %{{.*}}[%[[GRAPH]],
func.func @pool_runs_over_graphs(%x: tensor<?x8xf32>, %ptr: tensor<?xi64>) -> tensor<?x8xf32> {
  %y = gnn.pool mean %x, %ptr : (tensor<?x8xf32>, tensor<?xi64>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}
