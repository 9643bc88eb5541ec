// RUN: gnn-opt %s --convert-gnn-to-gpu | FileCheck %s

// What works on buffers of the device has a name that the model has not taken.

// CHECK: func.func @forward(
// CHECK: call @forward_on_device_0(
// CHECK: func.func private @forward_on_device_0(
func.func @forward(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %y = gnn.relu %x : tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// CHECK: func.func @forward_on_device(%{{.*}}: memref<?x4xf32, strided
// CHECK: call @forward_on_device_on_device(
// CHECK: func.func private @forward_on_device_on_device(
func.func @forward_on_device(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %y = gnn.relu %x : tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}
