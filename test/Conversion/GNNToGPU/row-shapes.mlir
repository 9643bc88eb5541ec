// RUN: gnn-opt %s --gnn-to-gpu-pipeline | FileCheck %s
// RUN: gnn-opt %s --gnn-to-gpu-pipeline | FileCheck %s --check-prefix=KERNEL

// A row of 128 channels has a warp: a block of 128 threads has 4 rows, and each
// thread loads 4 channels.

// CHECK-LABEL: func.func private @warp_on_device
// CHECK: %[[LAST:.*]] = arith.addi %{{.*}}, %c3
// CHECK: %[[BLOCKS:.*]] = arith.divui %[[LAST]], %c4
// CHECK: gpu.launch_func @kernels::@relu_0 blocks in (%[[BLOCKS]], %c1, %c1) threads in (%c128, %c1, %c1)
func.func @warp(%x: tensor<?x128xf32>) -> tensor<?x128xf32> {
  %y = gnn.relu %x : tensor<?x128xf32>
  return %y : tensor<?x128xf32>
}

// A row of 7 is padded to 8 and has 2 threads; 16 rows share a warp.

// CHECK-LABEL: func.func private @pair_on_device(%{{.*}}: memref<?x8xf32, 1>
// CHECK: arith.divui %{{.*}}, %c64
// CHECK: gpu.launch_func @kernels::@relu_1
func.func @pair(%x: tensor<?x7xf32>) -> tensor<?x7xf32> {
  %y = gnn.relu %x : tensor<?x7xf32>
  return %y : tensor<?x7xf32>
}

// A row of 1000 is cut into blocks of 2 * 32 * 4 channels.

// CHECK-LABEL: func.func private @wide_on_device
// CHECK: gpu.launch_func @kernels::@relu_2 blocks in (%{{.*}}, %c4, %c1)
func.func @wide(%x: tensor<?x1000xf32>) -> tensor<?x1000xf32> {
  %y = gnn.relu %x : tensor<?x1000xf32>
  return %y : tensor<?x1000xf32>
}

// Nothing is stored behind the last row, and 0 in the padding of a row.

// KERNEL-LABEL: gpu.func @relu_1
// KERNEL: %[[ROW:.*]] = arith.addi
// KERNEL: %[[THERE:.*]] = arith.cmpi slt, %[[ROW]]
// KERNEL: scf.if %[[THERE]]
// KERNEL: %[[VALUE:.*]] = arith.select
// KERNEL: %[[CHANNELS:.*]] = arith.cmpi slt, %{{.*}} : vector<4xi32>
// KERNEL: %[[PADDED:.*]] = arith.select %[[CHANNELS]], %[[VALUE]], %{{.*}} : vector<4xi1>, vector<4xf32>
// KERNEL: vector.store %[[PADDED]], %{{.*}} {alignment = 16 : i64} : memref<?x8xf32, 1>, vector<4xf32>
