// RUN: gnn-opt %s --convert-gnn-to-vector --canonicalize --cse | FileCheck %s
// RUN: gnn-opt %s --convert-gnn-to-vector --remarks-filter=convert-gnn-to-vector -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK

ml_program.global private @w(dense<0.5> : tensor<8x4xf32>) : tensor<8x4xf32>
ml_program.global private @b(dense<0.25> : tensor<8xf32>) : tensor<8xf32>

// Rows, channels and other features join the registers of the aggregation, of
// hubs first and then of all other rows.

// REMARK-DAG: computed gnn.scale_rows on the rows of gnn.aggregate
// REMARK-DAG: computed gnn.bias_add on the rows of gnn.aggregate
// CHECK-LABEL: func.func @whole_chain
// CHECK-SAME: %{{.*}}: memref<?xi64>, %{{.*}}: memref<?xi32>, %[[X:[^:]*]]: {{[^,]*, [^,]*, [^,]*}}, %[[S:[^:]*]]: memref<?xf32>
// CHECK-NOT: memref.alloc() {{.*}} : memref<?
// CHECK: %[[B:.*]] = memref.get_global @b.vector
// CHECK: scf.parallel
// CHECK: scf.parallel
// CHECK: scf.for %[[ROW:.*]] =
// CHECK: } else {
// CHECK: arith.addf
// CHECK-NEXT: arith.addf
// CHECK-NEXT: %[[SUM:.*]] = arith.addf
// CHECK: %[[S_ROW:.*]] = memref.load %[[S]][%[[ROW]]]
// CHECK: %[[S_ALL:.*]] = vector.broadcast %[[S_ROW]]
// CHECK: %[[SCALED:.*]] = arith.mulf %[[SUM]], %[[S_ALL]]
// CHECK: %[[BIAS:.*]] = vector.load %[[B]]
// CHECK: %[[BIASED:.*]] = arith.addf %[[SCALED]], %[[BIAS]]
// CHECK: %[[X_ROW:.*]] = vector.load %[[X]][%[[ROW]],
// CHECK: %[[ADDED:.*]] = arith.addf %[[BIASED]], %[[X_ROW]]
// CHECK: arith.cmpf olt, %[[ADDED]]
// CHECK: vector.store
// CHECK-NOT: scf.parallel
func.func @whole_chain(%graph: !gnn.graph, %x: tensor<?x8xf32>, %s: tensor<?xf32>) -> tensor<?x8xf32> {
  %b = ml_program.global_load_const @b : tensor<8xf32>
  %0 = gnn.aggregate sum %graph, %x : (!gnn.graph, tensor<?x8xf32>) -> tensor<?x8xf32>
  %1 = gnn.scale_rows %0, %s : (tensor<?x8xf32>, tensor<?xf32>) -> tensor<?x8xf32>
  %2 = gnn.bias_add %1, %b : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  %3 = gnn.add %2, %x : tensor<?x8xf32>
  %4 = gnn.relu %3 : tensor<?x8xf32>
  return %4 : tensor<?x8xf32>
}

// A node's own row, as often as loops are missing, joins the sum over its
// neighbours, and with it the rows that are multiplied.

// REMARK-DAG: computed gnn.add_scaled_rows on the rows of gnn.aggregate
// REMARK-DAG: multiplied the rows of gnn.aggregate by tiles
// CHECK-LABEL: func.func @missing_loops
// CHECK-SAME: %{{.*}}: memref<?xi64>, %{{.*}}: memref<?xi32>, %[[X:[^:]*]]: {{[^,]*, [^,]*, [^,]*}}, %[[M:[^:]*]]: memref<?xf32>
// CHECK-NOT: memref.alloc(%
// CHECK: scf.parallel
// CHECK: scf.parallel
// CHECK: } else {
// CHECK: arith.addf
// CHECK-NEXT: arith.addf
// CHECK-NEXT: %[[SUM:.*]] = arith.addf
// CHECK: %[[OWN:.*]] = vector.load %[[X]]
// CHECK: %[[COUNT:.*]] = memref.load %[[M]]
// CHECK: %[[ALL:.*]] = vector.broadcast %[[COUNT]]
// CHECK: %[[TIMES:.*]] = arith.mulf %[[ALL]], %[[OWN]]
// CHECK: arith.addf %[[SUM]], %[[TIMES]]
// CHECK: vector.fma
// CHECK-NOT: scf.parallel
func.func @missing_loops(%graph: !gnn.graph, %x: tensor<?x4xf32>, %m: tensor<?xf32>) -> tensor<?x8xf32> {
  %w = ml_program.global_load_const @w : tensor<8x4xf32>
  %0 = gnn.aggregate sum %graph, %x : (!gnn.graph, tensor<?x4xf32>) -> tensor<?x4xf32>
  %1 = gnn.add_scaled_rows %0, %x, %m : (tensor<?x4xf32>, tensor<?x4xf32>, tensor<?xf32>) -> tensor<?x4xf32>
  %2 = gnn.linear %1, %w : (tensor<?x4xf32>, tensor<8x4xf32>) -> tensor<?x8xf32>
  return %2 : tensor<?x8xf32>
}

// The second product is there when the sum is needed, the first is not.

// CHECK-LABEL: func.func @joins_the_later_product
// CHECK-COUNT-2: scf.parallel
// CHECK-NOT: scf.parallel
func.func @joins_the_later_product(%x: tensor<?x4xf32, #gnn.csr>, %y: tensor<?x4xf32>) -> tensor<?x8xf32> {
  %w = ml_program.global_load_const @w : tensor<8x4xf32>
  %0 = gnn.linear %x, %w : (tensor<?x4xf32, #gnn.csr>, tensor<8x4xf32>) -> tensor<?x8xf32>
  %1 = gnn.linear %y, %w : (tensor<?x4xf32>, tensor<8x4xf32>) -> tensor<?x8xf32>
  %2 = gnn.add %0, %1 : tensor<?x8xf32>
  return %2 : tensor<?x8xf32>
}

// Products of dense features are multiplied together.

// CHECK-LABEL: func.func @adds_products
// CHECK: scf.parallel
// CHECK-NOT: scf.parallel
func.func @adds_products(%x: tensor<?x4xf32>, %y: tensor<?x4xf32>) -> tensor<?x8xf32> {
  %w = ml_program.global_load_const @w : tensor<8x4xf32>
  %0 = gnn.linear %x, %w : (tensor<?x4xf32>, tensor<8x4xf32>) -> tensor<?x8xf32>
  %1 = gnn.linear %y, %w : (tensor<?x4xf32>, tensor<8x4xf32>) -> tensor<?x8xf32>
  %2 = gnn.add %0, %1 : tensor<?x8xf32>
  return %2 : tensor<?x8xf32>
}

// CHECK-LABEL: func.func @elementwise_alone_is_one_loop
// CHECK: scf.parallel
// CHECK-NOT: scf.parallel
func.func @elementwise_alone_is_one_loop(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  %0 = gnn.relu %x : tensor<?x8xf32>
  %1 = gnn.add %0, %x : tensor<?x8xf32>
  return %1 : tensor<?x8xf32>
}

// A value that two read is stored.

// CHECK-LABEL: func.func @keeps_what_is_read_twice
// CHECK-COUNT-2: scf.parallel
// CHECK-NOT: scf.parallel
func.func @keeps_what_is_read_twice(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  %0 = gnn.relu %x : tensor<?x8xf32>
  %1 = gnn.add %0, %0 : tensor<?x8xf32>
  return %1 : tensor<?x8xf32>
}
