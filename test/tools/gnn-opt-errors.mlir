// An error has one line and its place, not the module that a pass ran on.
// RUN: not gnn-opt %s --convert-gnn-to-vector=vector-width=3 2>&1 | FileCheck %s
// RUN: not gnn-opt %s --convert-gnn-to-vector=vector-width=3 --mlir-print-op-on-diagnostic 2>&1 | FileCheck %s --check-prefix=OP

// CHECK: gnn-opt-errors.mlir:{{[0-9]+:[0-9]+}}: error: expects vector-width to be a power of two but got 3
// CHECK-NOT: note: see current operation
// OP: note: see current operation:
// OP-NEXT: "builtin.module"()
func.func @f(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  return %x : tensor<?x4xf32>
}
