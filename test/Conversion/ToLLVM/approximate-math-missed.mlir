// RUN: gnn-opt %s --gnn-approximate-math | FileCheck %s

// Instructions stay, and so does what is not f32.

// CHECK-LABEL: func.func @instructions
// CHECK: math.sqrt
// CHECK: math.exp {{.*}} : f64
func.func @instructions(%x: vector<8xf32>, %y: f64) -> (vector<8xf32>, f64) {
  %0 = math.sqrt %x : vector<8xf32>
  %1 = math.exp %y : f64
  return %0, %1 : vector<8xf32>, f64
}
