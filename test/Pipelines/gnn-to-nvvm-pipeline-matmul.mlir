// What the kernels are written in can be read again.
// RUN: gnn-opt %s --gnn-to-gpu-pipeline | gnn-opt -o /dev/null
// RUN: gnn-opt %s --gnn-to-gpu-pipeline=matmul=bf16 | gnn-opt -o /dev/null

// RUN: gnn-compile %s --emit=ptx --target=sm_80 --matmul=tf32 -o - | FileCheck %s --check-prefix=TF32
// RUN: gnn-compile %s --emit=ptx --target=sm_80 --matmul=bf16 -o - | FileCheck %s --check-prefix=BF16
// RUN: gnn-compile %s --emit=ptx --target=sm_90 --matmul=bf16 -o - | FileCheck %s --check-prefix=SM90
// RUN: gnn-compile %s --emit=ptx --target=sm_80 -o - | FileCheck %s --check-prefix=COPY --implicit-check-not=mma
// RUN: gnn-compile %s --emit=ptx --target=sm_75 -o - | FileCheck %s --check-prefix=SM75 --implicit-check-not=cp.async
// RUN: not gnn-compile %s --emit=ptx --target=sm_75 --matmul=bf16 -o - 2>&1 | FileCheck %s --check-prefix=LACKS
// RUN: not gnn-compile %s --emit=obj --matmul=bf16 -o %t.o 2>&1 | FileCheck %s --check-prefix=CPU

ml_program.global private @w(dense<0.5> : tensor<40x16xf32>) : tensor<40x16xf32>
ml_program.global private @half(dense<[[0.0, 1.0, 2.0, 0.0, 0.0, 0.0, 0.0, 3.0]]> : tensor<1x8xf32>) : tensor<1x8xf32>

// Inputs are rounded as they are loaded, weights when compiling.
// TF32: .entry linear_0
// TF32: ld.global.nc.v4.b32
// TF32: cvt.rna.tf32.f32
// TF32: ld.global.nc.v4.b32
// TF32: mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32
// TF32: st.shared.b32
// TF32: bar.sync
// TF32: ld.shared.v4.b32
// TF32: st.global.v4.b32

// BF16: .version 7.1
// BF16: .target sm_80
// BF16: .entry linear_0
// BF16: cvt.rn.bf16x2.f32
// BF16: mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32
// BF16: .entry linear_1
// BF16: ld.global.nc.v2.b32
// BF16: mma.sp.sync.aligned.m16n8k32.row.col.f32.bf16.bf16.f32

// SM90: .target sm_90
// SM90: mma.sp.sync.aligned.m16n8k32.row.col.f32.bf16.bf16.f32

// Without rounding, tiles of the weight are copied while others are multiplied.
// COPY: .version 7.0
// COPY: .entry linear_0
// COPY: cp.async.ca.shared.global
// COPY: cp.async.commit_group
// COPY: cp.async.wait_group{{.*}}0
// COPY: bar.sync
// COPY: cp.async.ca.shared.global
// COPY: fma.rn.f32
// COPY: cp.async.wait_group{{.*}}0
// COPY: bar.sync

// SM75: .target sm_75
// SM75: ld.global.nc.v4.b32
// SM75: st.shared

// LACKS: error: expects a chip whose tensor cores multiply bf16, sm_80 or later, but got 'sm_75'
// CPU: error: expected a GPU as --target with --matmul but got 'portable'
func.func @forward(%x: tensor<?x16xf32>, %y: tensor<?x8xf32>) -> (tensor<?x40xf32>, tensor<?x1xf32>) {
  %w = ml_program.global_load_const @w : tensor<40x16xf32>
  %half = ml_program.global_load_const @half : tensor<1x8xf32>
  %0 = gnn.linear %x, %w : (tensor<?x16xf32>, tensor<40x16xf32>) -> tensor<?x40xf32>
  %1 = gnn.linear %y, %half : (tensor<?x8xf32>, tensor<1x8xf32>) -> tensor<?x1xf32>
  return %0, %1 : tensor<?x40xf32>, tensor<?x1xf32>
}
