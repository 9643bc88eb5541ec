// Every op survives its custom form, its generic form and bytecode.
// RUN: gnn-opt %s | gnn-opt | FileCheck %s
// RUN: gnn-opt %s --mlir-print-op-generic | gnn-opt | FileCheck %s
// RUN: gnn-opt %s --emit-bytecode | gnn-opt | FileCheck %s

// CHECK-LABEL: func @graph_is_a_value
// CHECK-SAME: (%[[GRAPH:.*]]: !gnn.graph) -> !gnn.graph
func.func @graph_is_a_value(%graph: !gnn.graph) -> !gnn.graph {
  // CHECK: %[[LOOPS:.*]] = gnn.add_self_loops %[[GRAPH]] : (!gnn.graph) -> !gnn.graph
  %loops = gnn.add_self_loops %graph : (!gnn.graph) -> !gnn.graph
  // CHECK: return %[[LOOPS]] : !gnn.graph
  return %loops : !gnn.graph
}

// CHECK-LABEL: func @csr_on_features_and_weights
// CHECK-SAME: tensor<?x1433xf32, #gnn.csr>
// CHECK-SAME: tensor<16x1433xf32, #gnn.csr>
func.func @csr_on_features_and_weights(
    %x: tensor<?x1433xf32, #gnn.csr>, %w: tensor<16x1433xf32, #gnn.csr>) -> tensor<?x16xf32> {
  // CHECK: gnn.linear {{.*}} : (tensor<?x1433xf32, #gnn.csr>, tensor<16x1433xf32, #gnn.csr>) -> tensor<?x16xf32>
  %y = gnn.linear %x, %w
    : (tensor<?x1433xf32, #gnn.csr>, tensor<16x1433xf32, #gnn.csr>) -> tensor<?x16xf32>
  return %y : tensor<?x16xf32>
}

// CHECK-LABEL: func @weight_in_blocks
// CHECK-SAME: tensor<16x1433xf32, #gnn.block<8>>
func.func @weight_in_blocks(%x: tensor<?x1433xf32>, %w: tensor<16x1433xf32, #gnn.block<8>>) -> tensor<?x16xf32> {
  %y = gnn.linear %x, %w : (tensor<?x1433xf32>, tensor<16x1433xf32, #gnn.block<8>>) -> tensor<?x16xf32>
  return %y : tensor<?x16xf32>
}

// A discardable attribute is the reader of an enum that no op format hides.
// CHECK-LABEL: func private @attributes_stand_alone
// CHECK-SAME: encoding = #gnn.csr, how = #gnn<reduction max>, over = #gnn<layer_norm_mode graph>
func.func private @attributes_stand_alone() attributes {
  encoding = #gnn.csr, how = #gnn<reduction max>, over = #gnn<layer_norm_mode graph>}

// CHECK-LABEL: func @no_channels
// CHECK-SAME: tensor<?x0xf32>
func.func @no_channels(%x: tensor<?x0xf32>) -> tensor<?x0xf32> {
  // CHECK: gnn.relu {{.*}} : tensor<?x0xf32>
  %y = gnn.relu %x : tensor<?x0xf32>
  return %y : tensor<?x0xf32>
}

// CHECK-LABEL: func @most_channels
func.func @most_channels(%x: tensor<?x16777215xf32>) -> tensor<?x16777215xf32> {
  // CHECK: gnn.relu {{.*}} : tensor<?x16777215xf32>
  %y = gnn.relu %x : tensor<?x16777215xf32>
  return %y : tensor<?x16777215xf32>
}
