// More channels than are told apart: their weights are left alone, and that is
// said.
// RUN: gnn-opt %s --gnn-prune-weights=sparsity=0.5 --remarks-filter=prune -o %t.mlir 2>&1 | FileCheck %s
// RUN: FileCheck %s --check-prefix=IR --input-file=%t.mlir

// CHECK: remark: [Missed] gnn-prune-weights {{.*}}Reason="'gnn.linear' links channels that are not there, or too many"
// CHECK: remark: [Passed] gnn-prune-weights {{.*}}Remark="0 of 0 weights are zero"
// IR-COUNT-2: dense<1.000000e+00> : tensor<1x16777215xf32>
ml_program.global private @a(dense<1.0> : tensor<1x16777215xf32>) : tensor<1x16777215xf32>
ml_program.global private @b(dense<1.0> : tensor<1x16777215xf32>) : tensor<1x16777215xf32>
func.func @wide(%x: tensor<?x16777215xf32>) -> tensor<?x1xf32> {
  %a = ml_program.global_load_const @a : tensor<1x16777215xf32>
  %y = gnn.linear %x, %a : (tensor<?x16777215xf32>, tensor<1x16777215xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}
