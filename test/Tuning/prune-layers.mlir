// RUN: gnn-opt %s --split-input-file --gnn-prune-layers="layers=conv2" | FileCheck %s
// RUN: gnn-opt %s --split-input-file --gnn-decompose-layers --gnn-prune-layers="layers=conv2" | FileCheck %s
// RUN: gnn-opt %s --split-input-file --gnn-prune-layers="layers=conv2 ledger=%t.json" --remarks-filter=prune -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK
// RUN: %python -m json.tool %t.json | FileCheck %s --check-prefix=JSON

// A layer of equal widths, with the norm and activation that follow; its graph
// is another's too.

// CHECK-LABEL: func.func @plain
// CHECK:         %[[R:.*]] = gnn.relu
// CHECK-NOT:     batch_norm
// CHECK-NOT:     tanh
// CHECK:         gnn.linear %[[R]]
// CHECK-NEXT:    return
// REMARK-DAG:  remark: [Passed] gnn-prune-layers | Category:prune | Remark="layer conv2: pruned", criterion=named
// REMARK-DAG:  remark: [Passed] gnn-prune-layers | Category:prune | Remark="1 layers bypassed"
ml_program.global private @conv1.lin.weight(dense<1.0> : tensor<2x3xf32>) : tensor<2x3xf32>
ml_program.global private @conv2.lin.weight(dense<1.0> : tensor<2x2xf32>) : tensor<2x2xf32>
ml_program.global private @conv2.bias(dense<1.0> : tensor<2xf32>) : tensor<2xf32>
ml_program.global private @bn2(dense<1.0> : tensor<2xf32>) : tensor<2xf32>
ml_program.global private @lin.weight(dense<1.0> : tensor<1x2xf32>) : tensor<1x2xf32>
func.func @plain(%g: !gnn.graph, %x: tensor<?x3xf32>) -> tensor<?x1xf32> {
  %w1 = ml_program.global_load_const @conv1.lin.weight : tensor<2x3xf32>
  %w2 = ml_program.global_load_const @conv2.lin.weight : tensor<2x2xf32>
  %b2 = ml_program.global_load_const @conv2.bias : tensor<2xf32>
  %n = ml_program.global_load_const @bn2 : tensor<2xf32>
  %l = ml_program.global_load_const @lin.weight : tensor<1x2xf32>
  %h = gnn.gcn_conv %g, %x, %w1 : (!gnn.graph, tensor<?x3xf32>, tensor<2x3xf32>) -> tensor<?x2xf32>
  %r = gnn.relu %h : tensor<?x2xf32>
  %c = gnn.gcn_conv %g, %r, %w2 bias %b2 : (!gnn.graph, tensor<?x2xf32>, tensor<2x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  %m = gnn.batch_norm %c, %n, %n, %n, %n : (tensor<?x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  %t = gnn.tanh %m : tensor<?x2xf32>
  %y = gnn.linear %t, %l : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}

// -----

// The branch of a residual connection; what comes after the sum stays.

// CHECK-NOT:   ml_program
// CHECK-LABEL: func.func @residual
// CHECK-NEXT:    %[[E:.*]] = gnn.elu %arg1
// CHECK-NEXT:    return %[[E]]
// JSON:        "layers": [
// JSON:        "class": "pruned",
// JSON-NEXT:   "criterion": "named",
// JSON-NEXT:   "layer": "conv2",
// JSON-NEXT:   "parameters": [
// JSON-NEXT:   "conv2.lin.weight",
// JSON-NEXT:   "conv2.bias"
// JSON:        "pass": "gnn-prune-layers"
ml_program.global private @conv2.lin.weight(dense<1.0> : tensor<2x2xf32>) : tensor<2x2xf32>
ml_program.global private @conv2.bias(dense<1.0> : tensor<2xf32>) : tensor<2xf32>
func.func @residual(%g: !gnn.graph, %x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %b2 = ml_program.global_load_const @conv2.bias : tensor<2xf32>
  %w2 = ml_program.global_load_const @conv2.lin.weight : tensor<2x2xf32>
  %c = gnn.gcn_conv %g, %x, %w2 bias %b2 : (!gnn.graph, tensor<?x2xf32>, tensor<2x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  %r = gnn.relu %c : tensor<?x2xf32>
  %s = gnn.add %r, %x : tensor<?x2xf32>
  %e = gnn.elu %s : tensor<?x2xf32>
  return %e : tensor<?x2xf32>
}
