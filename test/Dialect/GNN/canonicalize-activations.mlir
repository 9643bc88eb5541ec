// An activation that changes nothing goes; its twin, which does, stays.
// RUN: gnn-opt %s --canonicalize | FileCheck %s

// CHECK-LABEL: func @relu_twice
func.func @relu_twice(%x: tensor<?x16xf32>) -> tensor<?x16xf32> {
  // CHECK-NEXT: %[[Y:.*]] = gnn.relu
  // CHECK-NEXT: return %[[Y]]
  %y = gnn.relu %x : tensor<?x16xf32>
  %z = gnn.relu %y : tensor<?x16xf32>
  return %z : tensor<?x16xf32>
}

// CHECK-LABEL: func @relu_of_sigmoid
func.func @relu_of_sigmoid(%x: tensor<?x16xf32>) -> tensor<?x16xf32> {
  // CHECK-NEXT: %[[Y:.*]] = gnn.sigmoid
  // CHECK-NEXT: return %[[Y]]
  %y = gnn.sigmoid %x : tensor<?x16xf32>
  %z = gnn.relu %y : tensor<?x16xf32>
  return %z : tensor<?x16xf32>
}

// CHECK-LABEL: func @relu_of_tanh
func.func @relu_of_tanh(%x: tensor<?x16xf32>) -> tensor<?x16xf32> {
  // CHECK-NEXT: %[[Y:.*]] = gnn.tanh
  // CHECK-NEXT: %[[Z:.*]] = gnn.relu %[[Y]]
  // CHECK-NEXT: return %[[Z]]
  %y = gnn.tanh %x : tensor<?x16xf32>
  %z = gnn.relu %y : tensor<?x16xf32>
  return %z : tensor<?x16xf32>
}

// CHECK-LABEL: func @leaky_relu_of_relu
func.func @leaky_relu_of_relu(%x: tensor<?x16xf32>) -> tensor<?x16xf32> {
  // CHECK-NEXT: %[[Y:.*]] = gnn.relu
  // CHECK-NEXT: return %[[Y]]
  %y = gnn.relu %x : tensor<?x16xf32>
  %z = gnn.leaky_relu %y {negative_slope = 0.2 : f64} : tensor<?x16xf32>
  return %z : tensor<?x16xf32>
}

// CHECK-LABEL: func @relu_of_leaky_relu
func.func @relu_of_leaky_relu(%x: tensor<?x16xf32>) -> tensor<?x16xf32> {
  // CHECK-NEXT: %[[Y:.*]] = gnn.leaky_relu
  // CHECK-NEXT: %[[Z:.*]] = gnn.relu %[[Y]]
  // CHECK-NEXT: return %[[Z]]
  %y = gnn.leaky_relu %x : tensor<?x16xf32>
  %z = gnn.relu %y : tensor<?x16xf32>
  return %z : tensor<?x16xf32>
}

// The slopes multiply: no twice-applied leaky ReLU is the same as one.
// CHECK-LABEL: func @leaky_relu_twice
func.func @leaky_relu_twice(%x: tensor<?x16xf32>) -> tensor<?x16xf32> {
  // CHECK-NEXT: %[[Y:.*]] = gnn.leaky_relu
  // CHECK-NEXT: %[[Z:.*]] = gnn.leaky_relu %[[Y]]
  // CHECK-NEXT: return %[[Z]]
  %y = gnn.leaky_relu %x : tensor<?x16xf32>
  %z = gnn.leaky_relu %y : tensor<?x16xf32>
  return %z : tensor<?x16xf32>
}

// CHECK-LABEL: func @elu_of_relu
func.func @elu_of_relu(%x: tensor<?x16xf32>) -> tensor<?x16xf32> {
  // CHECK-NEXT: %[[Y:.*]] = gnn.relu
  // CHECK-NEXT: return %[[Y]]
  %y = gnn.relu %x : tensor<?x16xf32>
  %z = gnn.elu %y : tensor<?x16xf32>
  return %z : tensor<?x16xf32>
}

// CHECK-LABEL: func @elu_of_elu
func.func @elu_of_elu(%x: tensor<?x16xf32>) -> tensor<?x16xf32> {
  // CHECK-NEXT: %[[Y:.*]] = gnn.elu
  // CHECK-NEXT: %[[Z:.*]] = gnn.elu %[[Y]]
  // CHECK-NEXT: return %[[Z]]
  %y = gnn.elu %x : tensor<?x16xf32>
  %z = gnn.elu %y : tensor<?x16xf32>
  return %z : tensor<?x16xf32>
}

// What lies between is looked through where it does nothing.
// CHECK-LABEL: func @relu_dropout_relu
func.func @relu_dropout_relu(%x: tensor<?x16xf32>) -> tensor<?x16xf32> {
  // CHECK-NEXT: %[[Y:.*]] = gnn.relu
  // CHECK-NEXT: return %[[Y]]
  %y = gnn.relu %x : tensor<?x16xf32>
  %d = gnn.dropout %y : tensor<?x16xf32>
  %z = gnn.relu %d : tensor<?x16xf32>
  return %z : tensor<?x16xf32>
}
