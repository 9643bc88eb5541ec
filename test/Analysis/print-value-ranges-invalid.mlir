// RUN: not gnn-opt %s --gnn-print-value-ranges="box=1:0" 2>&1 | FileCheck %s --check-prefix=ORDER
// RUN: not gnn-opt %s --gnn-print-value-ranges="box=0:nan" 2>&1 | FileCheck %s --check-prefix=NAN
// RUN: not gnn-opt %s --gnn-print-value-ranges="box=1" 2>&1 | FileCheck %s --check-prefix=BOX
// RUN: not gnn-opt %s --gnn-print-value-ranges="box=0:1 data=x.safetensors" 2>&1 | FileCheck %s --check-prefix=BOTH
// RUN: not gnn-opt %s --gnn-print-value-ranges="data=%t.absent" 2>&1 | FileCheck %s --check-prefix=ABSENT
// RUN: not gnn-opt %s --gnn-print-value-ranges="data=%gnn_source/examples/digits/digits.safetensors" 2>&1 | FileCheck %s --check-prefix=WIDTH

// ORDER: error: gnn-print-value-ranges: expected box=LO:HI with LO at most HI but got "1:0"
// NAN: error: gnn-print-value-ranges: expected box=LO:HI, two numbers, but got "0:nan"
// BOX: error: gnn-print-value-ranges: expected box=LO:HI, two numbers, but got "1"
// BOTH: error: gnn-print-value-ranges: expected box or data but got both
// ABSENT: error: gnn-print-value-ranges: cannot read "{{.*}}.absent": No such file or directory
// WIDTH: error: expects data of 2 features, as '@forward' takes, but got 64
func.func @forward(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %y = gnn.relu %x : tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
