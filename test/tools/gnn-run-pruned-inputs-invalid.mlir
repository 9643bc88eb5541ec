// RUN: not gnn-run %s --data=%gnn_source/examples/digits/digits.safetensors 2>&1 | FileCheck %s
// RUN: sed s/3,.99/3/ %s > %t.mlir
// RUN: not gnn-run %t.mlir --data=%gnn_source/examples/digits/digits.safetensors 2>&1 | FileCheck %s --check-prefix=DAMAGED

// CHECK: error: {{.*}}function "forward": expects feature 99 but the data has 64
// DAMAGED: error: {{.*}}function "forward": expects 2 features per node but the data has 64
func.func @forward(%x: tensor<?x2xf32> {gnn.channels = array<i64: 3, 99>}) -> tensor<?x2xf32> {
  %0 = gnn.relu %x : tensor<?x2xf32>
  return %0 : tensor<?x2xf32>
}
