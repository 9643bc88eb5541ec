// RUN: not gnn-opt %s --gnn-order-nodes="order=best" 2>&1 | FileCheck %s
// RUN: not gnn-opt %s --gnn-record-signature --gnn-order-nodes="order=rcm" 2>&1 | FileCheck %s --check-prefix=TAKEN

// CHECK: error: expects order to be none, degree or rcm but got best
// TAKEN: error: expects the name 'f_prepare' to be free but it is taken
func.func @f(%g: !gnn.graph, %x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  return %x : tensor<?x2xf32>
}
func.func private @f_prepare()
