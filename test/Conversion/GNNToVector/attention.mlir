// RUN: gnn-opt %s --convert-gnn-to-vector --canonicalize --cse | FileCheck %s

// Rows come in groups. What the scores of a group's edges take from their
// sources goes to a thread's own memory, as the only thing with a place for
// each edge but their exponentials, which are computed as many at once as a
// vector holds. They weigh features, and are summed up, when those of the next
// row are computed; one division a head comes last.

// CHECK-LABEL: func.func @eight_heads
// CHECK-SAME: %[[X:[^:]*]]: memref<?x64xf32, {{[^:]*}}>, %[[S:[^:]*]]: memref<?x8xf32, {{[^:]*}}>, %[[T:[^:]*]]: memref<?x8xf32, {{[^:]*}}>, %[[OUT:[^:]*]]: memref<?x64xf32
// CHECK-DAG: %[[C1:.*]] = arith.constant 1 : index
// CHECK-DAG: %[[C512:.*]] = arith.constant 512 : index
// CHECK: scf.parallel
// CHECK: memref.dealloc
// CHECK: scf.parallel
// CHECK-NOT: memref.alloc()
// CHECK: %[[SOURCES:.*]] = memref.alloca() {alignment = 64 : i64} : memref<4104xf32>
// CHECK: %[[WEIGHTS:.*]] = memref.alloca() {alignment = 64 : i64} : memref<4104xf32>
// A group ends before the row that is one edge too many, and with the chunk.
// CHECK: scf.for %[[END:[^ ]*]] = %{{.*}} iter_args(%[[BEGIN:.*]] = %{{.*}}) -> (index)
// CHECK: %[[TOO_MANY:.*]] = arith.cmpi sgt, %{{.*}}, %[[C512]]
// CHECK: %[[IS_FULL:.*]] = arith.ori %{{.*}}, %[[TOO_MANY]]
// CHECK: scf.if %[[IS_FULL]]
// Long rows come first.
// CHECK: } else {
// CHECK: scf.for
// CHECK: %[[OF_NODE:.*]] = vector.load %[[S]][
// CHECK: vector.store %[[OF_NODE]], %[[SOURCES]]
// CHECK: scf.for %[[ROW:[^ ]*]] = %[[BEGIN]] to %{{.*}} step %[[C1]] {
// CHECK: scf.if
// CHECK: %[[OF_ROW:.*]] = vector.load %[[T]][%[[ROW]],
// CHECK: %[[MAX:.*]] = scf.for {{.*}} -> (vector<8xf32>)
// CHECK: %[[OF_EDGE:.*]] = vector.load %[[SOURCES]]
// CHECK: arith.addf %[[OF_EDGE]], %[[OF_ROW]]
// CHECK: vector.store %{{.*}}, %[[WEIGHTS]]
// CHECK: math.exp {{.*}} : vector<8xf32>
// CHECK: vector.store %{{.*}}, %[[WEIGHTS]]
// CHECK-NOT: arith.divf
// CHECK: scf.if
// CHECK: %[[LAST:.*]] = arith.subi %[[ROW]], %[[C1]]
// CHECK: %[[SUMS:.*]]:9 = scf.for
// CHECK-NOT: math.exp
// CHECK: memref.prefetch %[[X]]
// CHECK: memref.load %[[WEIGHTS]]
// CHECK-COUNT-8: vector.fma
// CHECK: %[[ALL:.*]] = vector.load %[[WEIGHTS]]{{.*}}, vector<8xf32>
// CHECK: arith.addf %{{.*}}, %[[ALL]]
// CHECK: scf.yield
// CHECK: %[[POSITIVE:.*]] = arith.addf %[[SUMS]]#8
// CHECK: %[[FACTORS:.*]] = arith.divf %{{.*}}, %[[POSITIVE]]
// CHECK: vector.extract %[[FACTORS]][0]
// CHECK: arith.mulf %[[SUMS]]#0
// CHECK: vector.store %{{.*}}, %[[OUT]][%[[LAST]],
func.func @eight_heads(%graph: !gnn.graph, %x: tensor<?x64xf32>, %s: tensor<?x8xf32>, %t: tensor<?x8xf32>) -> tensor<?x64xf32> {
  %y = gnn.attention %graph, %x, %s, %t {negative_slope = 2.000000e-01 : f64}
    : (!gnn.graph, tensor<?x64xf32>, tensor<?x8xf32>, tensor<?x8xf32>) -> tensor<?x64xf32>
  return %y : tensor<?x64xf32>
}

// A vector holds the scores of two edges of four heads: the largest of both
// goes to each half. The last vector may begin the next row, whose scores do not
// count. Weights are summed up edge by edge.

// CHECK-LABEL: func.func @two_edges_a_vector
// CHECK: scf.parallel
// CHECK: scf.parallel
// CHECK: } else {
// CHECK: %[[OF_ROW:.*]] = vector.shuffle %[[FOUR:.*]], %[[FOUR]] [0, 1, 2, 3, 0, 1, 2, 3]
// CHECK: %[[MAX:.*]] = scf.for {{.*}} -> (vector<8xf32>)
// CHECK: arith.addf %{{.*}}, %[[OF_ROW]]
// CHECK: %[[IS_SCORE:.*]] = arith.cmpi sgt, %{{.*}} : vector<8xi32>
// CHECK: %[[SCORE:.*]] = arith.select %[[IS_SCORE]]
// CHECK: arith.cmpf ogt, %[[SCORE]]
// CHECK: vector.shuffle %[[MAX]], %[[MAX]] [4, 5, 6, 7, 0, 1, 2, 3]
// CHECK: math.exp {{.*}} : vector<8xf32>
// CHECK-NOT: math.exp
// CHECK-NOT: vector.shuffle
// CHECK: arith.addf {{.*}} : vector<4xf32>
// CHECK-NEXT: scf.yield
// CHECK: arith.divf {{.*}} : vector<4xf32>
// CHECK: return
func.func @two_edges_a_vector(%graph: !gnn.graph, %x: tensor<?x128xf32>, %s: tensor<?x4xf32>, %t: tensor<?x4xf32>) -> tensor<?x128xf32> {
  %y = gnn.attention %graph, %x, %s, %t {negative_slope = 2.000000e-01 : f64}
    : (!gnn.graph, tensor<?x128xf32>, tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<?x128xf32>
  return %y : tensor<?x128xf32>
}

// Four heads of four channels fill two vectors of eight: each takes the weights
// of two heads at once.

// CHECK-LABEL: func.func @two_heads_a_vector
// CHECK: scf.parallel
// CHECK: scf.parallel
// CHECK: } else {
// CHECK: math.exp
// CHECK: %[[SUMS:.*]]:3 = scf.for
// CHECK: %[[PAIR:.*]] = vector.load {{.*}}, vector<2xf32>
// CHECK: %[[WEIGHT:.*]] = vector.shuffle %[[PAIR]], %[[PAIR]] [0, 0, 0, 0, 1, 1, 1, 1]
// CHECK: vector.fma %[[WEIGHT]], %{{.*}}, %{{.*}} : vector<8xf32>
// CHECK: vector.fma
// CHECK-NOT: vector.fma
// CHECK: scf.yield
// The loop is short, and its end is hard to foretell: copies of it would have
// two ends.
// CHECK-NEXT: } {loop_annotation = #[[$ROLLED:.*]]}
// CHECK: vector.shuffle %[[FACTORS:.*]], %[[FACTORS]] [0, 0, 0, 0, 1, 1, 1, 1] : vector<4xf32>
// CHECK: vector.shuffle %[[FACTORS]], %[[FACTORS]] [2, 2, 2, 2, 3, 3, 3, 3] : vector<4xf32>
// CHECK: return
func.func @two_heads_a_vector(%graph: !gnn.graph, %x: tensor<?x16xf32>, %s: tensor<?x4xf32>, %t: tensor<?x4xf32>) -> tensor<?x16xf32> {
  %y = gnn.attention %graph, %x, %s, %t {negative_slope = 2.000000e-01 : f64}
    : (!gnn.graph, tensor<?x16xf32>, tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<?x16xf32>
  return %y : tensor<?x16xf32>
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

// Three heads are [0, 2) and [1, 3): the vector of an edge's target takes them
// from both pieces, once for each edge that a vector has room for.

// CHECK-LABEL: func.func @odd_heads
// CHECK: scf.parallel
// CHECK: scf.parallel
// CHECK: } else {
// CHECK: vector.shuffle %{{.*}}, %{{.*}} [0, 1, 3, 3, 0, 1, 3, 3] : vector<2xf32>, vector<2xf32>
func.func @odd_heads(%graph: !gnn.graph, %x: tensor<?x12xf32>, %s: tensor<?x3xf32>, %t: tensor<?x3xf32>) -> tensor<?x12xf32> {
  %y = gnn.attention %graph, %x, %s, %t {negative_slope = 2.000000e-01 : f64}
    : (!gnn.graph, tensor<?x12xf32>, tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?x12xf32>
  return %y : tensor<?x12xf32>
}

// Self loops that are missing: the softmax of the next row brings the weights
// of its own node along.

// CHECK-LABEL: func.func @missing_loops
// CHECK-SAME: %[[MISSING:[^:]*]]: memref<?xf32>, %{{[^:]*}}: memref<?x64xf32
// CHECK: scf.parallel
// CHECK: scf.parallel
// CHECK: } else {
// CHECK: scf.for %[[ROW:[^ ]*]] = {{.*}} -> (vector<8xf32>)
// CHECK: %[[COUNT:.*]] = memref.load %[[MISSING]][%[[ROW]]]
// CHECK: %[[EXISTS:.*]] = arith.cmpf une, %[[COUNT]]
// CHECK: arith.select %[[EXISTS]]
func.func @missing_loops(%graph: !gnn.graph, %x: tensor<?x64xf32>, %s: tensor<?x8xf32>, %t: tensor<?x8xf32>, %m: tensor<?xf32>) -> tensor<?x64xf32> {
  %y = gnn.attention %graph, %x, %s, %t missing %m {negative_slope = 2.000000e-01 : f64}
    : (!gnn.graph, tensor<?x64xf32>, tensor<?x8xf32>, tensor<?x8xf32>, tensor<?xf32>) -> tensor<?x64xf32>
  return %y : tensor<?x64xf32>
}
