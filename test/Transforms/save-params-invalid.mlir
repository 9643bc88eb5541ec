// RUN: split-file %s %t
// RUN: not gnn-opt %t/extern.mlir --gnn-save-params="file=%t/out" 2>&1 | FileCheck %s --check-prefix=EXTERN
// RUN: not ls %t/out
// RUN: not gnn-opt %t/values.mlir --gnn-save-params 2>&1 | FileCheck %s --check-prefix=NO-FILE
// RUN: not gnn-opt %t/values.mlir --gnn-save-params="file=%t/no/such/folder/out" 2>&1 | FileCheck %s --check-prefix=FOLDER
// RUN: not gnn-opt %t/blob.mlir --gnn-save-params="file=%t/out" 2>&1 | FileCheck %s --check-prefix=BLOB
// RUN: not ls %t/out

// EXTERN: extern.mlir:2:1: error: {{.*}}parameter 'lin.weight' expects a value but got none; run gnn-load-params first
// NO-FILE: error: gnn-save-params expects file=FILE but got none
// FOLDER: error: {{.*}}no/such/folder/out{{.*}}No such file or directory
// BLOB: error: {{.*}}parameter 'lin.bias' expects a resource of 8 bytes but got none

//--- extern.mlir
ml_program.global private @lin.bias(dense<1.0> : tensor<2xf32>) : tensor<2xf32>
ml_program.global private @lin.weight(#ml_program.extern : tensor<1x2xf32>) : tensor<1x2xf32>

//--- values.mlir
ml_program.global private @lin.bias(dense<1.0> : tensor<2xf32>) : tensor<2xf32>

//--- blob.mlir
ml_program.global private @lin.bias(dense_resource<nowhere> : tensor<2xf32>) : tensor<2xf32>
