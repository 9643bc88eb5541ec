// RUN: gnn-opt %s --pass-pipeline="builtin.module(gpu.module(gnn-verify-kernels))" --split-input-file --verify-diagnostics

gpu.module @kernels {
  llvm.func @half_lowered(%x: f32) -> f32 {
    // expected-error @below {{'arith.addf' op is left in a kernel; expected operations of the llvm and nvvm dialects only}}
    %y = arith.addf %x, %x : f32
    llvm.return %y : f32
  }
}

// -----

gpu.module @kernels {
  // expected-error @below {{'llvm.func' op is called by a kernel but has no body}}
  llvm.func @__nv_expf(f32) -> f32
  llvm.func @calls(%x: f32) -> f32 {
    %y = llvm.call @__nv_expf(%x) : (f32) -> f32
    llvm.return %y : f32
  }
}
