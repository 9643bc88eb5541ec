// RUN: gnn-opt %s --pass-pipeline="builtin.module(gpu.module(gnn-verify-kernels))" | FileCheck %s

gpu.module @kernels {
  // CHECK: llvm.func @kernel
  llvm.func @kernel(%to: !llvm.ptr<1>) attributes {gpu.kernel, nvvm.kernel} {
    %0 = nvvm.read.ptx.sreg.tid.x : i32
    llvm.store %0, %to : i32, !llvm.ptr<1>
    llvm.return
  }
}
