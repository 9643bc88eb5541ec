// RUN: gnn-opt %s --gnn-merge-allocations --canonicalize --cse | FileCheck %s

func.func private @use(memref<?xf32>)

// b lives while a and c do; c has a's memory.

// CHECK-LABEL: func.func @turns(
// CHECK-SAME: %[[ROWS:.*]]: index)
// CHECK-DAG: %[[ZERO:.*]] = arith.constant 0 : index
// CHECK-DAG: %[[FOUR:.*]] = arith.constant 4 : index
// CHECK-DAG: %[[ALL:.*]] = arith.constant -64 : index
// CHECK-DAG: %[[REST:.*]] = arith.constant 63 : index
// CHECK: %[[BYTES:.*]] = arith.muli %[[ROWS]], %[[FOUR]]
// CHECK: %[[UP:.*]] = arith.addi %[[BYTES]], %[[REST]]
// CHECK: %[[SIZE:.*]] = arith.andi %[[UP]], %[[ALL]]
// CHECK: %[[TOTAL:.*]] = arith.addi %[[SIZE]], %[[SIZE]]
// CHECK: %[[BLOCK:.*]] = memref.alloc(%[[TOTAL]]) {alignment = 64 : i64} : memref<?xi8>
// CHECK: %[[A:.*]] = memref.view %[[BLOCK]][%[[ZERO]]][%[[ROWS]]] : memref<?xi8> to memref<?xf32>
// CHECK: %[[B:.*]] = memref.view %[[BLOCK]][%[[SIZE]]][%[[ROWS]]] : memref<?xi8> to memref<?xf32>
// CHECK-NOT: memref.alloc
// CHECK: call @use(%[[A]])
// CHECK-NEXT: call @use(%[[B]])
// CHECK-NEXT: call @use(%[[A]])
// CHECK-NEXT: memref.dealloc %[[BLOCK]]
// CHECK-NEXT: return
func.func @turns(%rows: index) {
  %a = memref.alloc(%rows) : memref<?xf32>
  call @use(%a) : (memref<?xf32>) -> ()
  %b = memref.alloc(%rows) : memref<?xf32>
  memref.dealloc %a : memref<?xf32>
  %c = memref.alloc(%rows) : memref<?xf32>
  call @use(%b) : (memref<?xf32>) -> ()
  call @use(%c) : (memref<?xf32>) -> ()
  memref.dealloc %b : memref<?xf32>
  memref.dealloc %c : memref<?xf32>
  return
}

// A slot is as large as the largest; sizes are computed first.

// CHECK-LABEL: func.func @largest(
// CHECK-SAME: %[[X:.*]]: memref<?xf32>, %[[Y:.*]]: memref<?xf32>)
// CHECK-DAG: %[[N:.*]] = memref.dim %[[X]]
// CHECK-DAG: %[[M:.*]] = memref.dim %[[Y]]
// CHECK-DAG: %[[NBYTES:.*]] = arith.muli %[[N]]
// CHECK-DAG: %[[MBYTES:.*]] = arith.muli %[[M]]
// CHECK: arith.maxui %[[NBYTES]], %[[MBYTES]]
// CHECK: memref.alloc
// CHECK-NOT: memref.alloc
// CHECK: call @use
// CHECK-NEXT: call @use
func.func @largest(%x: memref<?xf32>, %y: memref<?xf32>) {
  %zero = arith.constant 0 : index
  %n = memref.dim %x, %zero : memref<?xf32>
  %a = memref.alloc(%n) : memref<?xf32>
  call @use(%a) : (memref<?xf32>) -> ()
  memref.dealloc %a : memref<?xf32>
  %m = memref.dim %y, %zero : memref<?xf32>
  %b = memref.alloc(%m) : memref<?xf32>
  call @use(%b) : (memref<?xf32>) -> ()
  memref.dealloc %b : memref<?xf32>
  return
}

// The size of a buffer may be that of another one.

// CHECK-LABEL: func.func @through_rows(
// CHECK-SAME: %[[ROWS:.*]]: index)
// CHECK: %[[BLOCK:.*]] = memref.alloc
// CHECK: memref.view %[[BLOCK]][%{{.*}}][%[[ROWS]]]
// CHECK: memref.view %[[BLOCK]][%{{.*}}][%[[ROWS]]]
// CHECK-NOT: memref.dim
// CHECK: memref.dealloc %[[BLOCK]]
func.func @through_rows(%rows: index) {
  %zero = arith.constant 0 : index
  %a = memref.alloc(%rows) : memref<?xf32>
  call @use(%a) : (memref<?xf32>) -> ()
  %matrix = memref.reinterpret_cast %a to offset: [0], sizes: [%rows, 1], strides: [1, 1]
    : memref<?xf32> to memref<?x1xf32, strided<[1, 1]>>
  %n = memref.dim %matrix, %zero : memref<?x1xf32, strided<[1, 1]>>
  %b = memref.alloc(%n) : memref<?xf32>
  call @use(%b) : (memref<?xf32>) -> ()
  memref.dealloc %b : memref<?xf32>
  memref.dealloc %a : memref<?xf32>
  return
}
