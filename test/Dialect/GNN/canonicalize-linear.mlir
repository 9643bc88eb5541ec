// RUN: gnn-opt %s --canonicalize | FileCheck %s

// CHECK-LABEL: func @linear_reads_sparse_features
// CHECK-SAME: (%[[X:.*]]: tensor<?x100xf32, #gnn.csr>, %[[W:.*]]: tensor<7x100xf32>)
func.func @linear_reads_sparse_features(%x: tensor<?x100xf32, #gnn.csr>, %w: tensor<7x100xf32>) -> tensor<?x7xf32> {
  // CHECK-NEXT: %[[Y:.*]] = gnn.linear %[[X]], %[[W]] : (tensor<?x100xf32, #gnn.csr>, tensor<7x100xf32>) -> tensor<?x7xf32>
  // CHECK-NEXT: return %[[Y]]
  %d = gnn.to_dense %x : (tensor<?x100xf32, #gnn.csr>) -> tensor<?x100xf32>
  %y = gnn.linear %d, %w : (tensor<?x100xf32>, tensor<7x100xf32>) -> tensor<?x7xf32>
  return %y : tensor<?x7xf32>
}

// Another reader needs the dense rows; the product is sparse all the same.
// CHECK-LABEL: func @dense_rows_are_read_elsewhere
// CHECK-SAME: (%[[X:.*]]: tensor<?x100xf32, #gnn.csr>, %[[W:.*]]: tensor<7x100xf32>)
func.func @dense_rows_are_read_elsewhere(%x: tensor<?x100xf32, #gnn.csr>, %w: tensor<7x100xf32>)
    -> (tensor<?x7xf32>, tensor<?x100xf32>) {
  // CHECK-NEXT: %[[D:.*]] = gnn.to_dense %[[X]]
  // CHECK-NEXT: %[[Y:.*]] = gnn.linear %[[X]], %[[W]]
  // CHECK-NEXT: return %[[Y]], %[[D]]
  %d = gnn.to_dense %x : (tensor<?x100xf32, #gnn.csr>) -> tensor<?x100xf32>
  %y = gnn.linear %d, %w : (tensor<?x100xf32>, tensor<7x100xf32>) -> tensor<?x7xf32>
  return %y, %d : tensor<?x7xf32>, tensor<?x100xf32>
}

// CHECK-LABEL: func @activation_needs_dense_rows
func.func @activation_needs_dense_rows(%x: tensor<?x100xf32, #gnn.csr>, %w: tensor<7x100xf32>) -> tensor<?x7xf32> {
  // CHECK-NEXT: %[[D:.*]] = gnn.to_dense
  // CHECK-NEXT: %[[R:.*]] = gnn.sigmoid %[[D]]
  // CHECK-NEXT: gnn.linear %[[R]]
  %d = gnn.to_dense %x : (tensor<?x100xf32, #gnn.csr>) -> tensor<?x100xf32>
  %r = gnn.sigmoid %d : tensor<?x100xf32>
  %y = gnn.linear %r, %w : (tensor<?x100xf32>, tensor<7x100xf32>) -> tensor<?x7xf32>
  return %y : tensor<?x7xf32>
}

// CHECK-LABEL: func @bias_joins_the_linear_layer
// CHECK-SAME: (%[[X:.*]]: tensor<?x16xf32>, %[[W:.*]]: tensor<7x16xf32>, %[[B:.*]]: tensor<7xf32>)
func.func @bias_joins_the_linear_layer(%x: tensor<?x16xf32>, %w: tensor<7x16xf32>, %b: tensor<7xf32>) -> tensor<?x7xf32> {
  // CHECK-NEXT: %[[Y:.*]] = gnn.linear %[[X]], %[[W]] bias %[[B]]
  // CHECK-NEXT: return %[[Y]]
  %y = gnn.linear %x, %w : (tensor<?x16xf32>, tensor<7x16xf32>) -> tensor<?x7xf32>
  %z = gnn.bias_add %y, %b : (tensor<?x7xf32>, tensor<7xf32>) -> tensor<?x7xf32>
  return %z : tensor<?x7xf32>
}

// CHECK-LABEL: func @linear_layer_has_a_bias
// CHECK-SAME: (%{{.*}}, %{{.*}}, %[[B:.*]]: tensor<7xf32>)
func.func @linear_layer_has_a_bias(%x: tensor<?x16xf32>, %w: tensor<7x16xf32>, %b: tensor<7xf32>) -> tensor<?x7xf32> {
  // CHECK-NEXT: %[[Y:.*]] = gnn.linear {{.*}} bias %[[B]]
  // CHECK-NEXT: %[[Z:.*]] = gnn.bias_add %[[Y]], %[[B]]
  // CHECK-NEXT: return %[[Z]]
  %y = gnn.linear %x, %w bias %b : (tensor<?x16xf32>, tensor<7x16xf32>, tensor<7xf32>) -> tensor<?x7xf32>
  %z = gnn.bias_add %y, %b : (tensor<?x7xf32>, tensor<7xf32>) -> tensor<?x7xf32>
  return %z : tensor<?x7xf32>
}

// A second product would cost more than the bias.
// CHECK-LABEL: func @product_has_another_reader
func.func @product_has_another_reader(%x: tensor<?x16xf32>, %w: tensor<7x16xf32>, %b: tensor<7xf32>)
    -> (tensor<?x7xf32>, tensor<?x7xf32>) {
  // CHECK-NEXT: %[[Y:.*]] = gnn.linear %{{.*}}, %{{.*}} :
  // CHECK-NEXT: %[[Z:.*]] = gnn.bias_add %[[Y]]
  // CHECK-NEXT: return %[[Y]], %[[Z]]
  %y = gnn.linear %x, %w : (tensor<?x16xf32>, tensor<7x16xf32>) -> tensor<?x7xf32>
  %z = gnn.bias_add %y, %b : (tensor<?x7xf32>, tensor<7xf32>) -> tensor<?x7xf32>
  return %y, %z : tensor<?x7xf32>, tensor<?x7xf32>
}

// CHECK-LABEL: func @bias_after_the_message
func.func @bias_after_the_message(%graph: !gnn.graph, %x: tensor<?x16xf32>, %w: tensor<7x16xf32>, %b: tensor<7xf32>) -> tensor<?x7xf32> {
  // CHECK-NEXT: gnn.linear %{{.*}}, %{{.*}} :
  // CHECK-NEXT: gnn.aggregate
  // CHECK-NEXT: gnn.bias_add
  %y = gnn.linear %x, %w : (tensor<?x16xf32>, tensor<7x16xf32>) -> tensor<?x7xf32>
  %s = gnn.aggregate sum %graph, %y : (!gnn.graph, tensor<?x7xf32>) -> tensor<?x7xf32>
  %z = gnn.bias_add %s, %b : (tensor<?x7xf32>, tensor<7xf32>) -> tensor<?x7xf32>
  return %z : tensor<?x7xf32>
}
