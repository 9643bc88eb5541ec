// RUN: gnn-opt %s --gnn-approximate-math | FileCheck %s

// CHECK-LABEL: func.func @no_library_calls
// CHECK-NOT: math.{{(exp|expm1|log|tanh|erf) }}
// CHECK: return
func.func @no_library_calls(%x: vector<8xf32>) -> vector<8xf32> {
  %0 = math.exp %x : vector<8xf32>
  %1 = math.expm1 %0 : vector<8xf32>
  %2 = math.log %1 : vector<8xf32>
  %3 = math.tanh %2 : vector<8xf32>
  %4 = math.erf %3 : vector<8xf32>
  return %4 : vector<8xf32>
}
