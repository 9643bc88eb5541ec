// RUN: gnn-opt %s --convert-gnn-to-vector=vector-width=16 --canonicalize --cse | FileCheck %s
// RUN: gnn-opt %s --convert-gnn-to-vector --remarks-filter=convert-gnn-to-vector -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK

ml_program.global private @w(dense<0.5> : tensor<40x8xf32>) : tensor<40x8xf32>
ml_program.global private @a1x40(dense<0.5> : tensor<1x1x40xf32>) : tensor<1x1x40xf32>
ml_program.global private @b1x40(dense<0.25> : tensor<1x1x40xf32>) : tensor<1x1x40xf32>
ml_program.global private @a4x8(dense<0.5> : tensor<1x4x8xf32>) : tensor<1x4x8xf32>
ml_program.global private @b4x8(dense<0.25> : tensor<1x4x8xf32>) : tensor<1x4x8xf32>
ml_program.global private @a3x7(dense<0.5> : tensor<1x3x7xf32>) : tensor<1x3x7xf32>
ml_program.global private @a5x8(dense<0.5> : tensor<1x5x8xf32>) : tensor<1x5x8xf32>

// One loop reads each vector of a row once. Two rows of two dots of four heads
// make one vector: heads of eight channels take three levels of additions, two
// within 128 bits and one across them, and one permutation.

// CHECK-LABEL: func.func @one_loop
// CHECK-SAME: %[[X:[^ ]*]]: memref<?x32xf32, strided<[?, 1]>>, %[[S:[^ ]*]]: memref<?x4xf32, strided<[?, 1]>>, %[[T:[^ ]*]]: memref<?x4xf32, strided<[?, 1]>>)
// CHECK: scf.parallel
// CHECK: scf.for %[[ROW:[^ ]*]] = {{.*}} step %c2
// CHECK: %[[NEXT:.*]] = arith.addi %[[ROW]], %c1
// CHECK-NOT: vector.reduction
// CHECK: %[[FIRST:.*]] = vector.load %[[X]][%[[ROW]], %c0]
// CHECK: %[[A:.*]] = arith.mulf %[[FIRST]]
// CHECK: arith.mulf %[[FIRST]]
// CHECK: %[[SECOND:.*]] = vector.load %[[X]][%[[ROW]], %c16]
// CHECK: %[[B:.*]] = arith.mulf %[[SECOND]]
// CHECK: %[[EVEN:.*]] = vector.shuffle %[[A]], %[[B]] [0, 2, 16, 18, 4, 6, 20, 22, 8, 10, 24, 26, 12, 14, 28, 30]
// CHECK: %[[ODD:.*]] = vector.shuffle %[[A]], %[[B]] [1, 3, 17, 19, 5, 7, 21, 23, 9, 11, 25, 27, 13, 15, 29, 31]
// CHECK: arith.addf %[[EVEN]], %[[ODD]]
// CHECK-COUNT-2: vector.load %[[X]][%[[NEXT]],
// CHECK-COUNT-5: arith.addf %{{.*}} : vector<16xf32>
// CHECK: vector.shuffle %{{.*}} [0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27]
// CHECK: vector.shuffle %{{.*}} [4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31]
// CHECK-NEXT: %[[SUMS:.*]] = arith.addf
// CHECK-NEXT: %[[ORDERED:.*]] = vector.shuffle %[[SUMS]], %[[SUMS]] [0, 4, 1, 5, 2, 6, 3, 7, 8, 12, 9, 13, 10, 14, 11, 15]
// CHECK-NEXT: vector.shuffle %[[ORDERED]], %[[ORDERED]] [0, 1, 2, 3]
// CHECK-NEXT: vector.store %{{.*}}, %[[S]][%[[ROW]], %c0]
// CHECK-NEXT: vector.shuffle %[[ORDERED]], %[[ORDERED]] [4, 5, 6, 7]
// CHECK-NEXT: vector.store %{{.*}}, %[[S]][%[[NEXT]], %c0]
// CHECK: vector.store %{{.*}}, %[[T]][%[[ROW]], %c0]
// CHECK: vector.store %{{.*}}, %[[T]][%[[NEXT]], %c0]
// CHECK-NOT: scf.parallel
// CHECK: return
func.func @one_loop(%x: tensor<?x32xf32>) -> (tensor<?x4xf32>, tensor<?x4xf32>) {
  %a = ml_program.global_load_const @a4x8 : tensor<1x4x8xf32>
  %b = ml_program.global_load_const @b4x8 : tensor<1x4x8xf32>
  // REMARK-DAG: :[[@LINE+1]]:{{.*}} remark: [Missed] {{.*}}"neither a dense product nor a reduction writes the rows that it reads"
  %s = gnn.head_dot %x, %a : (tensor<?x32xf32>, tensor<1x4x8xf32>) -> tensor<?x4xf32>
  // REMARK-DAG: :[[@LINE+1]]:{{.*}} remark: [Passed] {{.*}}"computed in the loop of gnn.head_dot"
  %t = gnn.head_dot %x, %b : (tensor<?x32xf32>, tensor<1x4x8xf32>) -> tensor<?x4xf32>
  return %s, %t : tensor<?x4xf32>, tensor<?x4xf32>
}

// A block of the product's rows is read where it has just been written. The
// channels that the last vector of a head repeats count once, also where they
// are no numbers. Eight rows of two dots make one vector.

// CHECK-LABEL: func.func @behind_product
// CHECK-SAME: %[[OUT:[^ ]*]]: memref<?x40xf32, strided<[?, 1]>>, %[[S:[^ ]*]]: memref<?x1xf32, strided<[?, 1]>>, %[[T:[^ ]*]]: memref<?x1xf32, strided<[?, 1]>>)
// CHECK: scf.parallel
// CHECK: scf.for %[[BLOCK:[^ ]*]] = {{.*}} step %c96
// CHECK: vector.store %{{.*}}, %[[OUT]]
// CHECK: scf.for %[[ROW:[^ ]*]] = %[[BLOCK]] to {{.*}} step %c8
// CHECK: %[[FIRST:.*]] = vector.load %[[OUT]][%[[ROW]], %c0]
// CHECK: arith.mulf %[[FIRST]]
// CHECK: arith.mulf %[[FIRST]]
// CHECK: vector.load %[[OUT]][%[[ROW]], %c16]
// CHECK-COUNT-2: vector.fma
// CHECK: %[[LAST:.*]] = vector.load %[[OUT]][%[[ROW]], %c24]
// CHECK: %[[FRESH:.*]] = arith.select %{{.*}}, %[[LAST]], %cst
// CHECK-COUNT-2: vector.fma %[[FRESH]]
// CHECK-COUNT-7: vector.load %[[OUT]][%{{.*}}, %c24]
// CHECK-COUNT-8: vector.store %{{.*}}, %[[S]]
// CHECK-COUNT-8: vector.store %{{.*}}, %[[T]]
// CHECK-NOT: scf.parallel
// CHECK: return
func.func @behind_product(%x: tensor<?x8xf32>) -> (tensor<?x40xf32>, tensor<?x1xf32>, tensor<?x1xf32>) {
  %w = ml_program.global_load_const @w : tensor<40x8xf32>
  %a = ml_program.global_load_const @a1x40 : tensor<1x1x40xf32>
  %b = ml_program.global_load_const @b1x40 : tensor<1x1x40xf32>
  %y = gnn.linear %x, %w : (tensor<?x8xf32>, tensor<40x8xf32>) -> tensor<?x40xf32>
  %z = gnn.relu %y : tensor<?x40xf32>
  // REMARK-DAG: :[[@LINE+1]]:{{.*}} remark: [Passed] {{.*}}"computed in the loop of gnn.linear"
  %s = gnn.head_dot %z, %a : (tensor<?x40xf32>, tensor<1x1x40xf32>) -> tensor<?x1xf32>
  // REMARK-DAG: :[[@LINE+1]]:{{.*}} remark: [Passed] {{.*}}"computed in the loop of gnn.linear"
  %t = gnn.head_dot %z, %b : (tensor<?x40xf32>, tensor<1x1x40xf32>) -> tensor<?x1xf32>
  return %z, %s, %t : tensor<?x40xf32>, tensor<?x1xf32>, tensor<?x1xf32>
}

// The same where the rows of the product are computed of a tile of others, and
// of the row of a hub.

// CHECK-LABEL: func.func @behind_fused_product
// CHECK-SAME: %[[OUT:[^ ]*]]: memref<?x40xf32, strided<[?, 1]>>, %[[S:[^ ]*]]: memref<?x1xf32, strided<[?, 1]>>)
// CHECK: scf.if
// CHECK: vector.store %{{.*}}, %[[OUT]]
// CHECK: vector.store %{{.*}}, %[[S]]
// CHECK: scf.parallel
// CHECK: memref.alloca
// CHECK: vector.store %{{.*}}, %[[OUT]]
// CHECK: vector.load %[[OUT]]
// CHECK: vector.store %{{.*}}, %[[S]]
// CHECK-NOT: scf.parallel
// CHECK: return
func.func @behind_fused_product(%graph: !gnn.graph, %x: tensor<?x8xf32>) -> (tensor<?x40xf32>, tensor<?x1xf32>) {
  %w = ml_program.global_load_const @w : tensor<40x8xf32>
  %a = ml_program.global_load_const @a1x40 : tensor<1x1x40xf32>
  %y = gnn.aggregate sum %graph, %x : (!gnn.graph, tensor<?x8xf32>) -> tensor<?x8xf32>
  %z = gnn.linear %y, %w : (tensor<?x8xf32>, tensor<40x8xf32>) -> tensor<?x40xf32>
  // REMARK-DAG: :[[@LINE+1]]:{{.*}} remark: [Passed] {{.*}}"computed in the loop of gnn.linear"
  %s = gnn.head_dot %z, %a : (tensor<?x40xf32>, tensor<1x1x40xf32>) -> tensor<?x1xf32>
  return %z, %s : tensor<?x40xf32>, tensor<?x1xf32>
}

// Rows that a reduction writes, a tile of them or a hub's.

// CHECK-LABEL: func.func @behind_aggregate
// CHECK-SAME: %[[OUT:[^ ]*]]: memref<?x40xf32, strided<[?, 1]>>, %[[S:[^ ]*]]: memref<?x1xf32, strided<[?, 1]>>)
// CHECK: scf.if
// CHECK: vector.store %{{.*}}, %[[OUT]]
// CHECK: vector.store %{{.*}}, %[[S]]
// CHECK: scf.parallel
// CHECK: vector.store %{{.*}}, %[[OUT]]
// CHECK: vector.load %[[OUT]]
// CHECK: vector.store %{{.*}}, %[[S]]
// CHECK-NOT: scf.parallel
// CHECK: return
func.func @behind_aggregate(%graph: !gnn.graph, %x: tensor<?x40xf32>) -> (tensor<?x40xf32>, tensor<?x1xf32>) {
  %a = ml_program.global_load_const @a1x40 : tensor<1x1x40xf32>
  %y = gnn.aggregate sum %graph, %x : (!gnn.graph, tensor<?x40xf32>) -> tensor<?x40xf32>
  %z = gnn.relu %y : tensor<?x40xf32>
  // REMARK-DAG: :[[@LINE+1]]:{{.*}} remark: [Passed] {{.*}}"computed in the loop of gnn.aggregate"
  %s = gnn.head_dot %z, %a : (tensor<?x40xf32>, tensor<1x1x40xf32>) -> tensor<?x1xf32>
  return %z, %s : tensor<?x40xf32>, tensor<?x1xf32>
}

// A loop has one number of heads, and what an elementwise op adds to a result
// may be known only later.

// CHECK-LABEL: func.func @obstacles
// CHECK-COUNT-3: scf.parallel
// CHECK-NOT: scf.parallel
// CHECK: return
func.func @obstacles(%x: tensor<?x8xf32>) -> (tensor<?x1xf32>, tensor<?x5xf32>, tensor<?x5xf32>) {
  %w = ml_program.global_load_const @w : tensor<40x8xf32>
  %a = ml_program.global_load_const @a1x40 : tensor<1x1x40xf32>
  %b = ml_program.global_load_const @a5x8 : tensor<1x5x8xf32>
  %y = gnn.linear %x, %w : (tensor<?x8xf32>, tensor<40x8xf32>) -> tensor<?x40xf32>
  %s = gnn.head_dot %y, %a : (tensor<?x40xf32>, tensor<1x1x40xf32>) -> tensor<?x1xf32>
  // REMARK-DAG: :[[@LINE+1]]:{{.*}} remark: [Missed] {{.*}}"another one that reads its rows has another number of heads"
  %t = gnn.head_dot %y, %b : (tensor<?x40xf32>, tensor<1x5x8xf32>) -> tensor<?x5xf32>
  // REMARK-DAG: :[[@LINE+1]]:{{.*}} remark: [Missed] {{.*}}"an elementwise op is computed on its result"
  %u = gnn.head_dot %y, %b : (tensor<?x40xf32>, tensor<1x5x8xf32>) -> tensor<?x5xf32>
  %v = gnn.relu %u : tensor<?x5xf32>
  return %s, %t, %v : tensor<?x1xf32>, tensor<?x5xf32>, tensor<?x5xf32>
}

// Four rows of three heads make three vectors of four sums. What is stored of a
// row may begin in one vector and end in the next.

// CHECK-LABEL: func.func @odd_heads
// CHECK: scf.for %[[ROW:[^ ]*]] = {{.*}} step %c4
// CHECK-COUNT-9: arith.addf %{{.*}} : vector<4xf32>
// CHECK-NOT: arith.addf
// CHECK: vector.shuffle %[[SUMS:.*]], %[[SUMS]] [0, 1] : vector<4xf32>, vector<4xf32>
// CHECK: vector.shuffle %[[SUMS]], %[[SUMS]] [1, 2] : vector<4xf32>, vector<4xf32>
// CHECK: vector.shuffle %[[SUMS]], %[[NEXT:.*]] [3, 4] : vector<4xf32>, vector<4xf32>
// CHECK: vector.shuffle %[[NEXT]], %[[NEXT]] [0, 1] : vector<4xf32>, vector<4xf32>
func.func @odd_heads(%x: tensor<?x21xf32>) -> tensor<?x3xf32> {
  %a = ml_program.global_load_const @a3x7 : tensor<1x3x7xf32>
  %y = gnn.head_dot %x, %a : (tensor<?x21xf32>, tensor<1x3x7xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}
