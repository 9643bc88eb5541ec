// RUN: gnn-opt %s --gnn-merge-allocations --canonicalize --cse | FileCheck %s
// RUN: gnn-opt %s --gnn-merge-allocations --remarks-filter=gnn-merge-allocations -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK

func.func private @use(memref<?xf32>)

// What is loaded, what is allocated in a loop, what others free, and what is
// alone stays.

// CHECK-LABEL: func.func @kept(
// CHECK: %[[N:.*]] = memref.load
// CHECK: memref.alloc(%[[N]]) : memref<?xf32>
// CHECK: memref.alloc() : memref<4xf32>
// CHECK: scf.for
// CHECK: memref.alloc(%{{.*}}) : memref<?xf32>
func.func @kept(%sizes: memref<index>, %rows: index) -> memref<4xf32> {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  %alone = memref.alloc(%rows) : memref<?xf32>
  call @use(%alone) : (memref<?xf32>) -> ()
  %n = memref.load %sizes[] : memref<index>
  // REMARK: merge-allocations-missed.mlir:[[#@LINE+1]]:{{.*}}: remark: {{.*}}keeps an allocation of its own: its size is not known when the function begins
  %loaded = memref.alloc(%n) : memref<?xf32>
  // REMARK: merge-allocations-missed.mlir:[[#@LINE+1]]:{{.*}}: remark: {{.*}}keeps an allocation of its own: it is not freed in its block
  %given = memref.alloc() : memref<4xf32>
  // REMARK: merge-allocations-missed.mlir:[[#@LINE+1]]:{{.*}}: remark: {{.*}}keeps an allocation of its own: it has a layout, a memory space or an alignment of its own
  %far = memref.alloc() {alignment = 4096 : i64} : memref<4xf32>
  memref.dealloc %far : memref<4xf32>
  scf.for %i = %zero to %rows step %one {
    %inner = memref.alloc(%rows) : memref<?xf32>
    func.call @use(%inner) : (memref<?xf32>) -> ()
    memref.dealloc %inner : memref<?xf32>
  }
  call @use(%loaded) : (memref<?xf32>) -> ()
  memref.dealloc %loaded : memref<?xf32>
  memref.dealloc %alone : memref<?xf32>
  return %given : memref<4xf32>
}
