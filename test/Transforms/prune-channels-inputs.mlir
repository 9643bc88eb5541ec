// RUN: gnn-opt %s --gnn-prune-channels="only=inputs.arg1 ratio=0.5 inputs=true" --remarks-filter=prune 2>&1 | FileCheck %s
// RUN: gnn-opt %s --gnn-prune-channels="ratio=0.5" --remarks-filter=prune 2>&1 | FileCheck %s --check-prefix=KEPT

// The features that the weights read least go, from the argument too, which says
// what it has left. A row divided by its sum is another without them.

// CHECK: remark: [Analysis] gnn-prune-channels | Category:prune | Remark="'gnn.normalize_features' shows what remains of inputs.arg1 differently without the channels removed"
// CHECK: @self.weight({{.*}}) : tensor<2x2xf32> {gnn.channels = [unit, array<i64: 0, 3>]}
// CHECK: @mean.weight({{.*}}) : tensor<2x2xf32> {gnn.channels = [unit, array<i64: 0, 3>]}
// CHECK: func.func @inputs(%{{.*}}: !gnn.graph, %{{.*}}: tensor<?x2xf32> {gnn.channels = array<i64: 0, 3>}) -> tensor<?x2xf32>
// KEPT: Reason="inputs.arg1 keeps its 4 channels: argument of @inputs"
ml_program.global private @self.weight(dense<[[4.0, 1.0, 0.0, 2.0], [0.0, 0.0, 1.0, 2.0]]> : tensor<2x4xf32>) : tensor<2x4xf32>
ml_program.global private @mean.weight(dense<[[1.0, 1.0, 0.0, 2.0], [0.0, 0.0, 1.0, 2.0]]> : tensor<2x4xf32>) : tensor<2x4xf32>
func.func @inputs(%g: !gnn.graph, %x: tensor<?x4xf32>) -> tensor<?x2xf32> {
  %s = ml_program.global_load_const @self.weight : tensor<2x4xf32>
  %m = ml_program.global_load_const @mean.weight : tensor<2x4xf32>
  %n = gnn.normalize_features %x : tensor<?x4xf32>
  %y = gnn.sage_conv mean %g, %n, %m root %s : (!gnn.graph, tensor<?x4xf32>, tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
