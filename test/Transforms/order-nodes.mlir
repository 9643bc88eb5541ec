// RUN: gnn-opt %s --gnn-record-signature --gnn-hoist-preparation --gnn-order-nodes="order=degree" | FileCheck %s
// RUN: gnn-opt %s --gnn-record-signature --gnn-hoist-preparation --gnn-order-nodes="order=degree" --remarks-filter="gnn-order-nodes" -o /dev/null 2>&1 \
// RUN:   | FileCheck %s --check-prefix=REMARK
// RUN: gnn-opt %s --gnn-record-signature --gnn-order-nodes | FileCheck %s --check-prefix=NONE

// NONE-NOT: gnn.node_order

// A preparation that is there is used.

// CHECK-LABEL: func.func @prepared_prepare(%{{.*}}: !gnn.graph) -> tensor<?xf32>
// CHECK-LABEL: func.func @prepared(
// CHECK-SAME: gnn.node_order = "degree", gnn.prepared_by = @prepared_prepare
func.func @prepared(%g: !gnn.graph, %x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %c = gnn.gcn_norm %g : (!gnn.graph) -> tensor<?xf32>
  %s = gnn.scale_rows %x, %c : (tensor<?x4xf32>, tensor<?xf32>) -> tensor<?x4xf32>
  %y = gnn.aggregate sum %g, %s : (!gnn.graph, tensor<?x4xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// CHECK-LABEL: func.func @unprepared_prepare(%{{.*}}: !gnn.graph)
// CHECK-SAME: gnn.prepares = []
// CHECK-LABEL: func.func @unprepared(
// CHECK-SAME: gnn.node_order = "degree", gnn.prepared_by = @unprepared_prepare
func.func @unprepared(%g: !gnn.graph, %x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %y = gnn.aggregate sum %g, %x : (!gnn.graph, tensor<?x4xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// CHECK-LABEL: func.func @without_graph
// CHECK-NOT: gnn.node_order
// REMARK: without_graph keeps its nodes: it does not have one graph
func.func @without_graph(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %y = gnn.relu %x : tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// CHECK-LABEL: func.func @batch
// CHECK-NOT: gnn.node_order
// REMARK: batch keeps its nodes: the nodes of each graph of a batch lie together
func.func @batch(%g: !gnn.graph, %x: tensor<?x4xf32>, %ptr: tensor<?xi64>) -> tensor<?x4xf32> {
  %a = gnn.aggregate sum %g, %x : (!gnn.graph, tensor<?x4xf32>) -> tensor<?x4xf32>
  %y = gnn.pool sum %a, %ptr : (tensor<?x4xf32>, tensor<?xi64>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// CHECK-LABEL: func.func @sparse
// CHECK-NOT: gnn.node_order
// REMARK: sparse keeps its nodes: its features are sparse
func.func @sparse(%g: !gnn.graph, %x: tensor<?x4xf32, #gnn.csr>) -> tensor<?x4xf32> {
  %d = gnn.to_dense %x : (tensor<?x4xf32, #gnn.csr>) -> tensor<?x4xf32>
  %y = gnn.aggregate sum %g, %d : (!gnn.graph, tensor<?x4xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// CHECK-LABEL: func.func @edges
// CHECK-NOT: gnn.node_order
// REMARK: edges keeps its nodes: not all of its results have a row a node
func.func @edges(%g: !gnn.graph, %x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %y = gnn.edge_add %g, %x, %x : (!gnn.graph, tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}
