// RUN: gnn-opt %s --gnn-verify-llvm-lowering --split-input-file --verify-diagnostics

// expected-error @below {{'func.func' op is left after lowering; expected operations of the llvm and omp dialects only}}
func.func @not_lowered() {
  return
}

// -----

llvm.func @half_lowered(%x: f32) -> f32 {
  // expected-error @below {{'arith.addf' op is left after lowering}}
  %y = arith.addf %x, %x : f32
  llvm.return %y : f32
}
