// RUN: gnn-opt %s --gnn-to-gpu-pipeline | FileCheck %s

// One kernel for parts of long rows and one for rows. A vector is of one head, of
// which two threads have the channels: each computes all scores, and four edges
// share one rescaling of the sums.

// CHECK-LABEL: func.func private @heads_on_device
// CHECK: gpu.launch_func @kernels::@attention_0
// CHECK: gpu.launch_func @kernels::@attention_1
// CHECK-NOT: launch
// CHECK: return
func.func @heads(%g: !gnn.graph, %x: tensor<?x64xf32>, %s: tensor<?x8xf32>, %t: tensor<?x8xf32>) -> tensor<?x64xf32> {
  %y = gnn.attention %g, %x, %s, %t {negative_slope = 2.000000e-01 : f64}
    : (!gnn.graph, tensor<?x64xf32>, tensor<?x8xf32>, tensor<?x8xf32>) -> tensor<?x64xf32>
  return %y : tensor<?x64xf32>
}

// With one head of 64 channels, 16 threads each compute the score of one edge of
// 16: four shuffles find the largest, two exponentials are left, and the powers
// are handed out four at a time.

func.func @head(%g: !gnn.graph, %x: tensor<?x64xf32>, %s: tensor<?x1xf32>, %t: tensor<?x1xf32>) -> tensor<?x64xf32> {
  %y = gnn.attention %g, %x, %s, %t {negative_slope = 2.000000e-01 : f64}
    : (!gnn.graph, tensor<?x64xf32>, tensor<?x1xf32>, tensor<?x1xf32>) -> tensor<?x64xf32>
  return %y : tensor<?x64xf32>
}

// CHECK-LABEL: gpu.func @attention_0
// CHECK: scf.while
// CHECK: scf.for {{.*}} step %c16_i32 {{.*}} -> (f32, f32, vector<4xf32>) : i32
// CHECK: scf.for {{.*}} step %c4_i32 {{.*}} -> (f32, f32, vector<4xf32>) : i32
// CHECK-COUNT-4: gpu.shuffle idx
// CHECK-COUNT-5: math.exp
// CHECK-NOT: math.exp
// CHECK: gpu.return

// CHECK-LABEL: gpu.func @attention_2
// CHECK: gpu.shuffle xor %{{.*}}, %c16_i32, %c32_i32 : i32
// CHECK: scf.for {{.*}} step %c16_i32
// CHECK-COUNT-4: gpu.shuffle xor {{.*}} : f32
// CHECK-COUNT-2: math.exp
// CHECK: scf.for {{.*}} step %c4_i32
// CHECK-NOT: math.exp
// CHECK-COUNT-4: gpu.shuffle idx {{.*}} : i32
// CHECK-COUNT-4: gpu.shuffle idx {{.*}} : f32
// CHECK: scf.if
// CHECK-COUNT-4: gpu.shuffle xor {{.*}} : f32
// CHECK: gpu.return
