// Mean and unbiased variance of the model's own values; no reference is needed.

// RUN: %python %S/../tools/make_data.py %t.safetensors 'x=F32:[[0],[2]]' 'edge_index=I64:[[0],[1]]'
// RUN: gnn-opt %s --gnn-recover="method=batch-norm data=%t.safetensors" | FileCheck %s
// RUN: gnn-opt %s --gnn-recover="method=batch-norm data=%t.safetensors" --remarks-filter=recover -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK

// One row has no variance.
// RUN: %python %S/../tools/make_data.py %t.one.safetensors 'x=F32:[[2]]' 'edge_index=I64:[[0],[0]]'
// RUN: gnn-opt %s --gnn-recover="method=batch-norm data=%t.one.safetensors" --remarks-filter=recover -o /dev/null 2>&1 | FileCheck %s --check-prefix=ONE

// CHECK:         @affine(dense<5.000000e+00> : tensor<1xf32>)
// CHECK-DAG:     mean: "0x100000000000803F"
// CHECK-DAG:     variance: "0x1000000000000040"
// REMARK:        remark: [Passed] gnn-recover | Category:recover | Remark="mean, variance refreshed"
// ONE:           remark: [Missed] gnn-recover | Category:recover | Reason="batch normalisation stays: fewer than two rows count"
ml_program.global private @mean(dense<7.0> : tensor<1xf32>) : tensor<1xf32>
ml_program.global private @variance(dense<3.0> : tensor<1xf32>) : tensor<1xf32>
ml_program.global private @affine(dense<5.0> : tensor<1xf32>) : tensor<1xf32>
func.func @forward(%x: tensor<?x1xf32>) -> tensor<?x1xf32> {
  %m = ml_program.global_load_const @mean : tensor<1xf32>
  %v = ml_program.global_load_const @variance : tensor<1xf32>
  %a = ml_program.global_load_const @affine : tensor<1xf32>
  %y = gnn.batch_norm %x, %m, %v, %a, %a
    : (tensor<?x1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}
