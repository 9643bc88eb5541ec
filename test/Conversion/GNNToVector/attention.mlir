// RUN: gnn-opt %s --convert-gnn-to-vector --canonicalize --cse | FileCheck %s

// Two passes over the edges of a row: the largest scores of all heads in one
// vector, then all sums. No buffer has a row for each edge.

// CHECK-LABEL: func.func @eight_heads
// CHECK-NOT: memref.alloc
// CHECK: scf.for %[[ROW:.*]] =
// CHECK: %[[MAX:.*]] = scf.for {{.*}} -> (vector<8xf32>)
// CHECK-NOT: math.exp
// CHECK: %[[SUMS:.*]]:9 = scf.for
// CHECK: math.exp {{.*}} : vector<8xf32>
// CHECK-NOT: math.exp
// CHECK-COUNT-8: vector.fma
// CHECK: scf.yield
// CHECK: %[[FACTORS:.*]] = arith.divf %{{.*}}, %[[SUMS]]#0
// CHECK: vector.extract %[[FACTORS]][0]
// CHECK: arith.mulf %[[SUMS]]#1
// CHECK: vector.store
func.func @eight_heads(%graph: !gnn.graph, %x: tensor<?x64xf32>, %s: tensor<?x8xf32>, %t: tensor<?x8xf32>) -> tensor<?x64xf32> {
  %y = gnn.attention %graph, %x, %s, %t {negative_slope = 2.000000e-01 : f64}
    : (!gnn.graph, tensor<?x64xf32>, tensor<?x8xf32>, tensor<?x8xf32>) -> tensor<?x64xf32>
  return %y : tensor<?x64xf32>
}

// Heads of 32 channels go two by two, each with the exponentials of its own.

// CHECK-LABEL: func.func @wide_heads
// CHECK: scf.for {{.*}} -> (vector<2xf32>)
// CHECK: math.exp {{.*}} : vector<2xf32>
// CHECK-COUNT-8: vector.fma
// CHECK: scf.for {{.*}} -> (vector<2xf32>)
// CHECK: math.exp {{.*}} : vector<2xf32>
// CHECK-COUNT-8: vector.fma
// CHECK-NOT: math.exp
func.func @wide_heads(%graph: !gnn.graph, %x: tensor<?x128xf32>, %s: tensor<?x4xf32>, %t: tensor<?x4xf32>) -> tensor<?x128xf32> {
  %y = gnn.attention %graph, %x, %s, %t {negative_slope = 2.000000e-01 : f64}
    : (!gnn.graph, tensor<?x128xf32>, tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<?x128xf32>
  return %y : tensor<?x128xf32>
}
