// RUN: %python %S/Inputs/params.py write %t.safetensors \
// RUN:   gat.lin_src.weight:F32:1x1:1 both.lin_src.weight:F32:1x1:2 both.lin.weight:F32:1x1:3 \
// RUN:   bn.module.weight:F32:1:4 bn.module.bias:F32:1:5 bn.module.running_mean:F32:1:6 \
// RUN:   bn.module.running_var:F32:1:7 bn.module.num_batches_tracked:I64::8 \
// RUN:   other.num_batches_tracked:I64::9
// RUN: gnn-opt %s --gnn-load-params="file=%t.safetensors" --gnn-save-params="file=%t.out" \
// RUN:   -o %t.mlir 2> %t.err
// RUN: FileCheck %s --input-file=%t.err --check-prefix=REMARK
// RUN: %python %S/Inputs/params.py print %t.out | FileCheck %s

// PyG's own other spellings of a name; the plain name wins.

// CHECK: bn.bias F32 [1]: 5
// CHECK: bn.running_mean F32 [1]: 6
// CHECK: bn.running_var F32 [1]: 7
// CHECK: bn.weight F32 [1]: 4
// CHECK: both.lin.weight F32 [1, 1]: 3
// CHECK: gat.lin.weight F32 [1, 1]: 1

// The steps that a loaded batch normalisation has counted are expected.
// REMARK: no parameter uses "both.lin_src.weight", "other.num_batches_tracked"
ml_program.global private @gat.lin.weight(#ml_program.extern : tensor<1x1xf32>) : tensor<1x1xf32>
ml_program.global private @both.lin.weight(#ml_program.extern : tensor<1x1xf32>) : tensor<1x1xf32>
ml_program.global private @bn.weight(#ml_program.extern : tensor<1xf32>) : tensor<1xf32>
ml_program.global private @bn.bias(#ml_program.extern : tensor<1xf32>) : tensor<1xf32>
ml_program.global private @bn.running_mean(#ml_program.extern : tensor<1xf32>) : tensor<1xf32>
ml_program.global private @bn.running_var(#ml_program.extern : tensor<1xf32>) : tensor<1xf32>
