// Every op survives its custom form, its generic form and bytecode.
// RUN: gnn-opt %s | gnn-opt | FileCheck %s
// RUN: gnn-opt %s --mlir-print-op-generic | gnn-opt | FileCheck %s
// RUN: gnn-opt %s --emit-bytecode | gnn-opt | FileCheck %s

// CHECK-LABEL: func @activations
// CHECK-SAME: (%[[X:.*]]: tensor<?x16xf32>)
func.func @activations(%x: tensor<?x16xf32>) {
  // CHECK: gnn.relu %[[X]] : tensor<?x16xf32>
  %relu = gnn.relu %x : tensor<?x16xf32>
  // CHECK: gnn.leaky_relu %[[X]] {negative_slope = 2.000000e-01 : f64} : tensor<?x16xf32>
  %leaky = gnn.leaky_relu %x {negative_slope = 0.2 : f64} : tensor<?x16xf32>
  // CHECK: gnn.elu %[[X]] {alpha = 5.000000e-01 : f64} : tensor<?x16xf32>
  %elu = gnn.elu %x {alpha = 0.5 : f64} : tensor<?x16xf32>
  // CHECK: gnn.gelu %[[X]] : tensor<?x16xf32>
  %gelu = gnn.gelu %x : tensor<?x16xf32>
  // CHECK: gnn.gelu %[[X]] {tanh_approximation} : tensor<?x16xf32>
  %approximate = gnn.gelu %x {tanh_approximation} : tensor<?x16xf32>
  // CHECK: gnn.sigmoid %[[X]] : tensor<?x16xf32>
  %sigmoid = gnn.sigmoid %x : tensor<?x16xf32>
  // CHECK: gnn.tanh %[[X]] : tensor<?x16xf32>
  %tanh = gnn.tanh %x : tensor<?x16xf32>
  // CHECK: gnn.dropout %[[X]] {p = 6.000000e-01 : f64} : tensor<?x16xf32>
  %dropout = gnn.dropout %x {p = 0.6 : f64} : tensor<?x16xf32>
  return
}

// The defaults are PyTorch's; they are not printed.
// CHECK-LABEL: func @defaults
// CHECK-SAME: (%[[X:.*]]: tensor<?x16xf32>)
func.func @defaults(%x: tensor<?x16xf32>) {
  // CHECK: gnn.leaky_relu %[[X]] : tensor<?x16xf32>
  %leaky = gnn.leaky_relu %x {negative_slope = 0.01 : f64} : tensor<?x16xf32>
  // CHECK: gnn.elu %[[X]] : tensor<?x16xf32>
  %elu = gnn.elu %x {alpha = 1.0 : f64} : tensor<?x16xf32>
  // CHECK: gnn.dropout %[[X]] : tensor<?x16xf32>
  %dropout = gnn.dropout %x {p = 0.5 : f64} : tensor<?x16xf32>
  return
}

// CHECK-LABEL: func @arithmetic
// CHECK-SAME: (%[[X:.*]]: tensor<?x16xf32>, %[[Y:.*]]: tensor<?x16xf32>, %[[ONE:.*]]: tensor<1xf32>, %[[C:.*]]: tensor<16xf32>, %[[N:.*]]: tensor<?xf32>)
func.func @arithmetic(%x: tensor<?x16xf32>, %y: tensor<?x16xf32>, %one: tensor<1xf32>,
                      %c: tensor<16xf32>, %n: tensor<?xf32>) {
  // CHECK: gnn.add %[[X]], %[[Y]] : tensor<?x16xf32>
  %add = gnn.add %x, %y : tensor<?x16xf32>
  // CHECK: gnn.max %[[X]], %[[Y]] : tensor<?x16xf32>
  %max = gnn.max %x, %y : tensor<?x16xf32>
  // CHECK: gnn.add_scaled %[[X]], %[[Y]], %[[ONE]] : (tensor<?x16xf32>, tensor<?x16xf32>, tensor<1xf32>) -> tensor<?x16xf32>
  %scaled = gnn.add_scaled %x, %y, %one : (tensor<?x16xf32>, tensor<?x16xf32>, tensor<1xf32>) -> tensor<?x16xf32>
  // CHECK: gnn.bias_add %[[X]], %[[C]] : (tensor<?x16xf32>, tensor<16xf32>) -> tensor<?x16xf32>
  %bias = gnn.bias_add %x, %c : (tensor<?x16xf32>, tensor<16xf32>) -> tensor<?x16xf32>
  // CHECK: gnn.scale_rows %[[X]], %[[N]] : (tensor<?x16xf32>, tensor<?xf32>) -> tensor<?x16xf32>
  %rows = gnn.scale_rows %x, %n : (tensor<?x16xf32>, tensor<?xf32>) -> tensor<?x16xf32>
  // CHECK: gnn.add_scaled_rows %[[X]], %[[Y]], %[[N]] : (tensor<?x16xf32>, tensor<?x16xf32>, tensor<?xf32>) -> tensor<?x16xf32>
  %own = gnn.add_scaled_rows %x, %y, %n : (tensor<?x16xf32>, tensor<?x16xf32>, tensor<?xf32>) -> tensor<?x16xf32>
  return
}

// CHECK-LABEL: func @batch_norm
func.func @batch_norm(%x: tensor<?x16xf32>, %m: tensor<16xf32>, %v: tensor<16xf32>,
                      %w: tensor<16xf32>, %b: tensor<16xf32>) -> tensor<?x16xf32> {
  // CHECK: gnn.batch_norm %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} {epsilon = 1.000000e-03 : f64} : (tensor<?x16xf32>, tensor<16xf32>, tensor<16xf32>, tensor<16xf32>, tensor<16xf32>) -> tensor<?x16xf32>
  %y = gnn.batch_norm %x, %m, %v, %w, %b {epsilon = 1.0e-3 : f64}
    : (tensor<?x16xf32>, tensor<16xf32>, tensor<16xf32>, tensor<16xf32>, tensor<16xf32>) -> tensor<?x16xf32>
  return %y : tensor<?x16xf32>
}
