// RUN: gnn-opt %s --gnn-add-c-interface --split-input-file | FileCheck %s

// CHECK-LABEL: module @gcn
module @gcn {
  // CHECK: func.func @gcn_forward(%[[NODES:arg[0-9]+]]: i64, %[[EDGES:arg[0-9]+]]: i64,
  // CHECK-SAME: %[[ROW_PTR:arg[0-9]+]]: !llvm.ptr, %[[COL_IDX:arg[0-9]+]]: !llvm.ptr,
  // CHECK-SAME: %[[X:arg[0-9]+]]: !llvm.ptr, %[[X_STRIDE:arg[0-9]+]]: i64,
  // CHECK-SAME: %[[OUT:arg[0-9]+]]: !llvm.ptr, %[[OUT_STRIDE:arg[0-9]+]]: i64) -> i32
  // A negative size is a huge unsigned one.
  // CHECK: arith.cmpi ule, %[[NODES]]
  // CHECK: arith.cmpi sge, %[[X_STRIDE]]
  // CHECK: scf.for
  // CHECK: call @forward
  // CHECK: func.func @gcn_forward_version() -> i32
  // CHECK: func.func private @forward
  // CHECK-SAME: llvm.linkage = #llvm.linkage<internal>
  func.func @forward(%row_ptr: memref<?xi64>, %col_idx: memref<?xi32>,
                     %x: memref<?x4xf32, strided<[?, 1]>>,
                     %out: memref<?x4xf32, strided<[?, 1]>>)
      attributes {gnn.signature = (!gnn.graph, tensor<?x4xf32>) -> tensor<?x4xf32>,
                  gnn.result_rows = ["nodes"]} {
    return
  }
}

// -----

// A status is passed on, where the arguments are possible.
// CHECK-LABEL: module @gpu
// CHECK: func.func @gpu_forward
// CHECK: %[[STATUS:.*]] = func.call @forward
// CHECK-NEXT: scf.yield %[[STATUS]] : i32
// CHECK-NEXT: } else {
// CHECK: return %{{.*}} : i32
module @gpu {
  func.func @forward(%row_ptr: memref<?xi64>, %col_idx: memref<?xi32>,
                     %x: memref<?x4xf32, strided<[?, 1]>>,
                     %out: memref<?x4xf32, strided<[?, 1]>>) -> i32
      attributes {gnn.signature = (!gnn.graph, tensor<?x4xf32>) -> tensor<?x4xf32>,
                  gnn.result_rows = ["nodes"]} {
    %c0 = arith.constant 0 : i32
    return %c0 : i32
  }
}
