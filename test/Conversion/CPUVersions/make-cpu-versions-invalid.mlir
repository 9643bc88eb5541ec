// RUN: not gnn-opt %s --gnn-make-cpu-versions=processors=x86-64,z80 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// RUN: not gnn-opt %s --gnn-make-cpu-versions=processors=x86-64,x86-64 2>&1 | FileCheck %s --check-prefix=TWICE
// RUN: not gnn-opt %s --gnn-to-object-pipeline=cpu-versions=host 2>&1 | FileCheck %s --check-prefix=HOST

// UNKNOWN: error: expected processors to be x86-64, x86-64-v3 or x86-64-v4 but got "z80"
// TWICE: error: expected each processor once but got "x86-64" twice
// HOST: error: expected processors to be x86-64, x86-64-v3 or x86-64-v4 but got "host"
func.func @forward(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  return %x : tensor<?x4xf32>
}
