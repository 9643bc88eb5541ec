// RUN: %python %S/../tools/make_data.py %t.st x=F32:[[1,-2],[5,5]] edge_index=I64:[[0],[1]] train_mask=BOOL:[true,false] test_mask=BOOL:[false,false]
// RUN: not gnn-opt %s --gnn-calibrate 2>&1 | FileCheck %s --check-prefix=NONE
// NONE: error: gnn-calibrate expects data=FILE or load=FILE but got none
// RUN: not gnn-opt %s --gnn-calibrate="data=%t.st max-gram=-1" 2>&1 | FileCheck %s --check-prefix=GRAM
// GRAM: error: gnn-calibrate expects max-gram to be at least 0 but got -1
// RUN: not gnn-opt %s --gnn-calibrate="load=%t.st save=%t.stats" 2>&1 | FileCheck %s --check-prefix=BOTH
// BOTH: error: gnn-calibrate expects load or save but got both
// RUN: not gnn-opt %s --gnn-calibrate="data=%t.absent" 2>&1 | FileCheck %s --check-prefix=ABSENT
// ABSENT: error: gnn-calibrate: cannot read "{{.*}}.absent": No such file or directory
// RUN: not gnn-opt %s --gnn-calibrate="data=%s" 2>&1 | FileCheck %s --check-prefix=FORMAT
// FORMAT: error: gnn-calibrate: {{.*}}calibrate-invalid.mlir: expected
// RUN: not gnn-opt %s --gnn-calibrate="data=%t.st split=test" 2>&1 | FileCheck %s --check-prefix=EMPTY
// EMPTY: error: gnn-calibrate: {{.*}}.st: expected items in split "test" but it is empty
// RUN: not gnn-opt %s --gnn-calibrate="data=%t.st split=dev" 2>&1 | FileCheck %s --check-prefix=SPLIT
// SPLIT: error: gnn-calibrate: {{.*}}.st: expected a split of the data set (all, test, train) but got "dev"
// RUN: not gnn-opt %s --gnn-calibrate="data=%t.st node-weights=size" 2>&1 | FileCheck %s --check-prefix=WEIGHTS
// WEIGHTS: error: gnn-calibrate: {{.*}}.st: expected node weights uniform, train, degree or class but got "size"
// RUN: not gnn-opt %s --gnn-calibrate="data=%t.st function=main" 2>&1 | FileCheck %s --check-prefix=FUNCTION
// FUNCTION: error: gnn-calibrate: expected a function "main" but the module has "forward"
// RUN: not gnn-opt %s --gnn-calibrate="data=%t.st save=%t.absent/stats" 2>&1 | FileCheck %s --check-prefix=SAVE
// SAVE: error: gnn-calibrate: {{.*}}.absent/stats{{.*}}: No such file or directory

// Data that does not fit the model.
// RUN: %python %S/../tools/make_data.py %t.wide x=F32:[[1,2,3]] edge_index=I64[2,0]:[]
// RUN: not gnn-opt %s --gnn-calibrate="data=%t.wide split=all" 2>&1 | FileCheck %s --check-prefix=WIDE
// WIDE: error: gnn-calibrate: {{.*}}.wide: function "forward": expects 2 features per node but the data has 3

// Features that are no numbers: of the data, and of the model.
// RUN: %python %S/../tools/make_data.py %t.nan x=F32:[[NaN,2]] edge_index=I64[2,0]:[]
// RUN: not gnn-opt %s --gnn-calibrate="data=%t.nan split=all" 2>&1 | FileCheck %s --check-prefix=NAN
// NAN: error: gnn-calibrate: {{.*}}.nan: tensor "x": expected finite values but element 0 is nan
// RUN: sed s/2.0/0x7FC00000/ %s > %t.mlir
// RUN: not gnn-opt %t.mlir --gnn-calibrate="data=%t.st" 2>&1 | FileCheck %s --check-prefix=COMPUTED
// COMPUTED: error: 'gnn.linear' expects finite features to multiply 'second' with, but the model computes others from this data

// Layers, and weights without values.
// RUN: sed 's/gnn.linear %x, %first :/gnn.gcn_conv %graph, %x, %first : (!gnn.graph, tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32> \/\//' %s > %t.mlir
// RUN: not gnn-opt %t.mlir --gnn-calibrate="data=%t.st" 2>&1 | FileCheck %s --check-prefix=LAYER
// LAYER: error: 'gnn.gcn_conv' is opaque to calibration; run gnn-decompose-layers first
// RUN: sed 's/dense<2.0>/#ml_program.extern/' %s > %t.mlir
// RUN: not gnn-opt %t.mlir --gnn-calibrate="data=%t.st" 2>&1 | FileCheck %s --check-prefix=EXTERN
// EXTERN: error: parameter 'first' expects a value but got none; run gnn-load-params first

// Statistics that were made from something else.
// RUN: gnn-opt %s --gnn-calibrate="data=%t.st save=%t.stats" -o /dev/null
// RUN: sed s/2.0/3.0/ %s > %t.mlir
// RUN: not gnn-opt %t.mlir --gnn-calibrate="load=%t.stats" 2>&1 | FileCheck %s --check-prefix=MODEL
// RUN: sed s/gnn.relu/gnn.tanh/ %s > %t.mlir
// RUN: not gnn-opt %t.mlir --gnn-calibrate="load=%t.stats" 2>&1 | FileCheck %s --check-prefix=MODEL
// MODEL: error: gnn-calibrate: {{.*}}.stats: the statistics are stale: expected model "{{[0-9a-f]+}}" but they were made with "{{[0-9a-f]+}}"
// RUN: not gnn-opt %s --gnn-calibrate="load=%t.stats data=%t.wide" 2>&1 | FileCheck %s --check-prefix=DATA
// DATA: error: gnn-calibrate: {{.*}}.stats: the statistics are stale: expected data "{{[0-9a-f]+}}" but they were made with "{{[0-9a-f]+}}"
// RUN: not gnn-opt %s --gnn-calibrate="load=%t.stats split=train" 2>&1 | FileCheck %s --check-prefix=STALE
// STALE: error: gnn-calibrate: {{.*}}.stats: the statistics are stale: expected split "train" but they were made with "all"
// RUN: not gnn-opt %s --gnn-calibrate="load=%t.st" 2>&1 | FileCheck %s --check-prefix=OTHER
// OTHER: error: gnn-calibrate: {{.*}}.st: expected statistics, with metadata "function", but the file has none

// A missing data file is one whatever is loaded.
// RUN: not gnn-opt %s --gnn-calibrate="load=%t.stats data=%t.absent" 2>&1 | FileCheck %s --check-prefix=ABSENT
ml_program.global private @first(dense<2.0> : tensor<2x2xf32>) : tensor<2x2xf32>
ml_program.global private @second(dense<1.0> : tensor<1x2xf32>) : tensor<1x2xf32>
func.func @forward(%graph: !gnn.graph, %x: tensor<?x2xf32>) -> tensor<?x1xf32> {
  %first = ml_program.global_load_const @first : tensor<2x2xf32>
  %second = ml_program.global_load_const @second : tensor<1x2xf32>
  %l = gnn.linear %x, %first : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %h = gnn.relu %l : tensor<?x2xf32>
  %y = gnn.linear %h, %second : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}
