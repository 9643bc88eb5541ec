// RUN: not gnn-opt %s --gnn-prune-layers 2>&1 | FileCheck %s --check-prefix=NONE
// RUN: not gnn-opt %s --gnn-prune-layers="layers=mid count=-1" 2>&1 | FileCheck %s --check-prefix=NEGATIVE
// RUN: not gnn-opt %s --gnn-prune-layers="count=1" 2>&1 | FileCheck %s --check-prefix=DATA
// RUN: not gnn-opt %s --gnn-prune-layers="count=1 data=%t.absent" 2>&1 | FileCheck %s --check-prefix=FILE
// RUN: not gnn-opt %s --gnn-prune-layers="layers=absent" 2>&1 | FileCheck %s --check-prefix=ABSENT
// RUN: not gnn-opt %s --gnn-prune-layers="layers=wide" 2>&1 | FileCheck %s --check-prefix=WIDTH
// RUN: not gnn-opt %s --gnn-prune-layers="layers=two" 2>&1 | FileCheck %s --check-prefix=INPUTS
// RUN: not gnn-opt %s --gnn-prune-layers="layers=around" 2>&1 | FileCheck %s --check-prefix=AROUND
// RUN: not gnn-opt %s --gnn-prune-layers="layers=split" 2>&1 | FileCheck %s --check-prefix=OUTPUTS
// RUN: not gnn-opt %s --gnn-prune-layers="layers=read" 2>&1 | FileCheck %s --check-prefix=ROWS
// RUN: not gnn-opt %s --gnn-prune-layers="layers=tied" 2>&1 | FileCheck %s --check-prefix=FUNCTIONS
// RUN: not gnn-opt %s --gnn-prune-layers="layers=mid,mid" 2>&1 | FileCheck %s --check-prefix=TWICE

// NONE: error: gnn-prune-layers expects layers or count but got none
// NEGATIVE: error: gnn-prune-layers expects count to be at least 1 but got -1
// DATA: error: gnn-prune-layers expects data to find the layers of least influence on
// FILE: error: gnn-prune-layers: {{.*}}No such file or directory
// ABSENT: error: gnn-prune-layers: layer "absent" has no parameters that an op reads
// WIDTH: error: gnn-prune-layers: layer "wide" expects a result of the type of its input, tensor<?x2xf32>, but got tensor<?x3xf32>
// INPUTS: error: gnn-prune-layers: layer "two" expects to read one value of features but reads 2
// AROUND: error: gnn-prune-layers: layer "around" has ops that read "mid.weight" among its own
// OUTPUTS: error: gnn-prune-layers: layer "split" expects one result that others read but has 2
// ROWS: error: gnn-prune-layers: layer "read" has a result of other rows than its input
// FUNCTIONS: error: gnn-prune-layers: layer "tied" is in more than one function or block
// TWICE: error: gnn-prune-layers: layer "mid" has no parameters that an op reads
ml_program.global private @around.0.weight(dense<1.0> : tensor<2x2xf32>) : tensor<2x2xf32>
ml_program.global private @mid.weight(dense<1.0> : tensor<2x2xf32>) : tensor<2x2xf32>
ml_program.global private @around.1.weight(dense<1.0> : tensor<2x2xf32>) : tensor<2x2xf32>
ml_program.global private @two.0.weight(dense<1.0> : tensor<2x2xf32>) : tensor<2x2xf32>
ml_program.global private @two.1.weight(dense<1.0> : tensor<2x2xf32>) : tensor<2x2xf32>
ml_program.global private @split.0.weight(dense<1.0> : tensor<2x2xf32>) : tensor<2x2xf32>
ml_program.global private @split.1.weight(dense<1.0> : tensor<2x2xf32>) : tensor<2x2xf32>
ml_program.global private @read.0.weight(dense<1.0> : tensor<2x2xf32>) : tensor<2x2xf32>
ml_program.global private @read.1.weight(dense<1.0> : tensor<2x2xf32>) : tensor<2x2xf32>
ml_program.global private @wide.weight(dense<1.0> : tensor<3x2xf32>) : tensor<3x2xf32>
ml_program.global private @tied.weight(dense<1.0> : tensor<3x3xf32>) : tensor<3x3xf32>
func.func @forward(%g: !gnn.graph, %x: tensor<?x2xf32>, %ptr: tensor<?xi64>) -> (tensor<?x2xf32>, tensor<?x3xf32>) {
  %a0 = ml_program.global_load_const @around.0.weight : tensor<2x2xf32>
  %m = ml_program.global_load_const @mid.weight : tensor<2x2xf32>
  %a1 = ml_program.global_load_const @around.1.weight : tensor<2x2xf32>
  %t0 = ml_program.global_load_const @two.0.weight : tensor<2x2xf32>
  %t1 = ml_program.global_load_const @two.1.weight : tensor<2x2xf32>
  %s0 = ml_program.global_load_const @split.0.weight : tensor<2x2xf32>
  %s1 = ml_program.global_load_const @split.1.weight : tensor<2x2xf32>
  %r0 = ml_program.global_load_const @read.0.weight : tensor<2x2xf32>
  %r1 = ml_program.global_load_const @read.1.weight : tensor<2x2xf32>
  %wide = ml_program.global_load_const @wide.weight : tensor<3x2xf32>
  %tied = ml_program.global_load_const @tied.weight : tensor<3x3xf32>
  %0 = gnn.linear %x, %a0 : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %1 = gnn.linear %0, %m : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %2 = gnn.linear %1, %a1 : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %3 = gnn.linear %2, %t0 : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %4 = gnn.linear %0, %t1 : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %5 = gnn.add %3, %4 : tensor<?x2xf32>
  %6 = gnn.linear %5, %s0 : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %7 = gnn.linear %5, %s1 : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %8 = gnn.aggregate mean %g, %6 : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
  %9 = gnn.max %8, %7 : tensor<?x2xf32>
  %10 = gnn.linear %9, %r0 : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %11 = gnn.pool sum %10, %ptr : (tensor<?x2xf32>, tensor<?xi64>) -> tensor<?x2xf32>
  %12 = gnn.linear %11, %r1 : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %13 = gnn.linear %12, %wide : (tensor<?x2xf32>, tensor<3x2xf32>) -> tensor<?x3xf32>
  %14 = gnn.linear %13, %tied : (tensor<?x3xf32>, tensor<3x3xf32>) -> tensor<?x3xf32>
  return %12, %14 : tensor<?x2xf32>, tensor<?x3xf32>
}
func.func @other(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  %tied = ml_program.global_load_const @tied.weight : tensor<3x3xf32>
  %0 = gnn.linear %x, %tied : (tensor<?x3xf32>, tensor<3x3xf32>) -> tensor<?x3xf32>
  return %0 : tensor<?x3xf32>
}
