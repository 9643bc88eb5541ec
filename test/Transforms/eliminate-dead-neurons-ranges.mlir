// RUN: gnn-opt %s --split-input-file --gnn-eliminate-dead-neurons="ledger=%t.json" | FileCheck %s --check-prefix=ANY
// RUN: gnn-opt %s --split-input-file --gnn-eliminate-dead-neurons="box=0:1 ledger=%t.json" | FileCheck %s --check-prefix=BOX
// RUN: gnn-opt %s --split-input-file --gnn-eliminate-dead-neurons="box=0:1" --remarks-filter=prune 2>&1 | FileCheck %s --check-prefix=REMARK

// Channel 1 is never positive for features that are not negative; for others it
// may be. Channels 0 and 2 may be both.

// ANY-LABEL: func.func @never_positive
// ANY:         gnn.relu %{{.*}} : tensor<?x3xf32>
// BOX-LABEL: func.func @never_positive
// BOX:         gnn.relu %{{.*}} : tensor<?x2xf32>
// REMARK-DAG: channel 1 of w: proved
ml_program.global private @w(dense<[[1.0, -1.0], [-1.0, -2.0], [-1.0, 1.0]]> : tensor<3x2xf32>) : tensor<3x2xf32>
ml_program.global private @b(dense<[-0.5, 0.0, -0.5]> : tensor<3xf32>) : tensor<3xf32>
ml_program.global private @v(dense<[[1.0, 2.0, 3.0]]> : tensor<1x3xf32>) : tensor<1x3xf32>
func.func @never_positive(%x: tensor<?x2xf32>) -> tensor<?x1xf32> {
  %w = ml_program.global_load_const @w : tensor<3x2xf32>
  %b = ml_program.global_load_const @b : tensor<3xf32>
  %v = ml_program.global_load_const @v : tensor<1x3xf32>
  %h = gnn.linear %x, %w bias %b : (tensor<?x2xf32>, tensor<3x2xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %r = gnn.relu %h : tensor<?x3xf32>
  %y = gnn.linear %r, %v : (tensor<?x3xf32>, tensor<1x3xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}

// -----

// A ReLU of what is never negative does nothing; one channel of the other may.

// ANY-LABEL: func.func @linear
// ANY-COUNT-2: gnn.relu
// BOX-LABEL: func.func @linear
// BOX:         %[[H:.*]] = gnn.linear
// BOX-NEXT:    gnn.linear %[[H]]
// BOX-NEXT:    gnn.relu
// REMARK-DAG: 'gnn.relu' is linear on 2 of 2 channels, proved-for-box: removed
// REMARK-DAG: 'gnn.relu' is linear on 1 of 2 channels, proved-for-box
ml_program.global private @w(dense<[[1.0], [2.0]]> : tensor<2x1xf32>) : tensor<2x1xf32>
ml_program.global private @v(dense<[[1.0, 2.0], [1.0, -1.0]]> : tensor<2x2xf32>) : tensor<2x2xf32>
func.func @linear(%x: tensor<?x1xf32>) -> tensor<?x2xf32> {
  %w = ml_program.global_load_const @w : tensor<2x1xf32>
  %v = ml_program.global_load_const @v : tensor<2x2xf32>
  %h = gnn.linear %x, %w : (tensor<?x1xf32>, tensor<2x1xf32>) -> tensor<?x2xf32>
  %r = gnn.relu %h : tensor<?x2xf32>
  %z = gnn.linear %r, %v : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %y = gnn.relu %z : tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// -----

// The ops alone prove it of rows that are divided by their sum, through GCN
// normalisation, on any graph: the most that channel 1 reaches is its bias.

// ANY-LABEL: func.func @shares
// ANY:         gnn.relu %{{.*}} : tensor<?x1xf32>
ml_program.global private @w(dense<[[1.0, -1.0], [-1.0, -2.0]]> : tensor<2x2xf32>) : tensor<2x2xf32>
ml_program.global private @b(dense<[-0.5, -0.25]> : tensor<2xf32>) : tensor<2xf32>
ml_program.global private @v(dense<[[1.0, 2.0]]> : tensor<1x2xf32>) : tensor<1x2xf32>
func.func @shares(%g: !gnn.graph, %x: tensor<?x2xf32>) -> tensor<?x1xf32> {
  %w = ml_program.global_load_const @w : tensor<2x2xf32>
  %b = ml_program.global_load_const @b : tensor<2xf32>
  %v = ml_program.global_load_const @v : tensor<1x2xf32>
  %f = gnn.normalize_features %x : tensor<?x2xf32>
  %h = gnn.linear %f, %w : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %l = gnn.add_self_loops %g : (!gnn.graph) -> !gnn.graph
  %n = gnn.gcn_norm %l : (!gnn.graph) -> tensor<?xf32>
  %s = gnn.scale_rows %h, %n : (tensor<?x2xf32>, tensor<?xf32>) -> tensor<?x2xf32>
  %a = gnn.aggregate sum %l, %s : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
  %t = gnn.scale_rows %a, %n : (tensor<?x2xf32>, tensor<?xf32>) -> tensor<?x2xf32>
  %c = gnn.bias_add %t, %b : (tensor<?x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  %r = gnn.relu %c : tensor<?x2xf32>
  %y = gnn.linear %r, %v : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}
