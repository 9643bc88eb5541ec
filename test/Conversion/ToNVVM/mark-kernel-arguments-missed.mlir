// RUN: gnn-opt %s --pass-pipeline="builtin.module(gpu.module(gnn-mark-kernel-arguments))" | FileCheck %s

gpu.module @kernels {
  // What is read and written is not read only, nor what escapes, nor what is
  // not used.
  // CHECK-LABEL: llvm.func @kernel(
  // CHECK-SAME: %{{[^:]*}}: !llvm.ptr<1> {llvm.noalias}, %{{[^:]*}}: !llvm.ptr<1> {llvm.noalias}, %{{[^:]*}}: !llvm.ptr<1> {llvm.noalias})
  llvm.func @kernel(%both: !llvm.ptr<1>, %escapes: !llvm.ptr<1>, %unused: !llvm.ptr<1>) attributes {gpu.kernel, nvvm.kernel} {
    %0 = llvm.load %both : !llvm.ptr<1> -> i64
    llvm.store %0, %both : i64, !llvm.ptr<1>
    %1 = llvm.ptrtoint %escapes : !llvm.ptr<1> to i64
    llvm.store %1, %both : i64, !llvm.ptr<1>
    llvm.return
  }

  // Nobody said that the arguments of other functions are apart.
  // CHECK-LABEL: llvm.func @no_kernel(%{{[^:]*}}: !llvm.ptr<1>)
  llvm.func @no_kernel(%pointer: !llvm.ptr<1>) {
    llvm.return
  }
}
