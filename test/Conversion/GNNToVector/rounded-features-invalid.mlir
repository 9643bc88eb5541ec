// RUN: not gnn-opt %s --convert-gnn-to-vector=features=fp16 2>&1 | FileCheck %s --check-prefix=WORD
// RUN: not gnn-opt %s --gnn-to-cpu-pipeline=features=bf8 2>&1 | FileCheck %s --check-prefix=WORD
// RUN: not gnn-compile %s --features=bf16 --target=sm_90 -o %t.o 2>&1 | FileCheck %s --check-prefix=GPU
// RUN: not gnn-compile %s --features=bf16 --emit=ptx --target=sm_90 -o %t.ptx 2>&1 | FileCheck %s --check-prefix=GPU
// RUN: not gnn-compile %s --features=half -o %t.o 2>&1 | FileCheck %s --check-prefix=TOOL

// WORD: Cannot find option named
// GPU: error: expected a CPU as --target with --features but got "sm_90"
// TOOL: Cannot find option named 'half'
func.func @f(%x: tensor<?x16xf32>) -> tensor<?x16xf32> {
  %y = gnn.relu %x : tensor<?x16xf32>
  return %y : tensor<?x16xf32>
}
