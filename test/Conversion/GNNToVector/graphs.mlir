// RUN: gnn-opt %s --convert-gnn-to-vector --canonicalize --cse | FileCheck %s

// Count in parallel, sum up in order, fill in parallel; both arrays are freed.

// CHECK-LABEL: func.func @self_loops
// CHECK: %[[PTR:.*]] = memref.alloc({{.*}}) {{.*}} : memref<?xi64>
// CHECK: scf.parallel
// CHECK: arith.cmpi eq, {{.*}} : i32
// CHECK: scf.reduce
// CHECK: scf.for {{.*}} iter_args({{.*}}) -> (index)
// CHECK: memref.store %{{.*}}, %[[PTR]]
// CHECK-NEXT: scf.yield
// CHECK: %[[EDGES:.*]] = memref.load %[[PTR]]
// CHECK: %[[SIZE:.*]] = arith.index_castui %[[EDGES]]
// CHECK: %[[COL:.*]] = memref.alloc(%[[SIZE]]) {{.*}} : memref<?xi32>
// CHECK: scf.parallel
// CHECK: memref.store %{{.*}}, %[[COL]]
// CHECK: scf.reduce
// CHECK: scf.parallel
// CHECK: memref.dealloc
// CHECK: memref.dealloc
func.func @self_loops(%graph: !gnn.graph, %x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  %loops = gnn.add_self_loops %graph : (!gnn.graph) -> !gnn.graph
  %y = gnn.aggregate sum %loops, %x : (!gnn.graph, tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// Degrees need the row pointers only: the filled columns are nobody's.

// CHECK-LABEL: func.func @degrees
// CHECK: memref.alloc({{.*}}) {{.*}} : memref<?xi64>
// CHECK-NOT: memref.alloc{{.*}} : memref<?xi32>
// CHECK: math.sqrt
// CHECK: return
func.func @degrees(%graph: !gnn.graph) -> tensor<?xf32> {
  %loops = gnn.add_self_loops %graph : (!gnn.graph) -> !gnn.graph
  %norm = gnn.gcn_norm %loops : (!gnn.graph) -> tensor<?xf32>
  return %norm : tensor<?xf32>
}

// A graph that is returned is made in the caller's memory.

// CHECK-LABEL: func.func @returned_graph(
// CHECK-SAME: %{{[a-z0-9]+}}: memref<?xi64>, %{{[a-z0-9]+}}: memref<?xi32>,
// CHECK-SAME: %[[ROW_PTR:[a-z0-9]+]]: memref<?xi64>, %[[SOURCES:[a-z0-9]+]]: memref<?xi32>, %[[NORM:[a-z0-9]+]]: memref<?xf32>)
// CHECK-NOT: memref.alloc
// CHECK: memref.store %{{.*}}, %[[ROW_PTR]]
// CHECK: memref.store %{{.*}}, %[[SOURCES]]
// CHECK: memref.store %{{.*}}, %[[NORM]]
// CHECK: return
func.func @returned_graph(%graph: !gnn.graph) -> (!gnn.graph, tensor<?xf32>) {
  %loops = gnn.add_self_loops %graph : (!gnn.graph) -> !gnn.graph
  %norm = gnn.gcn_norm %loops : (!gnn.graph) -> tensor<?xf32>
  return %loops, %norm : !gnn.graph, tensor<?xf32>
}

// One that the function was given is copied.

// CHECK-LABEL: func.func @returned_argument(
// CHECK-SAME: %[[FROM:[a-z0-9]+]]: memref<?xi64>, %[[EDGES:[a-z0-9]+]]: memref<?xi32>,
// CHECK-SAME: %[[TO:[a-z0-9]+]]: memref<?xi64>, %[[OUT:[a-z0-9]+]]: memref<?xi32>)
// CHECK: %[[P:.*]] = memref.load %[[FROM]]
// CHECK: memref.store %[[P]], %[[TO]]
// CHECK: %[[S:.*]] = memref.load %[[EDGES]]
// CHECK: memref.store %[[S]], %[[OUT]]
func.func @returned_argument(%graph: !gnn.graph) -> !gnn.graph {
  return %graph : !gnn.graph
}

// Counted in integers, row by row, in chunks of as many edges.

// CHECK-LABEL: func.func @missing_loops(
// CHECK-SAME: %[[OUT:[a-z0-9]+]]: memref<?xf32>, %[[NORM:[a-z0-9]+]]: memref<?xf32>)
// CHECK-NOT: memref.alloc
// CHECK: scf.parallel
// CHECK: %[[MISSING:.*]] = scf.for {{.*}} iter_args(%[[LEFT:.*]] = %{{.*}}) -> (i32)
// CHECK: %[[LOOP:.*]] = arith.cmpi eq, {{.*}} : i32
// CHECK: %[[ONE:.*]] = arith.extui %[[LOOP]] : i1 to i32
// CHECK: arith.subi %[[LEFT]], %[[ONE]] : i32
// CHECK: %[[FLOAT:.*]] = arith.sitofp %[[MISSING]] : i32 to f32
// CHECK: memref.store %[[FLOAT]], %[[OUT]]
// CHECK: scf.parallel
// CHECK: %[[ADDED:.*]] = memref.load %[[OUT]]
// CHECK: %[[DEGREE:.*]] = arith.addf %{{.*}}, %[[ADDED]]
// CHECK: math.sqrt %[[DEGREE]]
// CHECK: memref.store %{{.*}}, %[[NORM]]
func.func @missing_loops(%graph: !gnn.graph) -> (tensor<?xf32>, tensor<?xf32>) {
  %missing = gnn.missing_self_loops %graph : (!gnn.graph) -> tensor<?xf32>
  %norm = gnn.gcn_norm %graph missing %missing : (!gnn.graph, tensor<?xf32>) -> tensor<?xf32>
  return %missing, %norm : tensor<?xf32>, tensor<?xf32>
}
