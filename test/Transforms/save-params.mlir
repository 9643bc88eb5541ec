// RUN: gnn-opt %s --gnn-save-params="file=%t.safetensors" -o /dev/null
// RUN: %python %S/Inputs/params.py print %t.safetensors | FileCheck %s
// RUN: gnn-opt %s --gnn-save-params="file=%t.again" -o /dev/null
// RUN: cmp %t.safetensors %t.again

// Sparse parameters are written with their zeros.

// CHECK: bn 1/weird "name" F32 [1]: 7
// CHECK: lin.bias F32 [2]: 1.5 -2
// CHECK: lin.weight F32 [2, 2]: 0 1 0 2
// CHECK: none F32 [0, 3]:
// CHECK-NOT: counter
ml_program.global private @lin.weight(dense<[[0.0, 1.0], [0.0, 2.0]]> : tensor<2x2xf32, #gnn.csr>) : tensor<2x2xf32, #gnn.csr>
ml_program.global private @lin.bias(dense<[1.5, -2.0]> : tensor<2xf32>) : tensor<2xf32>
ml_program.global private @"bn 1/weird \22name\22"(dense<7.0> : tensor<1xf32>) : tensor<1xf32>
ml_program.global private @none(dense<> : tensor<0x3xf32>) : tensor<0x3xf32>
ml_program.global private @counter(dense<3> : tensor<1xi64>) : tensor<1xi64>
