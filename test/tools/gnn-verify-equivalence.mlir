// Channel 1 is zero for every input, channel 2 where no feature is negative.

// RUN: gnn-opt %s --gnn-eliminate-dead-neurons -o %t.proved.mlir
// RUN: gnn-verify-equivalence %s %t.proved.mlir | FileCheck %s --check-prefix=PROVED
// PROVED: proved: equal for every finite input on every graph

// RUN: gnn-opt %s --gnn-eliminate-dead-neurons="box=0:1" -o %t.box.mlir
// RUN: gnn-verify-equivalence %s %t.box.mlir --box=0:1 | FileCheck %s --check-prefix=BOX
// RUN: gnn-verify-equivalence %s %t.box.mlir --box=0:1 --json | FileCheck %s --check-prefix=BOX-JSON
// BOX: proved-for-box: equal for all features within the bounds, on every graph
// BOX-JSON: {"bound":0,"class":"proved-for-box","equal":true,"tolerance":{{.*}}}

// Other features refute it: the runs differ, and the exit status says so.

// RUN: not gnn-verify-equivalence %s %t.box.mlir | FileCheck %s --check-prefix=DIFFERENT
// DIFFERENT: different, tolerance 1e-05
// DIFFERENT-NEXT: largest difference of a logit: at most inf, followed through the ops
// DIFFERENT-NEXT: tested on 40 inputs: largest difference {{[0-9.e+]+}}, relative {{[0-9.]+}}, 0 predictions changed

// One weight of the output is 0.25 more. Channel 0 is at most 1 + 1 - 0.5 in the
// box, times the largest mean of it 1: the difference is in [0, 0.375].

// RUN: sed 's/dense<\[\[1.0, 2.0, 3.0\]\]>/dense<[[1.25, 2.0, 3.0]]>/' %s > %t.changed.mlir
// RUN: gnn-verify-equivalence %s %t.changed.mlir --box=0:1 --tolerance=0.4 --arithmetic=real --json | FileCheck %s --check-prefix=BOUNDED
// RUN: not gnn-verify-equivalence %s %t.changed.mlir --box=0:1 --tolerance=0.3 | FileCheck %s --check-prefix=BEYOND
// BOUNDED: {"bound":0.37500000000000{{[0-9]*}},"class":"bounded","equal":true,"relational":true,"tested":{"changed_predictions":0,"inputs":40,"max_abs":0.3{{[0-9]+}},"max_rel":{{.*}}},"tolerance":0.4{{.*}}}
// BEYOND: different, tolerance 0.3

// What rounding of a mean over any number of neighbours adds: half a millionth
// in double precision, and in compiled code two of 65,536 roundings of 1.5.

// RUN: gnn-verify-equivalence %s %t.changed.mlir --box=0:1 --tolerance=0.4 --json | FileCheck %s --check-prefix=FLOAT64
// RUN: gnn-verify-equivalence %s %t.changed.mlir --box=0:1 --tolerance=0.5 --arithmetic=float32 --json | FileCheck %s --check-prefix=FLOAT32
// FLOAT64: {"bound":0.37500{{[0-9]+}},"class":"bounded"
// FLOAT32: {"bound":0.{{3[89]|4}}{{[0-9]+}},"class":"bounded"

// Channels that were pruned are put back as zeros, and so compared.

// RUN: gnn-opt %s --gnn-prune-channels="groups=w:0.3" -o %t.pruned.mlir
// RUN: gnn-verify-equivalence %s %t.pruned.mlir --box=0:1 --tolerance=100 --json | FileCheck %s --check-prefix=PRUNED
// PRUNED: "class":"{{bounded|proved-for-box|proved}}","equal":true

ml_program.global private @w(dense<[[1.0, 1.0], [0.0, 0.0], [-1.0, -2.0]]> : tensor<3x2xf32>) : tensor<3x2xf32>
ml_program.global private @b(dense<[-0.5, 0.0, 0.0]> : tensor<3xf32>) : tensor<3xf32>
ml_program.global private @v(dense<[[1.0, 2.0, 3.0]]> : tensor<1x3xf32>) : tensor<1x3xf32>
func.func @forward(%g: !gnn.graph, %x: tensor<?x2xf32>) -> tensor<?x1xf32> {
  %w = ml_program.global_load_const @w : tensor<3x2xf32>
  %b = ml_program.global_load_const @b : tensor<3xf32>
  %v = ml_program.global_load_const @v : tensor<1x3xf32>
  %h = gnn.linear %x, %w bias %b : (tensor<?x2xf32>, tensor<3x2xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %r = gnn.relu %h : tensor<?x3xf32>
  %a = gnn.aggregate mean %g, %r : (!gnn.graph, tensor<?x3xf32>) -> tensor<?x3xf32>
  %y = gnn.linear %a, %v : (tensor<?x3xf32>, tensor<1x3xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}
