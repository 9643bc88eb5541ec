// An error has one line and its place, not the module that a pass ran on.
// RUN: not gnn-opt %s --convert-gnn-to-vector=vector-width=3 2>&1 | FileCheck %s
// RUN: not gnn-opt %s --convert-gnn-to-vector=vector-width=3 --mlir-print-op-on-diagnostic 2>&1 | FileCheck %s --check-prefix=OP

// RUN: not gnn-opt %t.missing.mlir 2>&1 | FileCheck %s --check-prefix=INPUT
// RUN: not gnn-opt %t.missing.mlir -o %t.mlir 2>&1 | FileCheck %s --check-prefix=INPUT

// An output file is written whole or stays as it was, also where it is the input.
// RUN: cp %s %t.mlir
// RUN: not gnn-opt %t.mlir --convert-gnn-to-vector=vector-width=3 -o %t.mlir 2>&1 | FileCheck %s
// RUN: cmp %s %t.mlir
// RUN: gnn-opt %t.mlir --mlir-print-op-generic -o %t.mlir && gnn-opt %t.mlir | grep 'return %arg0'
// RUN: not gnn-opt %s -o %t.none/out.mlir 2>&1 | FileCheck %s --check-prefix=OUTPUT
// RUN: ls %t.mlir* | count 1

// CHECK: gnn-opt-errors.mlir{{.*:[0-9]+:[0-9]+}}: error: expects vector-width to be a power of two but got 3
// CHECK-NOT: {{error|note}}:
// INPUT: gnn-opt: error: cannot open input file '{{.*}}.missing.mlir': No such file or directory
// OUTPUT: gnn-opt: error: cannot write "{{.*}}.none/out.mlir": No such file or directory
// OP: note: see current operation:
// OP-NEXT: "builtin.module"()
func.func @f(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  return %x : tensor<?x4xf32>
}
