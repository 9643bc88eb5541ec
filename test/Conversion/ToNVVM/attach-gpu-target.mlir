// RUN: gnn-opt %s --gnn-attach-gpu-target=chip=sm_75 | FileCheck %s --check-prefixes=CHECK,SM75
// RUN: gnn-opt %s --gnn-attach-gpu-target=chip=sm_100 | FileCheck %s --check-prefixes=CHECK,SM100

// SM75: gpu.module @first [#nvvm.target<chip = "sm_75">]
// SM100: gpu.module @first [#nvvm.target<chip = "sm_100">]
// CHECK-SAME: llvm.data_layout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
gpu.module @first {
}
// CHECK: gpu.module @second [#nvvm.target
gpu.module @second {
}
