// RUN: gnn-opt %s --convert-gnn-to-vector --canonicalize --cse | FileCheck %s
// RUN: gnn-opt %s --convert-gnn-to-vector=fuse-products=false --canonicalize --cse | FileCheck %s --check-prefix=STORED
// RUN: gnn-opt %s --convert-gnn-to-vector --remarks-filter=convert-gnn-to-vector -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK
// RUN: gnn-opt %s --convert-gnn-to-vector=fuse-products=false --remarks-filter-missed=convert-gnn-to-vector -o /dev/null 2>&1 | FileCheck %s --check-prefix=OFF

ml_program.global private @w(dense<0.5> : tensor<16x64xf32>) : tensor<16x64xf32>
ml_program.global private @second(dense<0.5> : tensor<40x16xf32>) : tensor<40x16xf32>
ml_program.global private @sparse(dense<0.5> : tensor<16x64xf32, #gnn.csr>) : tensor<16x64xf32, #gnn.csr>
ml_program.global private @wide(dense<0.5> : tensor<16x4000xf32>) : tensor<16x4000xf32>

// A tile of aggregated rows lies on the stack, and is multiplied there: no
// matrix of nodes is allocated. A hub, which all threads sum up, is multiplied
// by itself.

// REMARK-DAG: multiplied the rows of gnn.aggregate by tiles of 384
// CHECK-LABEL: func.func @tiles
// CHECK-SAME: %[[OUT:[^ ]*]]: memref<?x16xf32, strided<[?, 1]>>)
// CHECK-NOT: memref.alloc() {{.*}} : memref<?
// CHECK: scf.if
// CHECK: %[[HUB:.*]] = memref.alloc() {{.*}} : memref<1x64xf32>
// CHECK: memref.alloc() {{.*}} : memref<64x64xf32>
// CHECK: memref.load %[[HUB]]
// CHECK: scf.parallel
// CHECK: %[[TILE:.*]] = memref.alloca() {alignment = 64 : i64} : memref<384x64xf32>
// CHECK: scf.for %[[FIRST:.*]] = {{.*}} step %c384
// CHECK: scf.for %[[ROW:.*]] = %[[FIRST]] to
// CHECK: scf.for
// CHECK: %[[PLACE:.*]] = arith.subi %[[ROW]], %[[FIRST]]
// CHECK: vector.store %{{.*}}, %[[TILE]][%[[PLACE]],
// CHECK: scf.for %{{.*}} step %c6
// CHECK: memref.load %[[TILE]]
// CHECK-COUNT-12: vector.fma
// CHECK: vector.store %{{.*}}, %[[OUT]]
// CHECK: return

// OFF-COUNT-6: fuse-products=false was asked for
// STORED-LABEL: func.func @tiles
// STORED: memref.reinterpret_cast {{.*}} to memref<?x64xf32, strided<[64, 1]>>
func.func @tiles(%graph: !gnn.graph, %x: tensor<?x64xf32>) -> tensor<?x16xf32> {
  %w = ml_program.global_load_const @w : tensor<16x64xf32>
  %a = gnn.aggregate mean %graph, %x : (!gnn.graph, tensor<?x64xf32>) -> tensor<?x64xf32>
  %y = gnn.linear %a, %w : (tensor<?x64xf32>, tensor<16x64xf32>) -> tensor<?x16xf32>
  return %y : tensor<?x16xf32>
}

// So does a tile of rows that attention sums up, in groups that do not pass its
// end: the memory of scores and that of the tile are the thread's own.

// REMARK-DAG: multiplied the rows of gnn.attention by tiles of 384
// CHECK-LABEL: func.func @multiplies_attention
// CHECK-NOT: memref.alloc() {{.*}} : memref<?
// CHECK: scf.parallel
// CHECK: scf.parallel
// CHECK-COUNT-2: memref.alloca() {alignment = 64 : i64} : memref<4104xf32>
// CHECK: %[[TILE:.*]] = memref.alloca() {alignment = 64 : i64} : memref<384x64xf32>
// CHECK: scf.for %{{.*}} step %c384
// CHECK: math.exp
// CHECK: vector.store %{{.*}}, %[[TILE]]
// CHECK: scf.for %{{.*}} step %c6
// CHECK: memref.load %[[TILE]]
// CHECK-NOT: scf.parallel
// CHECK: return
func.func @multiplies_attention(%graph: !gnn.graph, %x: tensor<?x64xf32>, %s: tensor<?x4xf32>, %t: tensor<?x4xf32>) -> tensor<?x16xf32> {
  %w = ml_program.global_load_const @w : tensor<16x64xf32>
  %a = gnn.attention %graph, %x, %s, %t {negative_slope = 2.000000e-01 : f64}
    : (!gnn.graph, tensor<?x64xf32>, tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<?x64xf32>
  %y = gnn.linear %a, %w : (tensor<?x64xf32>, tensor<16x64xf32>) -> tensor<?x16xf32>
  return %y : tensor<?x16xf32>
}

// The sum moves behind what the product's elementwise ops read: two loops, the
// first of them the other product.

// CHECK-LABEL: func.func @moves_down_to_the_product
// CHECK: scf.parallel
// CHECK-NOT: memref.alloca
// CHECK: vector.fma
// CHECK: memref.alloca
// CHECK: vector.fma
// CHECK: arith.cmpf olt
// CHECK: memref.dealloc
// CHECK-NOT: scf.parallel
// CHECK: return
func.func @moves_down_to_the_product(%graph: !gnn.graph, %x: tensor<?x64xf32>) -> tensor<?x16xf32> {
  %w = ml_program.global_load_const @w : tensor<16x64xf32>
  %a = gnn.aggregate sum %graph, %x : (!gnn.graph, tensor<?x64xf32>) -> tensor<?x64xf32>
  %b = gnn.add %a, %x : tensor<?x64xf32>
  %r = gnn.linear %x, %w : (tensor<?x64xf32>, tensor<16x64xf32>) -> tensor<?x16xf32>
  %l = gnn.linear %b, %w : (tensor<?x64xf32>, tensor<16x64xf32>) -> tensor<?x16xf32>
  %q = gnn.relu %r : tensor<?x16xf32>
  %s = gnn.add %l, %q : tensor<?x16xf32>
  %y = gnn.relu %s : tensor<?x16xf32>
  return %y : tensor<?x16xf32>
}

// So is a product that another one alone reads: the sum's rows and those of the
// first product lie in two tiles of one width.

// REMARK-DAG: multiplied the rows of gnn.linear by tiles of 384
// CHECK-LABEL: func.func @multiplies_twice
// CHECK-NOT: memref.alloc() {{.*}} : memref<?
// CHECK: scf.parallel
// CHECK: %[[SUMS:.*]] = memref.alloca() {alignment = 64 : i64} : memref<384x64xf32>
// CHECK: %[[HIDDEN:.*]] = memref.alloca() {alignment = 64 : i64} : memref<384x64xf32>
// CHECK: vector.store %{{.*}}, %[[SUMS]]
// CHECK: memref.load %[[SUMS]]
// CHECK: arith.select
// CHECK: vector.store %{{.*}}, %[[HIDDEN]]
// CHECK: memref.load %[[HIDDEN]]
// CHECK-NOT: scf.parallel
// CHECK: return
func.func @multiplies_twice(%graph: !gnn.graph, %x: tensor<?x64xf32>) -> tensor<?x40xf32> {
  %v = ml_program.global_load_const @w : tensor<16x64xf32>
  %w = ml_program.global_load_const @second : tensor<40x16xf32>
  %a = gnn.aggregate sum %graph, %x : (!gnn.graph, tensor<?x64xf32>) -> tensor<?x64xf32>
  %h = gnn.linear %a, %v : (tensor<?x64xf32>, tensor<16x64xf32>) -> tensor<?x16xf32>
  %r = gnn.relu %h : tensor<?x16xf32>
  %y = gnn.linear %r, %w : (tensor<?x16xf32>, tensor<40x16xf32>) -> tensor<?x40xf32>
  return %y : tensor<?x40xf32>
}

// Without a sum, one tile does.

// CHECK-LABEL: func.func @multiplies_twice_without_a_graph
// CHECK-NOT: memref.alloc() {{.*}} : memref<?
// CHECK: scf.parallel
// CHECK: %[[HIDDEN:.*]] = memref.alloca() {alignment = 64 : i64} : memref<384x16xf32>
// CHECK-NOT: memref.alloca
// CHECK: vector.store %{{.*}}, %[[HIDDEN]]
// CHECK: memref.load %[[HIDDEN]]
// CHECK-NOT: scf.parallel
// CHECK: return
func.func @multiplies_twice_without_a_graph(%x: tensor<?x64xf32>) -> tensor<?x40xf32> {
  %v = ml_program.global_load_const @w : tensor<16x64xf32>
  %w = ml_program.global_load_const @second : tensor<40x16xf32>
  %h = gnn.linear %x, %v : (tensor<?x64xf32>, tensor<16x64xf32>) -> tensor<?x16xf32>
  %y = gnn.linear %h, %w : (tensor<?x16xf32>, tensor<40x16xf32>) -> tensor<?x40xf32>
  return %y : tensor<?x40xf32>
}

// A product that is added to another is multiplied in the same tile: there is
// one loop, and no matrix of nodes.

// REMARK-DAG: multiplied by tiles beside the rows of gnn.linear
// CHECK-LABEL: func.func @adds_a_product
// CHECK-SAME: %[[X:[^ ]*]]: memref<?x64xf32{{.*}}, %[[OUT:[^ ]*]]: memref<?x16xf32
// CHECK-NOT: memref.alloc() {{.*}} : memref<?
// CHECK: scf.parallel
// CHECK: %[[TILE:.*]] = memref.alloca() {alignment = 64 : i64} : memref<384x64xf32>
// CHECK: %[[ADDED:.*]] = memref.alloca() {alignment = 64 : i64} : memref<384x16xf32>
// CHECK: memref.load %[[X]]
// CHECK: vector.store %{{.*}}, %[[ADDED]]
// CHECK: memref.load %[[TILE]]
// CHECK: vector.load %[[ADDED]]
// CHECK: vector.store %{{.*}}, %[[OUT]]
// CHECK-NOT: scf.parallel
// CHECK: return
func.func @adds_a_product(%graph: !gnn.graph, %x: tensor<?x64xf32>) -> tensor<?x16xf32> {
  %w = ml_program.global_load_const @w : tensor<16x64xf32>
  %a = gnn.aggregate sum %graph, %x : (!gnn.graph, tensor<?x64xf32>) -> tensor<?x64xf32>
  %l = gnn.linear %a, %w : (tensor<?x64xf32>, tensor<16x64xf32>) -> tensor<?x16xf32>
  %v = ml_program.global_load_const @w : tensor<16x64xf32>
  %r = gnn.linear %x, %v : (tensor<?x64xf32>, tensor<16x64xf32>) -> tensor<?x16xf32>
  %s = gnn.add %l, %r : tensor<?x16xf32>
  %y = gnn.relu %s : tensor<?x16xf32>
  return %y : tensor<?x16xf32>
}

// So is one that is added to the rows of a sum.

// REMARK-DAG: multiplied by tiles beside the rows of gnn.aggregate
// CHECK-LABEL: func.func @adds_a_product_to_a_sum
// CHECK: scf.parallel
// CHECK: %[[ADDED:.*]] = memref.alloca() {alignment = 64 : i64} : memref<{{[0-9]+}}x16xf32>
// CHECK: vector.store %{{.*}}, %[[ADDED]]
// CHECK: vector.load %[[ADDED]]
// CHECK-NOT: scf.parallel
// CHECK: return
func.func @adds_a_product_to_a_sum(%graph: !gnn.graph, %x: tensor<?x64xf32>, %z: tensor<?x16xf32>) -> tensor<?x16xf32> {
  %w = ml_program.global_load_const @w : tensor<16x64xf32>
  %a = gnn.aggregate sum %graph, %z : (!gnn.graph, tensor<?x16xf32>) -> tensor<?x16xf32>
  %r = gnn.linear %x, %w : (tensor<?x64xf32>, tensor<16x64xf32>) -> tensor<?x16xf32>
  %s = gnn.add %a, %r : tensor<?x16xf32>
  return %s : tensor<?x16xf32>
}

// REMARK-DAG: an unstructured weight is multiplied row by row
// REMARK-DAG: the product reads sparse features
// CHECK-LABEL: func.func @adds_other_products
// CHECK: memref.reinterpret_cast {{.*}} to memref<?x16xf32
// CHECK: return
func.func @adds_other_products(%graph: !gnn.graph, %x: tensor<?x64xf32>, %u: tensor<?x64xf32, #gnn.csr>, %z: tensor<?x16xf32>) -> (tensor<?x16xf32>, tensor<?x16xf32>) {
  %w = ml_program.global_load_const @w : tensor<16x64xf32>
  %v = ml_program.global_load_const @sparse : tensor<16x64xf32, #gnn.csr>
  %a = gnn.aggregate sum %graph, %z : (!gnn.graph, tensor<?x16xf32>) -> tensor<?x16xf32>
  %r = gnn.linear %x, %v : (tensor<?x64xf32>, tensor<16x64xf32, #gnn.csr>) -> tensor<?x16xf32>
  %s = gnn.add %a, %r : tensor<?x16xf32>
  %b = gnn.aggregate mean %graph, %z : (!gnn.graph, tensor<?x16xf32>) -> tensor<?x16xf32>
  %q = gnn.linear %u, %w : (tensor<?x64xf32, #gnn.csr>, tensor<16x64xf32>) -> tensor<?x16xf32>
  %t = gnn.add %b, %q : tensor<?x16xf32>
  return %s, %t : tensor<?x16xf32>, tensor<?x16xf32>
}

// REMARK-DAG: an unstructured weight is multiplied with rows that are stored
// CHECK-LABEL: func.func @unstructured
// CHECK: memref.reinterpret_cast {{.*}} to memref<?x64xf32
func.func @unstructured(%graph: !gnn.graph, %x: tensor<?x64xf32>) -> tensor<?x16xf32> {
  %w = ml_program.global_load_const @sparse : tensor<16x64xf32, #gnn.csr>
  %a = gnn.aggregate sum %graph, %x : (!gnn.graph, tensor<?x64xf32>) -> tensor<?x64xf32>
  %y = gnn.linear %a, %w : (tensor<?x64xf32>, tensor<16x64xf32, #gnn.csr>) -> tensor<?x16xf32>
  return %y : tensor<?x16xf32>
}

// REMARK-DAG: a tile of the rows is too large for a cache
// CHECK-LABEL: func.func @too_wide
// CHECK: memref.reinterpret_cast {{.*}} to memref<?x4000xf32
func.func @too_wide(%graph: !gnn.graph, %x: tensor<?x4000xf32>) -> tensor<?x16xf32> {
  %w = ml_program.global_load_const @wide : tensor<16x4000xf32>
  %a = gnn.aggregate sum %graph, %x : (!gnn.graph, tensor<?x4000xf32>) -> tensor<?x4000xf32>
  %y = gnn.linear %a, %w : (tensor<?x4000xf32>, tensor<16x4000xf32>) -> tensor<?x16xf32>
  return %y : tensor<?x16xf32>
}

// What is read twice is stored, without a word.

// CHECK-LABEL: func.func @read_twice
// CHECK: memref.reinterpret_cast {{.*}} to memref<?x16xf32
// CHECK-NOT: memref.alloca
// CHECK: return
// REMARK-NOT: multiplied the rows
func.func @read_twice(%graph: !gnn.graph, %x: tensor<?x16xf32>, %v: tensor<16x16xf32>) -> (tensor<?x16xf32>, tensor<?x16xf32>) {
  %a = gnn.aggregate sum %graph, %x : (!gnn.graph, tensor<?x16xf32>) -> tensor<?x16xf32>
  %b = gnn.relu %a : tensor<?x16xf32>
  %c = gnn.add %a, %b : tensor<?x16xf32>
  return %b, %c : tensor<?x16xf32>, tensor<?x16xf32>
}
