// RUN: gnn-opt %s --gnn-to-gpu-pipeline | FileCheck %s
// RUN: gnn-opt %s --gnn-to-gpu-pipeline | FileCheck %s --check-prefix=KERNEL
// RUN: gnn-opt %s --convert-gnn-to-gpu --remarks-filter=convert-gnn-to-gpu -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK

ml_program.global private @w(dense<0.5> : tensor<64x32xf32>) : tensor<64x32xf32>
ml_program.global private @s(dense<[[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 2.0],
                                    [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
                                    [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
                                    [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
                                    [3.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]]> : tensor<5x8xf32, #gnn.csr>) : tensor<5x8xf32, #gnn.csr>
ml_program.global private @d(dense<0.5> : tensor<5x8xf32, #gnn.csr>) : tensor<5x8xf32, #gnn.csr>

// Tiles of 64 rows and 64 outputs go through two buffers of shared memory.

// CHECK-LABEL: func.func private @dense_on_device
// CHECK: gpu.launch_func @kernels::@linear_0
// CHECK-LABEL: func.func private @sparse_on_device
// CHECK: gpu.launch_func @kernels::@linear_1
func.func @dense(%x: tensor<?x32xf32>) -> tensor<?x64xf32> {
  %w = ml_program.global_load_const @w : tensor<64x32xf32>
  %y = gnn.linear %x, %w : (tensor<?x32xf32>, tensor<64x32xf32>) -> tensor<?x64xf32>
  return %y : tensor<?x64xf32>
}
// KERNEL-LABEL: gpu.func @linear_0
// KERNEL-SAME: workgroup(%{{.*}} : memref<2x8x68xf32, 3>, %{{.*}} : memref<2x8x64xf32, 3>)
// KERNEL: gpu.barrier
// KERNEL: scf.for
// KERNEL: vector.fma
// KERNEL: gpu.barrier

// Of a sparse weight only the nonzeros are there. A dense one is multiplied as
// such, whatever it is called.

// REMARK: Passed{{.*}}SparseWeight{{.*}}2 of 40 weights stored
// REMARK: Missed{{.*}}SparseWeight{{.*}}40 of 40 weights are not zero
// KERNEL-LABEL: gpu.func @linear_1
// KERNEL-SAME: workgroup(%{{.*}} : memref<64x33xf32, 3>, %{{.*}} : memref<64x33xf32, 3>)
// KERNEL: memref.global "private" constant @s.strips.pointers : memref<9xi32, 1>
// KERNEL: memref.global "private" constant @s.strips.values : memref<2xf32, 1>
// KERNEL-LABEL: gpu.func @linear_2
// KERNEL-SAME: memref<2x8x68xf32, 3>
// KERNEL: memref.global "private" constant @d.transposed : memref<8x8xf32, 1>
func.func @sparse(%x: tensor<?x8xf32>) -> (tensor<?x5xf32>, tensor<?x5xf32>) {
  %s = ml_program.global_load_const @s : tensor<5x8xf32, #gnn.csr>
  %d = ml_program.global_load_const @d : tensor<5x8xf32, #gnn.csr>
  %y = gnn.linear %x, %s : (tensor<?x8xf32>, tensor<5x8xf32, #gnn.csr>) -> tensor<?x5xf32>
  %z = gnn.linear %x, %d : (tensor<?x8xf32>, tensor<5x8xf32, #gnn.csr>) -> tensor<?x5xf32>
  return %y, %z : tensor<?x5xf32>, tensor<?x5xf32>
}
