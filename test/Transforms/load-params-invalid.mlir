// RUN: %python %S/Inputs/params.py write %t.safetensors \
// RUN:   nan.weight:F32:2x2:1,2,nan,4 inf.bias:F32:2:1,-inf shape.weight:F32:2x3:1,2,3,4,5,6 \
// RUN:   rank.bias:F32:1x2:1,2 dtype.bias:I64:2:1,2 range.bias:F64:1:1e300 type.bias:F32:2:1,2
// RUN: not gnn-opt %s --gnn-load-params="file=%t.safetensors" 2>&1 | FileCheck %s
// RUN: not gnn-opt %s --gnn-load-params 2>&1 | FileCheck %s --check-prefix=NO-FILE
// RUN: not gnn-opt %s --gnn-load-params="file=%t.none" 2>&1 | FileCheck %s --check-prefix=NONE
// RUN: head -c 100 %t.safetensors > %t.cut
// RUN: not gnn-opt %s --gnn-load-params="file=%t.cut" 2>&1 | FileCheck %s --check-prefix=CUT

// Every defect is reported, each with tensor and file.

// NO-FILE: error: gnn-load-params expects file=FILE but got none
// NONE: error: {{.*}}.none{{.*}}: No such file or directory
// CUT: error: {{.*}}.cut

// CHECK: load-params-invalid.mlir:[[#@LINE+1]]:1: error: {{.*}}safetensors: missing tensor "missing.weight", expected 'tensor<1x2xf32>'
ml_program.global private @missing.weight(#ml_program.extern : tensor<1x2xf32>) : tensor<1x2xf32>
// CHECK: error: {{.*}}: missing tensor "missing.bias", expected 'tensor<2xf32>'
ml_program.global private @missing.bias(#ml_program.extern : tensor<2xf32>) : tensor<2xf32>
// CHECK: error: {{.*}}: tensor "nan.weight": expected finite values but element [1, 0] is nan
ml_program.global private @nan.weight(#ml_program.extern : tensor<2x2xf32>) : tensor<2x2xf32>
// CHECK: error: {{.*}}: tensor "inf.bias": expected finite values but element [1] is -inf
ml_program.global private @inf.bias(#ml_program.extern : tensor<2xf32>) : tensor<2xf32>
// CHECK: error: {{.*}}: tensor "shape.weight": expected shape [3, 2] but got [2, 3]
ml_program.global private @shape.weight(#ml_program.extern : tensor<3x2xf32>) : tensor<3x2xf32>
// CHECK: error: {{.*}}: tensor "rank.bias": expected shape [2] but got [1, 2]
ml_program.global private @rank.bias(#ml_program.extern : tensor<2xf32>) : tensor<2xf32>
// CHECK: error: {{.*}}: tensor "dtype.bias": expected dtype F64, F32, F16 or BF16 but got I64
ml_program.global private @dtype.bias(#ml_program.extern : tensor<2xf32>) : tensor<2xf32>
// CHECK: error: {{.*}}: tensor "range.bias": expected values in the range of float32
ml_program.global private @range.bias(#ml_program.extern : tensor<1xf32>) : tensor<1xf32>
// CHECK: error: parameter 'type.bias' expects a static f32 tensor type but got 'tensor<2xf64>'
ml_program.global private @type.bias(#ml_program.extern : tensor<2xf64>) : tensor<2xf64>
