// RUN: gnn-opt %s --gnn-to-gpu-pipeline | FileCheck %s

// One kernel, in which four edges share one rescaling of the sums; a vector is
// of one head.

// CHECK-LABEL: func.func private @heads_on_device
// CHECK: gpu.launch_func @kernels::@attention_0
// CHECK-NEXT: return
// CHECK: gpu.func @attention_0
// CHECK: scf.for {{.*}} step %c4 iter_args(%[[MAX:.*]] = %{{.*}}, %{{.*}} = %{{.*}}, %{{.*}} = %{{.*}}) -> (f32, f32, vector<4xf32>)
// CHECK-COUNT-5: math.exp
// CHECK-NOT: math.exp
// CHECK: scf.for {{.*}} step %c1
// CHECK-COUNT-2: math.exp
// CHECK-NOT: math.exp
// CHECK: vector.store
func.func @heads(%g: !gnn.graph, %x: tensor<?x64xf32>, %s: tensor<?x8xf32>, %t: tensor<?x8xf32>) -> tensor<?x64xf32> {
  %y = gnn.attention %g, %x, %s, %t {negative_slope = 2.000000e-01 : f64}
    : (!gnn.graph, tensor<?x64xf32>, tensor<?x8xf32>, tensor<?x8xf32>) -> tensor<?x64xf32>
  return %y : tensor<?x64xf32>
}
