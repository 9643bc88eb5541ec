// RUN: gnn-opt %s --convert-gnn-to-gpu --canonicalize --cse | FileCheck %s

// A function for buffers of the host, as on the CPU, and one for buffers of the
// device.

// CHECK-LABEL: func.func @arguments_and_results(
// CHECK-SAME: %[[PTR:[^:]*]]: memref<?xi64>, %[[COL:[^:]*]]: memref<?xi32>,
// CHECK-SAME: %[[X:[^:]*]]: memref<?x5xf32, strided<[?, 1]>>, %[[SCALE:[^:]*]]: memref<?xf32>, %[[OUT:[^:]*]]: memref<?x5xf32, strided<[?, 1]>>)
// CHECK-SAME: attributes {llvm.emit_c_interface}
// CHECK: %[[DPTR:.*]] = gpu.alloc {{.*}} : memref<?xi64, 1>
// CHECK: gpu.memcpy %[[DPTR]], %[[PTR]]
// CHECK: %[[DCOL:.*]] = gpu.alloc {{.*}} : memref<?xi32, 1>
// CHECK: gpu.memcpy %[[DCOL]], %[[COL]]
// The padding of rows is 0.
// CHECK: %[[DX:.*]] = gpu.alloc {{.*}} : memref<?x8xf32, 1>
// CHECK: gpu.memset %[[DX]], %{{.*}} : memref<?x8xf32, 1>, f32
// CHECK: %[[ROWS:.*]] = memref.subview %[[DX]][0, 0] [%{{.*}}, 5] [1, 1]
// CHECK: gpu.memcpy %[[ROWS]], %[[X]]
// CHECK: %[[DSCALE:.*]] = gpu.alloc
// CHECK: gpu.memcpy %[[DSCALE]], %[[SCALE]]
// CHECK: %[[DOUT:.*]] = gpu.alloc {{.*}} : memref<?x8xf32, 1>
// CHECK: call @arguments_and_results_on_device(%[[DPTR]], %[[DCOL]], %[[DX]], %[[DSCALE]], %[[DOUT]])
// CHECK-DAG: gpu.dealloc %[[DPTR]]
// CHECK-DAG: gpu.dealloc %[[DX]]
// CHECK-DAG: %[[RESULT:.*]] = memref.subview %[[DOUT]]
// CHECK-DAG: gpu.memcpy %[[OUT]], %[[RESULT]]
// CHECK: gpu.dealloc %[[DOUT]]
// CHECK-NEXT: return

// CHECK-LABEL: func.func private @arguments_and_results_on_device(
// CHECK-SAME: memref<?xi64, 1>, {{.*}}memref<?xi32, 1>, {{.*}}memref<?x8xf32, 1>, {{.*}}memref<?xf32, 1>, {{.*}}memref<?x8xf32, 1>)
func.func @arguments_and_results(%graph: !gnn.graph, %x: tensor<?x5xf32>, %scale: tensor<?xf32>) -> tensor<?x5xf32> {
  %s = gnn.scale_rows %x, %scale : (tensor<?x5xf32>, tensor<?xf32>) -> tensor<?x5xf32>
  %y = gnn.aggregate sum %graph, %s : (!gnn.graph, tensor<?x5xf32>) -> tensor<?x5xf32>
  return %y : tensor<?x5xf32>
}

// Nobody calls a private function, which has buffers of the device only.

// CHECK-LABEL: func.func private @private_function(%{{.*}}: memref<?x4xf32, 1>, %{{.*}}: memref<?x4xf32, 1>)
// CHECK-NOT: @private_function_on_device
func.func private @private_function(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %y = gnn.relu %x : tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// CHECK-LABEL: func.func private @copies_what_it_did_not_compute_on_device
// CHECK-SAME: (%[[X:[^:]*]]: memref<?x4xf32, 1>, %[[OUT:[^:]*]]: memref<?x4xf32, 1>)
// CHECK-NEXT: gpu.memcpy %[[OUT]], %[[X]]
func.func @copies_what_it_did_not_compute(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  return %x : tensor<?x4xf32>
}

// A temporary is freed behind the launch that reads it last.

// CHECK-LABEL: func.func private @frees_temporaries_on_device
// CHECK: %[[FIRST:.*]] = gpu.alloc {{.*}} : memref<?x4xf32, 1>
// CHECK: gpu.launch
// CHECK: %[[SECOND:.*]] = gpu.alloc {{.*}} : memref<?x4xf32, 1>
// CHECK: gpu.launch
// CHECK: gpu.dealloc %[[FIRST]]
// CHECK: gpu.launch
// CHECK: gpu.dealloc %[[SECOND]]
// CHECK-NEXT: return
func.func @frees_temporaries(%graph: !gnn.graph, %x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %0 = gnn.aggregate sum %graph, %x : (!gnn.graph, tensor<?x4xf32>) -> tensor<?x4xf32>
  %1 = gnn.aggregate max %graph, %0 : (!gnn.graph, tensor<?x4xf32>) -> tensor<?x4xf32>
  %2 = gnn.aggregate mean %graph, %1 : (!gnn.graph, tensor<?x4xf32>) -> tensor<?x4xf32>
  return %2 : tensor<?x4xf32>
}
