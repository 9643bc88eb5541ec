// RUN: gnn-opt %s --convert-gnn-to-vector --canonicalize --cse | FileCheck %s

// The scores of a row go to a thread's own memory, which is the only one with a
// place for each edge, and are exponentiated there, as many at once as a vector
// holds; one division a head comes last.

// CHECK-LABEL: func.func @eight_heads
// CHECK-SAME: %[[X:[^:]*]]: memref<?x64xf32, {{[^:]*}}>, %[[S:[^:]*]]: memref<?x8xf32, {{[^:]*}}>, %[[T:[^:]*]]: memref<?x8xf32, {{[^:]*}}>, %[[OUT:[^:]*]]: memref<?x64xf32
// CHECK: scf.parallel
// CHECK: memref.dealloc
// CHECK: scf.parallel
// CHECK-NOT: memref.alloc()
// CHECK: %[[SCORES:.*]] = memref.alloca() {alignment = 64 : i64} : memref<4104xf32>
// CHECK: scf.for %[[ROW:.*]] =
// Long rows come first.
// CHECK: } else {
// CHECK: %[[OF_ROW:.*]] = vector.load %[[T]][%[[ROW]],
// CHECK: scf.for %[[EDGE:.*]] =
// CHECK: %[[OF_NODE:.*]] = vector.load %[[S]][
// CHECK: arith.addf %[[OF_NODE]], %[[OF_ROW]]
// CHECK: vector.store %{{.*}}, %[[SCORES]]
// CHECK: %[[MAX:.*]] = scf.for {{.*}} -> (vector<8xf32>)
// CHECK: %[[SUM:.*]] = scf.for {{.*}} -> (vector<8xf32>)
// CHECK: math.exp {{.*}} : vector<8xf32>
// CHECK: vector.store %{{.*}}, %[[SCORES]]
// CHECK: %[[POSITIVE:.*]] = arith.addf %[[SUM]]
// CHECK: %[[FACTORS:.*]] = arith.divf %{{.*}}, %[[POSITIVE]]
// CHECK: %[[SUMS:.*]]:8 = scf.for
// CHECK-NOT: math.exp
// CHECK: memref.prefetch %[[X]]
// CHECK: memref.load %[[SCORES]]
// CHECK-COUNT-8: vector.fma
// CHECK: scf.yield
// CHECK: vector.extract %[[FACTORS]][0]
// CHECK: arith.mulf %[[SUMS]]#0
// CHECK: vector.store %{{.*}}, %[[OUT]][%[[ROW]],
func.func @eight_heads(%graph: !gnn.graph, %x: tensor<?x64xf32>, %s: tensor<?x8xf32>, %t: tensor<?x8xf32>) -> tensor<?x64xf32> {
  %y = gnn.attention %graph, %x, %s, %t {negative_slope = 2.000000e-01 : f64}
    : (!gnn.graph, tensor<?x64xf32>, tensor<?x8xf32>, tensor<?x8xf32>) -> tensor<?x64xf32>
  return %y : tensor<?x64xf32>
}

// A vector holds the scores of two edges of four heads: the largest of both,
// and the sum of both, go to each half.

// CHECK-LABEL: func.func @two_edges_a_vector
// CHECK: scf.parallel
// CHECK: scf.parallel
// CHECK: } else {
// CHECK: %[[MAX:.*]] = scf.for {{.*}} -> (vector<8xf32>)
// CHECK: vector.shuffle %[[MAX]], %[[MAX]] [4, 5, 6, 7, 0, 1, 2, 3]
// CHECK: %[[SUM:.*]] = scf.for {{.*}} -> (vector<8xf32>)
// CHECK: math.exp {{.*}} : vector<8xf32>
// CHECK-NOT: math.exp
// CHECK: vector.shuffle %[[SUM]], %[[SUM]] [4, 5, 6, 7, 0, 1, 2, 3]
// CHECK: return
func.func @two_edges_a_vector(%graph: !gnn.graph, %x: tensor<?x128xf32>, %s: tensor<?x4xf32>, %t: tensor<?x4xf32>) -> tensor<?x128xf32> {
  %y = gnn.attention %graph, %x, %s, %t {negative_slope = 2.000000e-01 : f64}
    : (!gnn.graph, tensor<?x128xf32>, tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<?x128xf32>
  return %y : tensor<?x128xf32>
}

// More edges than there is memory for scores: some at a time, what was summed
// up before is brought to the new largest score.

// CHECK-LABEL: func.func @long_rows
// CHECK: scf.parallel
// CHECK: scf.parallel
// CHECK: scf.if
// CHECK: %[[PART:.*]] = memref.alloc() {{.*}} : memref<1x24xf32>
// CHECK: scf.for
// CHECK: %[[BEFORE:.*]] = vector.load %[[PART]][%{{.*}}, %{{.*}}] : memref<1x24xf32>, vector<8xf32>
// CHECK: %[[DIFFERENCE:.*]] = arith.subf %[[BEFORE]], %[[MAX:.*]] fastmath
// CHECK: %[[FACTOR:.*]] = math.exp %[[DIFFERENCE]]
// CHECK: vector.fma %{{.*}}, %[[FACTOR]], %{{.*}}
// CHECK: vector.store %[[MAX]], %[[PART]]
// CHECK: memref.dealloc %[[PART]]
// CHECK: } else {
func.func @long_rows(%graph: !gnn.graph, %x: tensor<?x8xf32>, %s: tensor<?x1xf32>, %t: tensor<?x1xf32>) -> tensor<?x8xf32> {
  %y = gnn.attention %graph, %x, %s, %t {negative_slope = 2.000000e-01 : f64}
    : (!gnn.graph, tensor<?x8xf32>, tensor<?x1xf32>, tensor<?x1xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}
