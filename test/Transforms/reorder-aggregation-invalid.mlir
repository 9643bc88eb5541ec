// RUN: not gnn-opt %s --gnn-reorder-aggregation="order=first" 2>&1 | FileCheck %s

// CHECK: error: expects order to be auto, multiply-first or aggregate-first but got first
func.func @f(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  return %x : tensor<?x2xf32>
}
