// RUN: gnn-opt %s --gnn-apply-node-order | FileCheck %s

// CHECK-LABEL: func.func private @forward_prepare_ordered(
// CHECK-LABEL: func.func @forward_prepare(
// CHECK-SAME: %[[ROW_PTR:[a-z0-9]+]]: memref<?xi64>, %[[SOURCES:[a-z0-9]+]]: memref<?xi32>,
// CHECK-SAME: %[[ORDER:[a-z0-9]+]]: memref<?xi32>, %[[NEW_PTR:[a-z0-9]+]]: memref<?xi64>, %[[ROOM:[a-z0-9]+]]: memref<?xi32>,
// CHECK-SAME: %[[LOOPS:[a-z0-9]+]]: memref<?xi64>, %[[LOOP_SOURCES:[a-z0-9]+]]: memref<?xi32>, %[[NORM:[a-z0-9]+]]: memref<?xf32>)
// CHECK-SAME: gnn.prepares = ["node_indices", "graph", "graph", "node_scalars"]
// CHECK: %[[EDGES:.*]] = memref.dim %[[SOURCES]]
// CHECK: %[[NEW:.*]] = memref.reinterpret_cast %[[ROOM]] to offset: [0], sizes: [%[[EDGES]]], strides: [1]
// CHECK: call @gnn_order_by_rcm(%[[ROW_PTR]], %[[SOURCES]], %[[ORDER]])
// CHECK: call @gnn_permute_graph(%[[ROW_PTR]], %[[SOURCES]], %[[ORDER]], %[[NEW_PTR]], %[[NEW]])
// CHECK: call @forward_prepare_ordered(%[[NEW_PTR]], %[[NEW]], %[[LOOPS]], %[[LOOP_SOURCES]], %[[NORM]])
func.func @forward_prepare(%row_ptr: memref<?xi64>, %col_idx: memref<?xi32>,
                           %loops: memref<?xi64>, %sources: memref<?xi32>, %norm: memref<?xf32>)
    attributes {gnn.prepares = ["graph", "node_scalars"]} {
  return
}

// CHECK-LABEL: func.func private @forward_ordered(
// CHECK-SAME: llvm.linkage = #llvm.linkage<internal>
// CHECK-LABEL: func.func @forward(
// CHECK-SAME: memref<?xi64>, %{{[a-z0-9]+}}: memref<?xi32>, %[[X:[a-z0-9]+]]: memref<?x4xf32, strided<[?, 1]>>,
// CHECK-SAME: %[[ORDER:[a-z0-9]+]]: memref<?xi32>, %[[NEW_PTR:[a-z0-9]+]]: memref<?xi64>, %[[NEW:[a-z0-9]+]]: memref<?xi32>,
// CHECK-NOT: gnn.node_order
// CHECK: %[[ROWS:.*]] = memref.alloc
// CHECK: call @gnn_gather_rows(%{{.*}}, %[[ORDER]], %{{.*}})
// CHECK: %[[OUT:.*]] = memref.alloc
// CHECK: call @forward_ordered(%[[NEW_PTR]], %[[NEW]],
// CHECK: call @gnn_scatter_rows(%{{.*}}, %[[ORDER]], %{{.*}})
// CHECK: memref.dealloc %[[ROWS]]
// CHECK: memref.dealloc %[[OUT]]
func.func @forward(%row_ptr: memref<?xi64>, %col_idx: memref<?xi32>, %x: memref<?x4xf32, strided<[?, 1]>>,
                   %loops: memref<?xi64>, %sources: memref<?xi32>, %norm: memref<?xf32>,
                   %out: memref<?x2xf32, strided<[?, 1]>>)
    attributes {gnn.node_order = "rcm", gnn.prepared_by = @forward_prepare, gnn.result_rows = ["nodes"]} {
  return
}
