// RUN: gnn-opt %s --gnn-record-signature --verify-diagnostics | FileCheck %s

// Any function can be recorded; whether C can call it is said later. An external
// function has no result to look at.
// CHECK: func.func private @elsewhere
// CHECK-NOT: gnn.signature
func.func private @elsewhere(tensor<?x4xf32>) -> tensor<?x4xf32>
