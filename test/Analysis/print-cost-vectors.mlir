// Each vector of a row of outputs takes the time of a whole one: a few outputs
// take longer where vectors are wide, as the rate is that of wide ones.

// RUN: sed 's/"cores": 2,/"cores": 2, "vector_elements": 16,/' %S/Inputs/machine.json > %t.json
// RUN: gnn-opt %s --gnn-print-cost="nodes=1000 threads=1 machine=%S/Inputs/machine.json" -o /dev/null 2>&1 | FileCheck %s
// RUN: gnn-opt %s --gnn-print-cost="nodes=1000 threads=1 machine=%t.json" -o /dev/null 2>&1 | FileCheck %s --check-prefix=WIDE

// Two vectors of 4 outputs: 1000 * 256 * 2 * 8 multiply-adds at a billion a
// second, or twice as many.
// CHECK: @few
// CHECK: 4098.{{[0-9]+}}  compute        gnn.linear
// WIDE: @few
// WIDE: 8194.{{[0-9]+}}  compute        gnn.linear
func.func @few(%x: tensor<?x256xf32>, %w: tensor<7x256xf32>) -> tensor<?x7xf32> {
  %y = gnn.linear %x, %w : (tensor<?x256xf32>, tensor<7x256xf32>) -> tensor<?x7xf32>
  return %y : tensor<?x7xf32>
}

// Six vectors of 8 or three of 16.
// CHECK: @some
// CHECK: 12290.{{[0-9]+}}  compute        gnn.linear
// WIDE: @some
// WIDE: 12290.{{[0-9]+}}  compute        gnn.linear
func.func @some(%x: tensor<?x256xf32>, %w: tensor<40x256xf32>) -> tensor<?x40xf32> {
  %y = gnn.linear %x, %w : (tensor<?x256xf32>, tensor<40x256xf32>) -> tensor<?x40xf32>
  return %y : tensor<?x40xf32>
}
