// RUN: gnn-opt %s --gnn-to-gpu-pipeline | FileCheck %s

// The first kernel reduces parts of 256 edges of the rows that have more than 512,
// into a row for each part; where no row can be long there is none.

// CHECK-LABEL: func.func private @sum_on_device
// CHECK: %[[CAN:.*]] = arith.cmpi sgt, %[[EDGES:.*]], %c512
// CHECK: %[[PARTS:.*]] = arith.select %{{.*}}, %{{.*}}, %c0
// CHECK: %[[PART_SUMS:.*]] = gpu.alloc (%[[PARTS]]) : memref<?x16xf32, 1>
// CHECK: gpu.launch_func @kernels::@aggregate_0 {{.*}}%[[PART_SUMS]]
// CHECK: gpu.launch_func @kernels::@aggregate_1 {{.*}}%[[PART_SUMS]]
// CHECK: gpu.dealloc %[[PART_SUMS]]
func.func @sum(%g: !gnn.graph, %x: tensor<?x16xf32>) -> tensor<?x16xf32> {
  %y = gnn.aggregate sum %g, %x : (!gnn.graph, tensor<?x16xf32>) -> tensor<?x16xf32>
  return %y : tensor<?x16xf32>
}

// Four threads of a row look up four sources in one request. An edge that the row
// does not have is not loaded.

// CHECK-LABEL: gpu.func @aggregate_1
// CHECK: scf.for {{.*}} step %c4_i32
// CHECK: scf.if %{{.*}} -> (i32)
// CHECK-NEXT: memref.load %{{.*}} : memref<?xi32, 1>
// CHECK-COUNT-4: gpu.shuffle idx
// CHECK-NOT: memref<?xi32, 1>
// CHECK-COUNT-4: vector.load {{.*}} : memref<?x16xf32, 1>, vector<4xf32>
// CHECK-COUNT-4: arith.addf
// CHECK: vector.store

// The nodes of a graph that is pooled are as many edges of one row are.

// CHECK-LABEL: gpu.func @pool_2
// CHECK: scf.while
// CHECK-LABEL: gpu.func @pool_3
func.func @pool(%x: tensor<?x16xf32>, %ptr: tensor<?xi64>) -> tensor<?x16xf32> {
  %y = gnn.pool max %x, %ptr : (tensor<?x16xf32>, tensor<?xi64>) -> tensor<?x16xf32>
  return %y : tensor<?x16xf32>
}
