// RUN: %python %S/Inputs/params.py write %t.safetensors \
// RUN:   conv.lin.weight:F32:2x1:1,2 lin.bias:F64:2:3,0.5 half.weight:F16:2x1:3c00,c000 \
// RUN:   bf.weight:BF16:1x1:4040 kept.bias:F32:1:7 empty.bias:F32:0: \
// RUN:   extra.weight:F32:1:1 a.extra:I64:1:1 ref.logits:F64:1:1
// RUN: gnn-opt %s --gnn-load-params="file=%t.safetensors" --gnn-save-params="file=%t.out" \
// RUN:   -o %t.mlir 2> %t.err
// RUN: FileCheck %s --input-file=%t.mlir
// RUN: FileCheck %s --input-file=%t.err --check-prefix=REMARK
// RUN: %python %S/Inputs/params.py print %t.out | FileCheck %s --check-prefix=VALUE

// What is loaded travels as a blob, and what has no tensor keeps its value.

// CHECK: @conv.lin.weight(dense_resource<conv.lin.weight> : tensor<2x1xf32>) : tensor<2x1xf32>
ml_program.global private @conv.lin.weight(#ml_program.extern : tensor<2x1xf32>) : tensor<2x1xf32>
ml_program.global private @lin.bias(#ml_program.extern : tensor<2xf32>) : tensor<2xf32>
ml_program.global private @half.weight(#ml_program.extern : tensor<2x1xf32>) : tensor<2x1xf32>
ml_program.global private @bf.weight(#ml_program.extern : tensor<1x1xf32>) : tensor<1x1xf32>
ml_program.global private @empty.bias(#ml_program.extern : tensor<0xf32>) : tensor<0xf32>
// CHECK: @kept.bias(dense_resource<kept.bias> : tensor<1xf32>)
ml_program.global private @kept.bias(dense<5.0> : tensor<1xf32>) : tensor<1xf32>
// CHECK: @fixed.eps(dense<2.500000e-01> : tensor<1xf32>)
ml_program.global private @fixed.eps(dense<0.25> : tensor<1xf32>) : tensor<1xf32>

// REMARK-NOT: error
// REMARK: {{.*}}load-params.mlir:[[#]]:1: remark: {{.*}}safetensors: tensor "lin.bias" converted from F64 to F32
// REMARK: remark: {{.*}}tensor "half.weight" converted from F16 to F32
// REMARK: remark: {{.*}}tensor "bf.weight" converted from BF16 to F32
// REMARK: remark: {{.*}}safetensors: no parameter uses "a.extra", "extra.weight"
// REMARK-NOT: ref.logits

// VALUE: bf.weight F32 [1, 1]: 3
// VALUE: conv.lin.weight F32 [2, 1]: 1 2
// VALUE: empty.bias F32 [0]:
// VALUE: fixed.eps F32 [1]: 0.25
// VALUE: half.weight F32 [2, 1]: 1 -2
// VALUE: kept.bias F32 [1]: 7
// VALUE: lin.bias F32 [2]: 3 0.5
