// RUN: gnn-opt %s --inline | FileCheck %s
// RUN: gnn-opt %s --inline --convert-gnn-to-vector | FileCheck %s --check-prefix=LOWERED

// A model in several functions becomes one that can be compiled.

// CHECK-NOT: @activation
// CHECK:     func.func @forward(%[[X:.*]]: tensor<?x3xf32>)
// CHECK:       %[[Y:.*]] = gnn.relu %[[X]]
// CHECK:       return %[[Y]]
// LOWERED:   func.func @forward(%{{.*}}: memref<?x3xf32
func.func private @activation(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  %y = gnn.relu %x : tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}
func.func @forward(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  %y = func.call @activation(%x) : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}
