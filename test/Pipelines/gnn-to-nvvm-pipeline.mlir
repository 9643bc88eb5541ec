// RUN: gnn-opt %s --gnn-to-gpu-pipeline | FileCheck %s
// RUN: gnn-opt %s --gnn-to-nvvm-pipeline=chip=sm_80 | FileCheck %s --check-prefix=BINARY
// RUN: gnn-compile %s --emit=ptx --target=sm_75 -o - | FileCheck %s --check-prefix=PTX --implicit-check-not=__nv_ --implicit-check-not=.extern

ml_program.global private @w(dense<0.5> : tensor<16x16xf32>) : tensor<16x16xf32>

// CHECK-NOT: ml_program
// CHECK: gpu.container_module
// CHECK-LABEL: func.func private @forward_on_device
// CHECK: gpu.launch_func @kernels::@aggregate_1
// CHECK-SAME: threads in (%c128, %c1, %c1)
// CHECK: gpu.launch_func @kernels::@linear_2
// CHECK: gpu.module @kernels
// CHECK: gpu.func @aggregate_1(
// CHECK-SAME: kernel attributes {known_block_size = array<i32: 128, 1, 1>}
// CHECK: gpu.func @linear_2(
// CHECK-SAME: workgroup(%{{.*}} : memref<2x8x68xf32, 3>, %{{.*}} : memref<2x32x16xf32, 3>)
// CHECK: gpu.barrier
// CHECK: memref.global "private" constant @w.transposed : memref<16x16xf32, 1>

// BINARY: gpu.launch_func @kernels::@aggregate_0
// BINARY: gpu.binary @kernels [#gpu.object<#nvvm.target<chip = "sm_80">{{.*}}assembly = "

// Rows are read as vectors, through the cache that is not coherent.
// PTX: .target sm_75
// PTX: .entry aggregate_1
// PTX: .maxntid 128
// PTX: ld.global.nc.b64
// PTX: ld.global.nc.v4.b32
// PTX: st.global.v4.b32
// PTX: .entry linear_2
// PTX: ld.global.nc.v4.b32
// PTX: st.shared.b32
// PTX: bar.sync
// PTX: ld.shared.v4.b32
// PTX: fma.rn.f32
// The sigmoid is computed in the registers of the product.
// PTX: ex2.approx.ftz.f32
// PTX: st.global.v4.b32
func.func @forward(%graph: !gnn.graph, %x: tensor<?x16xf32>) -> tensor<?x16xf32> {
  %w = ml_program.global_load_const @w : tensor<16x16xf32>
  %0 = gnn.aggregate mean %graph, %x : (!gnn.graph, tensor<?x16xf32>) -> tensor<?x16xf32>
  %1 = gnn.linear %0, %w : (tensor<?x16xf32>, tensor<16x16xf32>) -> tensor<?x16xf32>
  %2 = gnn.sigmoid %1 : tensor<?x16xf32>
  return %2 : tensor<?x16xf32>
}
