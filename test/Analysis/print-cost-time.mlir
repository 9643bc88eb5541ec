// What bounds an op depends on its sizes, on the threads, and on a machine that
// may be given; the file that measure-machine writes has these keys.

// RUN: gnn-opt %s --gnn-print-cost="nodes=100000 edges=5000000" -o /dev/null 2>&1 | FileCheck %s
// RUN: gnn-opt %s --gnn-print-cost="nodes=10 edges=20" -o /dev/null 2>&1 | FileCheck %s --check-prefix=SMALL
// RUN: gnn-opt %s --gnn-print-cost="nodes=1000 edges=1000000 threads=1 machine=%S/Inputs/machine.json" -o /dev/null 2>&1 | FileCheck %s --check-prefix=MACHINE

// RUN: gnn-opt %s --gnn-print-cost="nodes=100000 edges=5000000 features=bf16" -o /dev/null 2>&1 | FileCheck %s

// CHECK: compute        gnn.linear
// CHECK: gather         gnn.aggregate
// SMALL: parallel loop  gnn.aggregate

// 1000 * 256 * 256 multiply-adds at a billion a second, 3.3 MB to and from a
// cache, and a microsecond for the loop. The activation joins the sum's rows:
// 256,000 operations.
// MACHINE: 1 threads of a machine of round numbers
// MACHINE: 65540.33  compute        gnn.linear
// MACHINE: 256.00  compute        gnn.relu
ml_program.global private @w(dense<1.0> : tensor<256x256xf32>) : tensor<256x256xf32>
func.func @f(%g: !gnn.graph, %x: tensor<?x256xf32>) -> tensor<?x256xf32> {
  %w = ml_program.global_load_const @w : tensor<256x256xf32>
  %h = gnn.linear %x, %w : (tensor<?x256xf32>, tensor<256x256xf32>) -> tensor<?x256xf32>
  %a = gnn.aggregate sum %g, %h : (!gnn.graph, tensor<?x256xf32>) -> tensor<?x256xf32>
  %y = gnn.relu %a : tensor<?x256xf32>
  return %y : tensor<?x256xf32>
}
