// RUN: gnn-opt %s --gnn-select-sparse-format | FileCheck %s --check-prefix=FULL
// RUN: gnn-opt %s --gnn-prune-weights="criterion=random sparsity=0.9" --gnn-select-sparse-format | FileCheck %s --check-prefix=UNSTRUCTURED
// RUN: gnn-opt %s --gnn-prune-weights="criterion=random sparsity=0.2" --gnn-select-sparse-format | FileCheck %s --check-prefix=FULL
// RUN: gnn-opt %s --gnn-prune-weights="criterion=random sparsity=0.5 pattern=1x16" --gnn-select-sparse-format | FileCheck %s --check-prefix=BLOCK
// With vectors of 16 a block is one of them, and gains less where its
// neighbour is zero.
// RUN: gnn-opt %s --gnn-prune-weights="criterion=random sparsity=0.2 pattern=1x16" --gnn-select-sparse-format=vector-widths=4,8 | FileCheck %s --check-prefix=BLOCK
// RUN: gnn-opt %s --gnn-prune-weights="criterion=random sparsity=0.15 pattern=1x16" --gnn-select-sparse-format=vector-widths=8,16 | FileCheck %s --check-prefix=BLOCK
// RUN: gnn-opt %s --gnn-prune-weights="criterion=random sparsity=0.07 pattern=1x16" --gnn-select-sparse-format=vector-widths=8 | FileCheck %s --check-prefix=BLOCK
// RUN: gnn-opt %s --gnn-prune-weights="criterion=random sparsity=0.07 pattern=1x16" --gnn-select-sparse-format=vector-widths=8,16 | FileCheck %s --check-prefix=FULL
// RUN: gnn-opt %s --gnn-prune-weights="criterion=random sparsity=0.5 pattern=1x16" --gnn-select-sparse-format=vector-widths=8,16 | FileCheck %s --check-prefix=BLOCK
// RUN: gnn-opt %s --gnn-select-sparse-format=format=block | FileCheck %s --check-prefix=BLOCK
// RUN: gnn-opt %s --gnn-select-sparse-format=format=unstructured | FileCheck %s --check-prefix=UNSTRUCTURED
// RUN: gnn-opt %s --gnn-prune-weights="criterion=random sparsity=0.9" --gnn-select-sparse-format=format=dense | FileCheck %s --check-prefix=FULL
// RUN: gnn-opt %s --gnn-prune-weights="criterion=random sparsity=0.2" --gnn-select-sparse-format=format=keep | FileCheck %s --check-prefix=UNSTRUCTURED
// RUN: gnn-opt %s --gnn-prune-weights="criterion=random sparsity=0.9" --gnn-select-sparse-format \
// RUN:   --remarks-filter="gnn-select-sparse-format" -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK
// RUN: gnn-opt %s --gnn-select-sparse-format --remarks-filter="gnn-select-sparse-format" -o /dev/null 2>&1 \
// RUN:   | FileCheck %s --check-prefix=SILENT --allow-empty

// FULL: ml_program.global private @w({{.*}}) : tensor<64x128xf32>
// FULL: ml_program.global_load_const @w : tensor<64x128xf32>
// FULL: gnn.linear {{.*}} : (tensor<?x128xf32>, tensor<64x128xf32>)
// UNSTRUCTURED: ml_program.global private @w({{.*}}) : tensor<64x128xf32, #gnn.csr>
// UNSTRUCTURED: gnn.linear {{.*}} : (tensor<?x128xf32>, tensor<64x128xf32, #gnn.csr>)
// BLOCK: ml_program.global private @w({{.*}}) : tensor<64x128xf32, #gnn.block<16>>
// BLOCK: gnn.linear {{.*}} : (tensor<?x128xf32>, tensor<64x128xf32, #gnn.block<16>>)
// REMARK: [Analysis] SelectSparseFormat {{.*}}"w is multiplied as unstructured; cycles a row: dense {{[0-9]+}} (8192 weights), block of 16 {{[0-9]+}} ({{[0-9]+}} weights), block of 8 {{[0-9]+}} ({{[0-9]+}} weights), unstructured {{[0-9]+}} (819 weights)"
// SILENT-NOT: SelectSparseFormat
ml_program.global private @w(dense<1.0> : tensor<64x128xf32>) : tensor<64x128xf32>
func.func @dense_features(%x: tensor<?x128xf32>) -> tensor<?x64xf32> {
  %w = ml_program.global_load_const @w : tensor<64x128xf32>
  %y = gnn.linear %x, %w : (tensor<?x128xf32>, tensor<64x128xf32>) -> tensor<?x64xf32>
  return %y : tensor<?x64xf32>
}
