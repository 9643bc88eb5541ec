// RUN: gnn-opt %s --gnn-version-aggregation --split-input-file | FileCheck %s
// RUN: gnn-opt %s --gnn-version-aggregation --split-input-file --remarks-filter="gnn-version-aggregation" -o /dev/null 2>&1 \
// RUN:   | FileCheck %s --check-prefix=REMARK

// Where a layer widens, the narrower side wins on every graph.

// CHECK-LABEL: func.func @one_order_for_every_graph
// CHECK-NOT: gnn.versions
// CHECK: gnn.aggregate mean
// CHECK-NEXT: gnn.linear
// CHECK-NOT: func.func private
// REMARK: aggregate-first for every graph
func.func @one_order_for_every_graph(%g: !gnn.graph, %x: tensor<?x16xf32>, %w: tensor<64x16xf32>) -> tensor<?x64xf32> {
  %a = gnn.aggregate mean %g, %x : (!gnn.graph, tensor<?x16xf32>) -> tensor<?x16xf32>
  %y = gnn.linear %a, %w : (tensor<?x16xf32>, tensor<64x16xf32>) -> tensor<?x64xf32>
  return %y : tensor<?x64xf32>
}

// -----

// A layer that narrows. On few edges it is faster to multiply the sums while they
// are in a cache. The graph is an argument behind the features: its row pointers
// are buffer 2. Scaling and activation are in both versions.

// CHECK-LABEL: func.func @depends_on_the_graph
// CHECK-SAME: gnn.versions = [{function = @depends_on_the_graph_version1, row_ptr = 2 : i64, steps = array<i64: {{[0-9, ]+}}, 9223372036854775807, {{[0-9]+}}>}]
// CHECK: gnn.linear
// CHECK-NEXT: gnn.aggregate sum
// CHECK-NEXT: gnn.scale_rows
// CHECK-NEXT: gnn.relu
// CHECK-LABEL: func.func private @depends_on_the_graph_version1
// CHECK-NEXT: gnn.aggregate sum
// CHECK-NEXT: gnn.linear
// CHECK-NEXT: gnn.scale_rows
// CHECK-NEXT: gnn.relu
// REMARK: multiply-first {{(from|never).*}}, else aggregate-first
func.func @depends_on_the_graph(%x: tensor<?x96xf32>, %c: tensor<?xf32>, %g: !gnn.graph, %w: tensor<64x96xf32>) -> tensor<?x64xf32> {
  %a = gnn.aggregate sum %g, %x : (!gnn.graph, tensor<?x96xf32>) -> tensor<?x96xf32>
  %z = gnn.linear %a, %w : (tensor<?x96xf32>, tensor<64x96xf32>) -> tensor<?x64xf32>
  %t = gnn.scale_rows %z, %c : (tensor<?x64xf32>, tensor<?xf32>) -> tensor<?x64xf32>
  %y = gnn.relu %t : tensor<?x64xf32>
  return %y : tensor<?x64xf32>
}

// -----

// A self term goes along into both versions of a GIN layer that narrows.

// CHECK-LABEL: func.func @adds_the_node_itself
// CHECK-SAME: gnn.versions = [{function = @adds_the_node_itself_version1
// CHECK: %[[Z:.*]] = gnn.linear
// CHECK-NEXT: %[[S:.*]] = gnn.aggregate sum %{{.*}}, %[[Z]]
// CHECK-NEXT: %[[Y:.*]] = gnn.add_scaled %[[S]], %[[Z]], %{{.*}}
// CHECK-NEXT: gnn.bias_add %[[Y]]
// CHECK-LABEL: func.func private @adds_the_node_itself_version1
// CHECK-NEXT: gnn.aggregate sum
// CHECK-NEXT: gnn.add_scaled
// CHECK-NEXT: gnn.linear
func.func @adds_the_node_itself(%g: !gnn.graph, %x: tensor<?x96xf32>, %e: tensor<1xf32>, %w: tensor<64x96xf32>, %b: tensor<64xf32>) -> tensor<?x64xf32> {
  %a = gnn.aggregate sum %g, %x : (!gnn.graph, tensor<?x96xf32>) -> tensor<?x96xf32>
  %t = gnn.add_scaled %a, %x, %e : (tensor<?x96xf32>, tensor<?x96xf32>, tensor<1xf32>) -> tensor<?x96xf32>
  %y = gnn.linear %t, %w bias %b : (tensor<?x96xf32>, tensor<64x96xf32>, tensor<64xf32>) -> tensor<?x64xf32>
  return %y : tensor<?x64xf32>
}

// -----

// Two layers on features of the caller: two versions beside the first, not three.

// CHECK-LABEL: func.func @two_layers
// CHECK-SAME: function = @two_layers_version1
// CHECK-SAME: function = @two_layers_version2
// CHECK-LABEL: func.func private @two_layers_version1
// CHECK-LABEL: func.func private @two_layers_version2
// CHECK-NEXT: gnn.aggregate
// CHECK-NEXT: gnn.linear
// CHECK-NEXT: gnn.aggregate
// CHECK-NEXT: gnn.linear
// CHECK-NOT: version3
func.func @two_layers(%g: !gnn.graph, %x: tensor<?x96xf32>, %u: tensor<?x128xf32>, %w: tensor<64x96xf32>, %v: tensor<112x128xf32>) -> (tensor<?x64xf32>, tensor<?x112xf32>) {
  %a = gnn.aggregate sum %g, %x : (!gnn.graph, tensor<?x96xf32>) -> tensor<?x96xf32>
  %z = gnn.linear %a, %w : (tensor<?x96xf32>, tensor<64x96xf32>) -> tensor<?x64xf32>
  %b = gnn.aggregate sum %g, %u : (!gnn.graph, tensor<?x128xf32>) -> tensor<?x128xf32>
  %y = gnn.linear %b, %v : (tensor<?x128xf32>, tensor<112x128xf32>) -> tensor<?x112xf32>
  return %z, %y : tensor<?x64xf32>, tensor<?x112xf32>
}

// -----

// The activation's rows are scaled where they are made, whatever the graph.

// CHECK-LABEL: func.func @scales_what_it_makes
// CHECK-NOT: gnn.versions
// CHECK-NOT: func.func private
func.func @scales_what_it_makes(%g: !gnn.graph, %x: tensor<?x64xf32>, %c: tensor<?xf32>, %w: tensor<96x64xf32>) -> tensor<?x96xf32> {
  %r = gnn.relu %x : tensor<?x64xf32>
  %s = gnn.scale_rows %r, %c : (tensor<?x64xf32>, tensor<?xf32>) -> tensor<?x64xf32>
  %a = gnn.aggregate sum %g, %s : (!gnn.graph, tensor<?x64xf32>) -> tensor<?x64xf32>
  %z = gnn.linear %a, %w : (tensor<?x64xf32>, tensor<96x64xf32>) -> tensor<?x96xf32>
  return %z : tensor<?x96xf32>
}

// -----

// A graph that the function makes has no size before it runs.

// CHECK-LABEL: func.func @made_within
// CHECK-NOT: gnn.versions
// CHECK-NOT: func.func private
// REMARK: Reason="the graph is made within the function
func.func @made_within(%h: !gnn.graph, %x: tensor<?x96xf32>, %w: tensor<64x96xf32>) -> tensor<?x64xf32> {
  %g = gnn.add_self_loops %h : (!gnn.graph) -> !gnn.graph
  %a = gnn.aggregate sum %g, %x : (!gnn.graph, tensor<?x96xf32>) -> tensor<?x96xf32>
  %z = gnn.linear %a, %w : (tensor<?x96xf32>, tensor<64x96xf32>) -> tensor<?x64xf32>
  return %z : tensor<?x64xf32>
}

// -----

// An order that was asked for stays.

// CHECK: module attributes {gnn.aggregation_order = "aggregate-first"}
// CHECK-NOT: gnn.versions
module attributes {gnn.aggregation_order = "aggregate-first"} {
  func.func @forced(%g: !gnn.graph, %x: tensor<?x64xf32>, %c: tensor<?xf32>, %w: tensor<96x64xf32>) -> tensor<?x96xf32> {
    %s = gnn.scale_rows %x, %c : (tensor<?x64xf32>, tensor<?xf32>) -> tensor<?x64xf32>
    %a = gnn.aggregate sum %g, %s : (!gnn.graph, tensor<?x64xf32>) -> tensor<?x64xf32>
    %z = gnn.linear %a, %w : (tensor<?x64xf32>, tensor<96x64xf32>) -> tensor<?x96xf32>
    return %z : tensor<?x96xf32>
  }
}
