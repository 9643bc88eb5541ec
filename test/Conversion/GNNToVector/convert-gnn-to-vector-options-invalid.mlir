// RUN: not gnn-opt %s --convert-gnn-to-vector=vector-width=6 2>&1 | FileCheck %s

// CHECK: error: expects vector-width to be a power of two but got 6
func.func @f() {
  return
}
