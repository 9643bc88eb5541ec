// RUN: gnn-opt %s --gnn-sparse-features | FileCheck %s
// RUN: gnn-opt %s --gnn-sparse-features --gnn-sparse-features | FileCheck %s
// RUN: gnn-opt %s --gnn-sparse-features --remarks-filter="gnn-sparse-features" -o /dev/null 2>&1 \
// RUN:   | FileCheck %s --check-prefix=REMARK

// CHECK-LABEL: func.func @without_features
// CHECK-SAME: (%{{.*}}: !gnn.graph)
// REMARK: [Missed] SparseFeatures | {{.*}} | Reason="without_features takes no dense features from outside"
func.func @without_features(%graph: !gnn.graph) -> tensor<?xf32> {
  %c = gnn.gcn_norm %graph : (!gnn.graph) -> tensor<?xf32>
  return %c : tensor<?xf32>
}

// Only what is called from outside has features of the data file.
// CHECK-LABEL: func.func private @inner
// CHECK-SAME: tensor<?x3xf32>)
func.func private @inner(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  return %x : tensor<?x3xf32>
}
