// RUN: gnn-opt %s --gnn-verify-llvm-lowering | FileCheck %s

// CHECK-LABEL: llvm.func @lowered
llvm.func @lowered() {
  omp.parallel {
    omp.terminator
  }
  llvm.return
}
