// RUN: not gnn-opt %s --gnn-attach-gpu-target=chip=sm_77 2>&1 | FileCheck %s

// CHECK: attach-gpu-target-invalid.mlir:[[#@LINE+1]]:1: error: expects the chip to be sm_75, sm_80, sm_90, sm_100 but got 'sm_77'
module {
  gpu.module @kernels {
  }
}
