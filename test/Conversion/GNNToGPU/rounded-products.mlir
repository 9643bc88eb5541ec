// RUN: gnn-opt %s --gnn-to-gpu-pipeline=matmul=tf32 | FileCheck %s --check-prefixes=CHECK,TF32
// RUN: gnn-opt %s --gnn-to-gpu-pipeline="chip=sm_90 matmul=bf16" | FileCheck %s --check-prefixes=CHECK,BF16
// RUN: gnn-opt %s --gnn-to-gpu-pipeline=matmul=f32 | FileCheck %s --check-prefix=F32
// RUN: gnn-opt %s --convert-gnn-to-gpu=matmul=tf32 --remarks-filter=convert-gnn-to-gpu -o /dev/null 2>&1 | FileCheck %s --check-prefix=TF32-REMARK
// RUN: gnn-opt %s --convert-gnn-to-gpu=matmul=bf16 --remarks-filter=convert-gnn-to-gpu -o /dev/null 2>&1 | FileCheck %s --check-prefix=BF16-REMARK

ml_program.global private @w(dense<1.001> : tensor<33x17xf32>) : tensor<33x17xf32>
ml_program.global private @half(dense<[[0.0, 1.0, 2.0, 0.0, 0.0, 0.0, 0.0, 3.0]]> : tensor<1x8xf32>) : tensor<1x8xf32>
ml_program.global private @narrow(dense<1.001> : tensor<16x4xf32>) : tensor<16x4xf32>

// Not rounded unless asked for.
// F32-NOT: nvvm.mma

// 33 outputs are 3 tiles of 16, of which a block has 4; 17 inputs two steps of
// 16. Rounded weights lie as the lanes hold them: 1.001 is 1.0009765625 in tf32
// (0x3F802000), and 1 in bf16 (0x3F80, twice).

// TF32-REMARK: Passed{{.*}}TensorProduct{{.*}}factors rounded to tf32
// BF16-REMARK: Passed{{.*}}TensorProduct{{.*}}factors rounded to bf16
// CHECK-LABEL: gpu.func @linear_0(
// CHECK-SAME: workgroup(%{{.*}} : memref<64x68xf32, 3>)
// TF32-COUNT-8: nvvm.convert.float.to.tf32 %{{.*}} {rnd = #nvvm.fp_rnd_mode<rna>}
// TF32: vector.load %{{.*}} {alignment = 16 : i64} : memref<3x4x128xi32, 1>, vector<4xi32>
// TF32-COUNT-16: nvvm.mma.sync {{.*}}multiplicandAPtxType = #nvvm.mma_type<tf32>{{.*}}shape = #nvvm.shape<m = 16, n = 8, k = 8>
// BF16-COUNT-4: nvvm.convert.f32x2.to.bf16x2 %{{.*}} {rnd = #nvvm.fp_rnd_mode<rn>} : vector<2xbf16>
// BF16: vector.load %{{.*}} {alignment = 16 : i64} : memref<3x2x128xi32, 1>, vector<4xi32>
// BF16-COUNT-8: nvvm.mma.sync {{.*}}multiplicandAPtxType = #nvvm.mma_type<bf16>{{.*}}shape = #nvvm.shape<m = 16, n = 8, k = 16>
// CHECK-NOT: nvvm.mma
// CHECK: gpu.barrier
// CHECK: math.exp

// Two of four weights in sequence: they, and where they are. Of the first four
// the second and the third; of the others the last, with a zero in the third
// place or before: 0b1001, 0b1110.

// CHECK-LABEL: gpu.func @linear_1(
// TF32-REMARK: Missed{{.*}}TwoOfFourWeight{{.*}}tf32 products take every weight; matmul=bf16 skips 2 of 4
// BF16-REMARK: Passed{{.*}}TwoOfFourWeight{{.*}}2 of 4 weights multiplied
// TF32: nvvm.mma.sync
// BF16: memref.load %{{.*}} : memref<1x1x32xi32, 1>
// BF16: nvvm.mma.sp.sync {{.*}}shape = #nvvm.shape<m = 16, n = 8, k = 32>
// BF16: memref.global "private" constant @half.fragments : memref<1x1x128xi32, 1>
// BF16: memref.global "private" constant @half.fragments.metadata : memref<1x1x32xi32, 1>

// Few inputs would leave most of an instruction empty.

// TF32-REMARK: Missed{{.*}}TensorProduct{{.*}}rows of 4 inputs are multiplied in f32
// CHECK-LABEL: gpu.func @linear_2(
// CHECK-NOT: nvvm.mma
func.func @products(%x: tensor<?x17xf32>, %y: tensor<?x8xf32>, %z: tensor<?x4xf32>) -> (tensor<?x33xf32>, tensor<?x1xf32>, tensor<?x16xf32>) {
  %w = ml_program.global_load_const @w : tensor<33x17xf32>
  %half = ml_program.global_load_const @half : tensor<1x8xf32>
  %narrow = ml_program.global_load_const @narrow : tensor<16x4xf32>
  %0 = gnn.linear %x, %w : (tensor<?x17xf32>, tensor<33x17xf32>) -> tensor<?x33xf32>
  %1 = gnn.sigmoid %0 : tensor<?x33xf32>
  %2 = gnn.linear %y, %half : (tensor<?x8xf32>, tensor<1x8xf32>) -> tensor<?x1xf32>
  %3 = gnn.linear %z, %narrow : (tensor<?x4xf32>, tensor<16x4xf32>) -> tensor<?x16xf32>
  return %1, %2, %3 : tensor<?x33xf32>, tensor<?x1xf32>, tensor<?x16xf32>
}
