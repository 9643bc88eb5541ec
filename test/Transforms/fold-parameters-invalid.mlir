// RUN: not gnn-opt %s --gnn-fold-parameters 2>&1 | FileCheck %s

// A resource that does not fit its type is found before anything is computed.

// CHECK: fold-parameters-invalid.mlir:[[#@LINE+1]]:1: error: {{.*}}parameter 'lin.bias' expects a resource of 8 bytes but got 4
ml_program.global private @lin.bias(dense_resource<short> : tensor<2xf32>) : tensor<2xf32>

{-#
  dialect_resources: {
    builtin: {
      short: "0x040000000000803F"
    }
  }
#-}
