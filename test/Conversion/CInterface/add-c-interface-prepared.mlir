// RUN: gnn-opt %s --gnn-add-c-interface | FileCheck %s

// A model whose graph is prepared has a function for both steps and one for each.

module @gcn {
  // CHECK-LABEL: func.func @gcn_forward(
  // CHECK: %[[BLOCK:.*]] = memref.alloc(%{{.*}}) {alignment = 64 : i64} : memref<?xi8>
  // CHECK: call @forward_prepare
  // CHECK: call @forward(
  // CHECK: memref.dealloc %[[BLOCK]]
  // CHECK-LABEL: func.func @gcn_forward_version() -> i32
  // N + 1 row pointers, N + E sources and N factors, each rounded up to 64 bytes;
  // never nothing, for which malloc may give NULL.
  // CHECK-LABEL: func.func @gcn_forward_prepared_bytes(
  // CHECK-SAME: %[[N:[a-z0-9]+]]: i64, %[[E:[a-z0-9]+]]: i64) -> i64
  // CHECK: llvm.add %[[N]], %{{.*}} : i64
  // CHECK: llvm.and
  // CHECK: llvm.add %[[N]], %{{.*}} : i64
  // CHECK: llvm.and
  // CHECK: llvm.mul %[[N]]
  // CHECK: %[[ALL:.*]] = llvm.and
  // CHECK: %[[BYTES:.*]] = arith.maxui %[[ALL]]
  // CHECK: return %[[BYTES]]
  // CHECK-LABEL: func.func @gcn_forward_prepare(
  // CHECK-SAME: %{{[a-z0-9]+}}: i64, %{{[a-z0-9]+}}: i64, %{{[a-z0-9]+}}: !llvm.ptr, %{{[a-z0-9]+}}: !llvm.ptr, %{{[a-z0-9]+}}: !llvm.ptr) -> i32
  // Both arrays of the graph are read to be tested.
  // CHECK-COUNT-2: scf.for
  // CHECK-NOT: memref.alloc
  // CHECK: call @forward_prepare
  // CHECK-LABEL: func.func @gcn_forward_run(
  // CHECK-NOT: scf.for
  // CHECK-NOT: memref.alloc
  // CHECK: call @forward(
  // CHECK-LABEL: func.func private @forward(
  func.func @forward_prepare(%row_ptr: memref<?xi64>, %col_idx: memref<?xi32>,
                             %loops: memref<?xi64>, %sources: memref<?xi32>,
                             %norm: memref<?xf32>)
      attributes {gnn.prepares = ["graph", "node_scalars"]} {
    return
  }
  func.func @forward(%row_ptr: memref<?xi64>, %col_idx: memref<?xi32>,
                     %x: memref<?x4xf32, strided<[?, 1]>>,
                     %loops: memref<?xi64>, %sources: memref<?xi32>,
                     %norm: memref<?xf32>,
                     %out: memref<?x4xf32, strided<[?, 1]>>)
      attributes {gnn.signature = (!gnn.graph, tensor<?x4xf32>) -> tensor<?x4xf32>,
                  gnn.result_rows = ["nodes"], gnn.prepared_by = @forward_prepare} {
    return
  }
}
