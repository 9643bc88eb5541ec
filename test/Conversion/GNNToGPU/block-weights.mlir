// RUN: gnn-opt %s --gnn-to-gpu-pipeline | FileCheck %s
// RUN: gnn-opt %s --convert-gnn-to-gpu --remarks-filter=convert-gnn-to-gpu -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK

ml_program.global private @w(dense<[[0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
                                    [0.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 0.0],
                                    [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
                                    [0.0, 3.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
                                    [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]]> : tensor<5x8xf32, #gnn.block<16>>) : tensor<5x8xf32, #gnn.block<16>>
ml_program.global private @d(dense<0.5> : tensor<32x8xf32, #gnn.block<16>>) : tensor<32x8xf32, #gnn.block<16>>
ml_program.global private @odd(dense<0.0> : tensor<5x8xf32, #gnn.block<4>>) : tensor<5x8xf32, #gnn.block<4>>
ml_program.global private @narrow(dense<0.0> : tensor<16x4xf32, #gnn.block<16>>) : tensor<16x4xf32, #gnn.block<16>>

// Four threads read the 16 weights of an input that is not skipped, a vector
// each.

// REMARK: Passed{{.*}}BlockWeight{{.*}}2 of 8 blocks stored
// CHECK-LABEL: gpu.func @linear_0
// CHECK-SAME: workgroup(%{{.*}} : memref<64x68xf32, 3>)
// CHECK: gpu.barrier
// CHECK: vector.load %{{.*}} {alignment = 16 : i64} : memref<2x16xf32, 1>, vector<4xf32>
// CHECK: vector.fma
// CHECK: gpu.barrier
// CHECK: memref.global "private" constant @w.blocks.pointers : memref<2xi32, 1>
// CHECK: memref.global "private" constant @w.blocks.positions : memref<2xi32, 1>
// CHECK: memref.global "private" constant @w.blocks.values : memref<2x16xf32, 1>
func.func @blocks(%x: tensor<?x8xf32>) -> tensor<?x5xf32> {
  %w = ml_program.global_load_const @w : tensor<5x8xf32, #gnn.block<16>>
  %y = gnn.linear %x, %w : (tensor<?x8xf32>, tensor<5x8xf32, #gnn.block<16>>) -> tensor<?x5xf32>
  return %y : tensor<?x5xf32>
}

// What is not worth it, or has another shape, takes the other forms.

// REMARK: Missed{{.*}}BlockWeight{{.*}}16 of 16 blocks are not zero
// REMARK: Missed{{.*}}SparseWeight
// REMARK: Missed{{.*}}BlockWeight{{.*}}blocks have 4 outputs, not 8 or 16
// REMARK: Missed{{.*}}BlockWeight{{.*}}rows are narrow
// CHECK-LABEL: gpu.func @linear_1
// CHECK-LABEL: gpu.func @linear_2
// CHECK-LABEL: gpu.func @linear_3
// CHECK-NOT: @{{.*}}.blocks.values
func.func @others(%x: tensor<?x8xf32>, %y: tensor<?x4xf32>) -> (tensor<?x32xf32>, tensor<?x5xf32>, tensor<?x16xf32>) {
  %d = ml_program.global_load_const @d : tensor<32x8xf32, #gnn.block<16>>
  %odd = ml_program.global_load_const @odd : tensor<5x8xf32, #gnn.block<4>>
  %narrow = ml_program.global_load_const @narrow : tensor<16x4xf32, #gnn.block<16>>
  %0 = gnn.linear %x, %d : (tensor<?x8xf32>, tensor<32x8xf32, #gnn.block<16>>) -> tensor<?x32xf32>
  %1 = gnn.linear %x, %odd : (tensor<?x8xf32>, tensor<5x8xf32, #gnn.block<4>>) -> tensor<?x5xf32>
  %2 = gnn.linear %y, %narrow : (tensor<?x4xf32>, tensor<16x4xf32, #gnn.block<16>>) -> tensor<?x16xf32>
  return %0, %1, %2 : tensor<?x32xf32>, tensor<?x5xf32>, tensor<?x16xf32>
}
