// RUN: gnn-opt %s --convert-gnn-to-vector --canonicalize --cse | FileCheck %s

// What a function takes: graphs and sparse features as their buffers, results
// last. Nobody calls a private function, which gets no C wrapper.

// CHECK-LABEL: func.func @arguments_and_results(
// CHECK-SAME: %{{[^:]*}}: memref<?xi64>, %{{[^:]*}}: memref<?xi32>,
// CHECK-SAME: %{{[^:]*}}: memref<?xi64>, %{{[^:]*}}: memref<?xi32>, %{{[^:]*}}: memref<?xf32>,
// CHECK-SAME: %{{[^:]*}}: memref<?xi64>, %{{[^:]*}}: memref<?xf32>,
// CHECK-SAME: %{{[^:]*}}: memref<?x4xf32, strided<[?, 1]>>, %{{[^:]*}}: memref<?xf32>)
// CHECK-SAME: attributes {llvm.emit_c_interface}
func.func @arguments_and_results(%graph: !gnn.graph, %x: tensor<?x4xf32, #gnn.csr>, %ptr: tensor<?xi64>, %scale: tensor<?xf32>)
    -> (tensor<?x4xf32>, tensor<?xf32>) {
  %d = gnn.to_dense %x : (tensor<?x4xf32, #gnn.csr>) -> tensor<?x4xf32>
  %n = gnn.gcn_norm %graph : (!gnn.graph) -> tensor<?xf32>
  // CHECK-NOT: memref.alloc
  // CHECK: return
  return %d, %n : tensor<?x4xf32>, tensor<?xf32>
}

// CHECK-LABEL: func.func private @private_function
// CHECK-NOT: llvm.emit_c_interface
// CHECK: return
func.func private @private_function(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %y = gnn.relu %x : tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// CHECK-LABEL: func.func @copies_what_it_did_not_compute
// CHECK-SAME: (%[[X:[^:]*]]: memref<?x4xf32, strided<[?, 1]>>, %[[OUT:[^:]*]]: memref<?x4xf32, strided<[?, 1]>>)
// CHECK: %[[ROW:.*]] = vector.load %[[X]][%[[I:.*]], %[[C:.*]]]
// CHECK: vector.store %[[ROW]], %[[OUT]][%[[I]], %[[C]]]
func.func @copies_what_it_did_not_compute(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  return %x : tensor<?x4xf32>
}

// A temporary is freed behind the loop that reads it last; its rows are padded.

// CHECK-LABEL: func.func @frees_temporaries
// CHECK: %[[FIRST:.*]] = memref.alloc
// CHECK: memref.reinterpret_cast %[[FIRST]] {{.*}} strides: [8, 1] : memref<?xf32> to memref<?x7xf32, strided<[8, 1]>>
// CHECK: scf.parallel
// CHECK: %[[SECOND:.*]] = memref.alloc
// CHECK: scf.parallel
// CHECK: memref.dealloc %[[FIRST]]
// CHECK: scf.parallel
// CHECK: memref.dealloc %[[SECOND]]
// CHECK-NEXT: return
func.func @frees_temporaries(%graph: !gnn.graph, %x: tensor<?x7xf32>) -> tensor<?x7xf32> {
  %0 = gnn.aggregate sum %graph, %x : (!gnn.graph, tensor<?x7xf32>) -> tensor<?x7xf32>
  %1 = gnn.aggregate max %graph, %0 : (!gnn.graph, tensor<?x7xf32>) -> tensor<?x7xf32>
  %2 = gnn.aggregate mean %graph, %1 : (!gnn.graph, tensor<?x7xf32>) -> tensor<?x7xf32>
  return %2 : tensor<?x7xf32>
}
