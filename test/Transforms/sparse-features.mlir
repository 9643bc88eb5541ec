// RUN: gnn-opt %s --gnn-sparse-features | FileCheck %s
// RUN: gnn-opt %s --gnn-sparse-features --gnn-sparse-features | FileCheck %s
// RUN: gnn-opt %s --gnn-sparse-features --remarks-filter="gnn-sparse-features" -o /dev/null 2>&1 \
// RUN:   | FileCheck %s --check-prefix=REMARK

// CHECK-LABEL: func.func @layers_read_sparse_features
// CHECK-SAME: %[[X:[a-z0-9]+]]: tensor<?x3xf32, #gnn.csr>
// CHECK-NEXT: %[[N:.*]] = gnn.normalize_features %[[X]] : tensor<?x3xf32, #gnn.csr>
// CHECK-NEXT: gnn.gcn_conv %{{.*}}, %[[N]], %{{.*}} : (!gnn.graph, tensor<?x3xf32, #gnn.csr>,
// CHECK-NEXT: gnn.linear %[[X]], %{{.*}} : (tensor<?x3xf32, #gnn.csr>,
// CHECK-NOT: gnn.to_dense
// REMARK: [Passed] SparseFeatures | Category:gnn-sparse-features | Remark="layers_read_sparse_features takes sparse features"
func.func @layers_read_sparse_features(%graph: !gnn.graph, %x: tensor<?x3xf32>, %w: tensor<2x3xf32>) -> (tensor<?x2xf32>, tensor<?x2xf32>) {
  %n = gnn.normalize_features %x : tensor<?x3xf32>
  %d = gnn.dropout %n : tensor<?x3xf32>
  %y = gnn.gcn_conv %graph, %d, %w : (!gnn.graph, tensor<?x3xf32>, tensor<2x3xf32>) -> tensor<?x2xf32>
  %z = gnn.linear %x, %w : (tensor<?x3xf32>, tensor<2x3xf32>) -> tensor<?x2xf32>
  return %y, %z : tensor<?x2xf32>, tensor<?x2xf32>
}

// CHECK-LABEL: func.func @others_get_them_dense
// CHECK-SAME: %[[X:[a-z0-9]+]]: tensor<?x3xf32, #gnn.csr>
// CHECK-NEXT: %[[DENSE:.*]] = gnn.to_dense %[[X]]
// CHECK-NEXT: gnn.sage_conv max %{{.*}}, %[[X]],
// CHECK-NEXT: gnn.concat %[[DENSE]],
// CHECK: return %{{.*}}, %[[DENSE]]
func.func @others_get_them_dense(%graph: !gnn.graph, %x: tensor<?x3xf32>, %w: tensor<2x3xf32>) -> (tensor<?x5xf32>, tensor<?x3xf32>) {
  %s = gnn.sage_conv max %graph, %x, %w : (!gnn.graph, tensor<?x3xf32>, tensor<2x3xf32>) -> tensor<?x2xf32>
  %c = gnn.concat %x, %s : (tensor<?x3xf32>, tensor<?x2xf32>) -> tensor<?x5xf32>
  return %c, %x : tensor<?x5xf32>, tensor<?x3xf32>
}
