// Every op survives its custom form, its generic form and bytecode.
// RUN: gnn-opt %s | gnn-opt | FileCheck %s
// RUN: gnn-opt %s --mlir-print-op-generic | gnn-opt | FileCheck %s
// RUN: gnn-opt %s --emit-bytecode | gnn-opt | FileCheck %s

// CHECK-LABEL: func @normalised_sum
// CHECK-SAME: (%[[GRAPH:.*]]: !gnn.graph, %[[X:.*]]: tensor<?x16xf32>)
func.func @normalised_sum(%graph: !gnn.graph, %x: tensor<?x16xf32>) -> tensor<?x16xf32> {
  // CHECK: %[[LOOPS:.*]] = gnn.add_self_loops %[[GRAPH]] : (!gnn.graph) -> !gnn.graph
  %loops = gnn.add_self_loops %graph : (!gnn.graph) -> !gnn.graph
  // CHECK: %[[C:.*]] = gnn.gcn_norm %[[LOOPS]] : (!gnn.graph) -> tensor<?xf32>
  %c = gnn.gcn_norm %loops : (!gnn.graph) -> tensor<?xf32>
  // CHECK: %[[S:.*]] = gnn.scale_rows %[[X]], %[[C]] : (tensor<?x16xf32>, tensor<?xf32>) -> tensor<?x16xf32>
  %s = gnn.scale_rows %x, %c : (tensor<?x16xf32>, tensor<?xf32>) -> tensor<?x16xf32>
  // CHECK: gnn.aggregate sum %[[LOOPS]], %[[S]] : (!gnn.graph, tensor<?x16xf32>) -> tensor<?x16xf32>
  %y = gnn.aggregate sum %loops, %s : (!gnn.graph, tensor<?x16xf32>) -> tensor<?x16xf32>
  return %y : tensor<?x16xf32>
}

// CHECK-LABEL: func @own_rows
// CHECK-SAME: (%[[GRAPH:.*]]: !gnn.graph)
func.func @own_rows(%graph: !gnn.graph) -> tensor<?xf32> {
  // CHECK: gnn.missing_self_loops %[[GRAPH]] : (!gnn.graph) -> tensor<?xf32>
  %m = gnn.missing_self_loops %graph : (!gnn.graph) -> tensor<?xf32>
  return %m : tensor<?xf32>
}

// CHECK-LABEL: func @every_reduction
func.func @every_reduction(%graph: !gnn.graph, %x: tensor<?x4xf32>) {
  // CHECK: gnn.aggregate sum
  %sum = gnn.aggregate sum %graph, %x : (!gnn.graph, tensor<?x4xf32>) -> tensor<?x4xf32>
  // CHECK: gnn.aggregate mean
  %mean = gnn.aggregate mean %graph, %x : (!gnn.graph, tensor<?x4xf32>) -> tensor<?x4xf32>
  // CHECK: gnn.aggregate max
  %max = gnn.aggregate max %graph, %x : (!gnn.graph, tensor<?x4xf32>) -> tensor<?x4xf32>
  // CHECK: gnn.aggregate min
  %min = gnn.aggregate min %graph, %x : (!gnn.graph, tensor<?x4xf32>) -> tensor<?x4xf32>
  return
}

// CHECK-LABEL: func @attention_in_steps
// CHECK-SAME: (%[[GRAPH:.*]]: !gnn.graph, %[[X:.*]]: tensor<?x64xf32>, %[[S:.*]]: tensor<?x8xf32>, %[[T:.*]]: tensor<?x8xf32>)
func.func @attention_in_steps(%graph: !gnn.graph, %x: tensor<?x64xf32>,
                              %s: tensor<?x8xf32>, %t: tensor<?x8xf32>) -> tensor<?x64xf32> {
  // CHECK: %[[E:.*]] = gnn.edge_add %[[GRAPH]], %[[S]], %[[T]] : (!gnn.graph, tensor<?x8xf32>, tensor<?x8xf32>) -> tensor<?x8xf32>
  %e = gnn.edge_add %graph, %s, %t : (!gnn.graph, tensor<?x8xf32>, tensor<?x8xf32>) -> tensor<?x8xf32>
  // CHECK: %[[P:.*]] = gnn.edge_softmax %[[GRAPH]], %[[E]] : (!gnn.graph, tensor<?x8xf32>) -> tensor<?x8xf32>
  %p = gnn.edge_softmax %graph, %e : (!gnn.graph, tensor<?x8xf32>) -> tensor<?x8xf32>
  // CHECK: gnn.aggregate sum %[[GRAPH]], %[[X]] weights %[[P]] : (!gnn.graph, tensor<?x64xf32>, tensor<?x8xf32>) -> tensor<?x64xf32>
  %y = gnn.aggregate sum %graph, %x weights %p
    : (!gnn.graph, tensor<?x64xf32>, tensor<?x8xf32>) -> tensor<?x64xf32>
  return %y : tensor<?x64xf32>
}

// CHECK-LABEL: func @attention_in_one
func.func @attention_in_one(%graph: !gnn.graph, %x: tensor<?x64xf32>,
                            %s: tensor<?x8xf32>, %t: tensor<?x8xf32>) -> tensor<?x64xf32> {
  // CHECK: gnn.attention %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} {negative_slope = 2.000000e-01 : f64} : (!gnn.graph, tensor<?x64xf32>, tensor<?x8xf32>, tensor<?x8xf32>) -> tensor<?x64xf32>
  %y = gnn.attention %graph, %x, %s, %t {negative_slope = 0.2 : f64}
    : (!gnn.graph, tensor<?x64xf32>, tensor<?x8xf32>, tensor<?x8xf32>) -> tensor<?x64xf32>
  return %y : tensor<?x64xf32>
}

// CHECK-LABEL: func @loops_beside_the_graph
// CHECK-SAME: (%[[GRAPH:.*]]: !gnn.graph, %[[X:.*]]: tensor<?x8xf32>)
func.func @loops_beside_the_graph(%graph: !gnn.graph, %x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  // CHECK: %[[M:.*]] = gnn.missing_self_loops %[[GRAPH]] : (!gnn.graph) -> tensor<?xf32>
  %m = gnn.missing_self_loops %graph : (!gnn.graph) -> tensor<?xf32>
  // CHECK: gnn.gcn_norm %[[GRAPH]] missing %[[M]] : (!gnn.graph, tensor<?xf32>) -> tensor<?xf32>
  %c = gnn.gcn_norm %graph missing %m : (!gnn.graph, tensor<?xf32>) -> tensor<?xf32>
  // CHECK: %[[Y:.*]] = gnn.attention %[[GRAPH]], %[[X]], %[[X]], %[[X]] missing %[[M]] {negative_slope = 2.000000e-01 : f64} : (!gnn.graph, tensor<?x8xf32>, tensor<?x8xf32>, tensor<?x8xf32>, tensor<?xf32>) -> tensor<?x8xf32>
  %y = gnn.attention %graph, %x, %x, %x missing %m {negative_slope = 0.2 : f64}
    : (!gnn.graph, tensor<?x8xf32>, tensor<?x8xf32>, tensor<?x8xf32>, tensor<?xf32>) -> tensor<?x8xf32>
  // CHECK: gnn.add_scaled_rows %[[Y]], %[[X]], %[[M]] : (tensor<?x8xf32>, tensor<?x8xf32>, tensor<?xf32>) -> tensor<?x8xf32>
  %z = gnn.add_scaled_rows %y, %x, %m : (tensor<?x8xf32>, tensor<?x8xf32>, tensor<?xf32>) -> tensor<?x8xf32>
  return %z : tensor<?x8xf32>
}

// CHECK-LABEL: func @readout
// CHECK-SAME: (%[[X:.*]]: tensor<?x16xf32>, %[[PTR:.*]]: tensor<?xi64>)
func.func @readout(%x: tensor<?x16xf32>, %ptr: tensor<?xi64>) -> tensor<?x16xf32> {
  // CHECK: gnn.pool mean %[[X]], %[[PTR]] : (tensor<?x16xf32>, tensor<?xi64>) -> tensor<?x16xf32>
  %y = gnn.pool mean %x, %ptr : (tensor<?x16xf32>, tensor<?xi64>) -> tensor<?x16xf32>
  return %y : tensor<?x16xf32>
}
