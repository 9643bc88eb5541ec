// RUN: gnn-opt %s --gnn-dispatch-versions | FileCheck %s

// Up to 2048 nodes below 3 edges a node, beyond below 1: with both tests the
// second version, with the first alone the first.

// CHECK-LABEL: func.func private @forward_version0
// CHECK-SAME: llvm.linkage = #llvm.linkage<internal>
// CHECK-LABEL: func.func @forward(
// CHECK-SAME: %[[X:.*]]: memref<?x4xf32>, %[[ROW_PTR:[a-z0-9]+]]: memref<?xi64>, %[[COL_IDX:[a-z0-9]+]]: memref<?xi32>)
// CHECK-SAME: attributes {llvm.emit_c_interface}
// CHECK: %[[ROWS:.*]] = memref.dim %[[ROW_PTR]]
// CHECK: %[[NODES:.*]] = arith.subi %[[ROWS]]
// CHECK: %[[EDGES:.*]] = memref.dim %[[COL_IDX]]
// CHECK: %[[SMALL:.*]] = arith.cmpi sle, %[[NODES]]
// CHECK: %[[THRESHOLD:.*]] = arith.select %[[SMALL]]
// CHECK: %[[LEFT:.*]] = arith.muli %[[EDGES]]
// CHECK: %[[RIGHT:.*]] = arith.muli %[[THRESHOLD]], %[[NODES]]
// CHECK: %[[FEW:.*]] = arith.cmpi slt, %[[LEFT]], %[[RIGHT]]
// CHECK: scf.if %[[FEW]] {
// CHECK: scf.if
// CHECK-NEXT: func.call @forward_version2
// CHECK-NEXT: } else {
// CHECK-NEXT: func.call @forward_version1
// CHECK: } else {
// CHECK-NEXT: func.call @forward_version0
// CHECK: func.func private @forward_version1
// CHECK-SAME: llvm.linkage = #llvm.linkage<internal>
func.func @forward(%x: memref<?x4xf32>, %row_ptr: memref<?xi64>, %col_idx: memref<?xi32>)
    attributes {llvm.emit_c_interface,
                gnn.versions = [{function = @forward_version1, row_ptr = 1 : i64, steps = array<i64: 2048, 192, 9223372036854775807, 64>},
                                {function = @forward_version2, row_ptr = 1 : i64, steps = array<i64: 9223372036854775807, 32>}]} {
  return
}
func.func private @forward_version1(%x: memref<?x4xf32>, %row_ptr: memref<?xi64>, %col_idx: memref<?xi32>) {
  return
}
func.func private @forward_version2(%x: memref<?x4xf32>, %row_ptr: memref<?xi64>, %col_idx: memref<?xi32>) {
  return
}
