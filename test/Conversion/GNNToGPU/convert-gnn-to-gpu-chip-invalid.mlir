// RUN: not gnn-opt %s --convert-gnn-to-gpu="chip=sm_75 matmul=tf32" 2>&1 | FileCheck %s --check-prefix=TF32
// RUN: not gnn-opt %s --gnn-to-nvvm-pipeline="chip=sm_75 matmul=bf16" 2>&1 | FileCheck %s --check-prefix=BF16
// RUN: not gnn-opt %s --gnn-to-gpu-pipeline=chip=sm_60 2>&1 | FileCheck %s --check-prefix=CHIP
// RUN: not gnn-opt %s --convert-gnn-to-gpu=matmul=fp8 2>&1 | FileCheck %s --check-prefix=WORD

// What the chip lacks is said before LLVM ends the process over it.

// TF32: convert-gnn-to-gpu-chip-invalid.mlir:[[#@LINE+4]]:1: error: expects a chip whose tensor cores multiply tf32, sm_80 or later, but got 'sm_75'
// BF16: error: expects a chip whose tensor cores multiply bf16, sm_80 or later, but got 'sm_75'
// CHIP: error: expects the chip to be sm_75, sm_80, sm_90, sm_100 but got 'sm_60'
// WORD: fp8
module {
  func.func @forward(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
    %y = gnn.relu %x : tensor<?x4xf32>
    return %y : tensor<?x4xf32>
  }
}
