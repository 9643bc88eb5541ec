// RUN: gnn-opt %s --pass-pipeline="builtin.module(gpu.module(gnn-mark-kernel-arguments))" | FileCheck %s

gpu.module @kernels {
  // Reading is also reading behind a computed address.
  // CHECK-LABEL: llvm.func @reads_and_writes(
  // CHECK-SAME: %{{[^:]*}}: !llvm.ptr<1> {llvm.noalias, llvm.readonly}, %{{[^:]*}}: !llvm.ptr<1> {llvm.noalias}, %{{[^:]*}}: i64)
  llvm.func @reads_and_writes(%from: !llvm.ptr<1>, %to: !llvm.ptr<1>, %i: i64) attributes {gpu.kernel, nvvm.kernel} {
    %address = llvm.getelementptr %from[%i] : (!llvm.ptr<1>, i64) -> !llvm.ptr<1>, f32
    %0 = llvm.load %address : !llvm.ptr<1> -> f32
    llvm.store %0, %to : f32, !llvm.ptr<1>
    llvm.return
  }
}
