// The form of a weight is chosen by its values, whatever its encoding, or forced.
// RUN: gnn-opt %s --gnn-to-cpu-pipeline | FileCheck %s --check-prefix=DENSE
// RUN: gnn-opt %s --gnn-to-cpu-pipeline=sparse-format=keep | FileCheck %s --check-prefix=UNSTRUCTURED
// RUN: gnn-opt %s --gnn-to-cpu-pipeline=sparse-format=unstructured | FileCheck %s --check-prefix=UNSTRUCTURED
// RUN: gnn-opt %s --gnn-to-cpu-pipeline=sparse-format=block | FileCheck %s --check-prefix=BLOCK
// RUN: not gnn-opt %s --gnn-to-cpu-pipeline=sparse-format=coo 2>&1 | FileCheck %s --check-prefix=INVALID

// DENSE: llvm.mlir.global private constant @w.panels16
// UNSTRUCTURED: llvm.mlir.global private constant @w.csr.pointers
// BLOCK: llvm.mlir.global private constant @w.blocks16.values
// INVALID: error: expects format to be auto, dense, block, unstructured or keep but got 'coo'
ml_program.global private @w(dense<0.5> : tensor<16x16xf32, #gnn.csr>) : tensor<16x16xf32, #gnn.csr>
func.func @forward(%x: tensor<?x16xf32>) -> tensor<?x16xf32> {
  %w = ml_program.global_load_const @w : tensor<16x16xf32, #gnn.csr>
  %y = gnn.linear %x, %w : (tensor<?x16xf32>, tensor<16x16xf32, #gnn.csr>) -> tensor<?x16xf32>
  return %y : tensor<?x16xf32>
}
