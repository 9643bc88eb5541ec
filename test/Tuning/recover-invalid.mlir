// RUN: %python %S/../tools/make_data.py %t.safetensors 'x=F32:[[1,1],[-1,-1],[2,2]]' 'edge_index=I64:[[0],[1]]' \
// RUN:   'y=I64:[0,0,0]' 'train_mask=BOOL:[false,false,false]'
// RUN: %python %S/../tools/make_data.py %t.wide.safetensors 'x=F32:[[1,1,1]]' 'edge_index=I64:[[0],[0]]'
// RUN: sed 's/\[\[1.0, 2.0\]\]/[[1.0, 3.0]]/' %s > %t.mlir
// RUN: not gnn-opt %s --gnn-recover="method=train data=%t.safetensors reference=%t.mlir" 2>&1 | FileCheck %s --check-prefix=METHOD
// RUN: not gnn-opt %s --gnn-recover="ridge=-1 data=%t.safetensors reference=%t.mlir" 2>&1 | FileCheck %s --check-prefix=RIDGE
// RUN: not gnn-opt %s --gnn-recover="ridge=nan data=%t.safetensors reference=%t.mlir" 2>&1 | FileCheck %s --check-prefix=NO-NUMBER
// RUN: not gnn-opt %s --gnn-recover="max-features=0 data=%t.safetensors reference=%t.mlir" 2>&1 | FileCheck %s --check-prefix=FEATURES
// RUN: not gnn-opt %s --gnn-recover="reference=%t.mlir" 2>&1 | FileCheck %s --check-prefix=NO-DATA
// RUN: not gnn-opt %s --gnn-recover="data=%t.safetensors" 2>&1 | FileCheck %s --check-prefix=NO-REFERENCE
// RUN: not gnn-opt %s --gnn-recover="data=%t.absent reference=%t.mlir" 2>&1 | FileCheck %s --check-prefix=ABSENT-DATA
// RUN: not gnn-opt %s --gnn-recover="data=%t.safetensors reference=%t.absent" 2>&1 | FileCheck %s --check-prefix=ABSENT-REFERENCE
// RUN: not gnn-opt %s --gnn-recover="data=%t.safetensors reference=%t.safetensors" 2>&1 | FileCheck %s --check-prefix=NO-MODEL
// RUN: not gnn-opt %s --gnn-recover="data=%t.safetensors reference=%t.mlir split=test" 2>&1 | FileCheck %s --check-prefix=SPLIT
// RUN: not gnn-opt %s --gnn-recover="data=%t.safetensors reference=%t.mlir split=train" 2>&1 | FileCheck %s --check-prefix=EMPTY
// RUN: not gnn-opt %s --gnn-recover="data=%t.safetensors reference=%t.mlir node-weights=age" 2>&1 | FileCheck %s --check-prefix=WEIGHTS
// RUN: not gnn-opt %s --gnn-recover="data=%t.safetensors reference=%t.mlir function=f" 2>&1 | FileCheck %s --check-prefix=FUNCTION
// RUN: not gnn-opt %s --gnn-recover="data=%t.wide.safetensors reference=%t.mlir" 2>&1 | FileCheck %s --check-prefix=WIDE
// RUN: not gnn-opt %s --gnn-recover="data=%t.safetensors reference=%t.mlir ridge=0" 2>&1 | FileCheck %s --check-prefix=SINGULAR
// RUN: sed 's/dense<.*]> : tensor<1x2xf32>)/#ml_program.extern : tensor<1x2xf32>)/' %s > %t.extern.mlir
// RUN: not gnn-opt %s --gnn-recover="data=%t.safetensors reference=%t.extern.mlir" 2>&1 | FileCheck %s --check-prefix=NO-VALUES
// RUN: sed 's/\[\[1.0, 2.0\]\]/[[1.0, 0x7FC00000]]/' %s > %t.nan.mlir
// RUN: not gnn-opt %s --gnn-recover="data=%t.safetensors reference=%t.nan.mlir" 2>&1 | FileCheck %s --check-prefix=NAN
// RUN: sed 's/tensor<1x2xf32>$/tensor<1x2xf32> {gnn.channels = [array<i64: 1>, unit]}/' %s > %t.channel.mlir
// RUN: not gnn-opt %s --gnn-recover="data=%t.safetensors reference=%t.channel.mlir" 2>&1 | FileCheck %s --check-prefix=CHANNEL
// RUN: sed 's/tensor<1x2xf32>$/tensor<1x2xf32> {gnn.channels = [array<i64: 9223372036854775807>, unit]}/' %s > %t.largest.mlir
// RUN: not gnn-opt %s --gnn-recover="data=%t.safetensors reference=%t.largest.mlir" 2>&1 | FileCheck %s --check-prefix=LARGEST

// METHOD: error: gnn-recover expects method to be least-squares, bias or batch-norm but got "train"
// RIDGE: error: gnn-recover expects ridge to be at least 0 but got -1
// NO-NUMBER: error: gnn-recover expects ridge to be at least 0 but got nan
// FEATURES: error: gnn-recover expects max-features to be at least 1 but got 0
// NO-DATA: error: gnn-recover expects data but got none
// NO-REFERENCE: error: gnn-recover expects a reference but got none
// ABSENT-DATA: error: gnn-recover: {{.*}}.absent
// ABSENT-REFERENCE: error: gnn-recover: cannot open input file '{{.*}}.absent': No such file or directory
// NO-MODEL: error: gnn-recover: cannot read the model "{{.*}}.safetensors"
// SPLIT: error: gnn-recover: {{.*}}.safetensors: expected a split of the data set (all, train) but got "test"
// EMPTY: error: gnn-recover: {{.*}}.safetensors: expected items in split "train" but it is empty
// WEIGHTS: error: gnn-recover: {{.*}}.safetensors: expected node weights uniform, train, degree or class but got "age"
// FUNCTION: error: expected a function "f" but the module has "forward"
// WIDE: error: function "forward": expects 2 features per node but the data has 3
// SINGULAR: error: layer 'lin.weight' expects a Gram matrix of full rank 2 but got one of rank 1; give a larger ridge
// NO-VALUES: error: parameter 'lin.weight' expects a value but got none; run gnn-load-params first
// NAN: error: layer 'lin.weight' expects finite values but got others
// CHANNEL: error: parameter 'lin.weight' expects a reference with its original channel 0 but got one without
// LARGEST: error: parameter 'lin.weight' expects gnn.channels to hold unit or 1 increasing indices but got array<i64: 9223372036854775807>
ml_program.global private @lin.weight(dense<[[1.0, 2.0]]> : tensor<1x2xf32>) : tensor<1x2xf32>
func.func @forward(%x: tensor<?x2xf32>) -> tensor<?x1xf32> {
  %w = ml_program.global_load_const @lin.weight : tensor<1x2xf32>
  %y = gnn.linear %x, %w : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}
